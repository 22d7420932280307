/* art.13(1) and 25: what the knowledge base answers outright. A question is answered where it is
 * clearly that of one entry; two that are about as like, or one whose time is over, answer
 * nothing. Pure: a table that the reference reader fills, and the search. */
#ifndef H12_RULES_KNOWLEDGE_H
#define H12_RULES_KNOWLEDGE_H

#include "lib/base/arena.h"
#include "lib/base/civil.h"
#include "lib/text/phrases.h"

#include <stdbool.h>

struct knowledge_entry {
    struct span id, version, title, answer;
    struct span questions; /* separated by '|' */
    struct span unit;      /* that keeps it up (art.25): a code */
    day_number valid_from, valid_to;
    uint32_t row;
};

struct knowledge {
    struct knowledge_entry *entries;
    size_t count, capacity;
    struct phrases *phrases; /* by the entry's place */
    struct arena arena;
};

void knowledge_add(struct knowledge *knowledge, struct knowledge_entry entry);
/* After the last entry. */
void knowledge_build(struct knowledge *knowledge);
void knowledge_release(struct knowledge *knowledge);

bool entry_is_valid(const struct knowledge_entry *entry, day_number day);

/* What the policy says; all ours. */
struct knowledge_rules {
    double min_likeness; /* from this on an entry's question is the citizen's */
    double margin;       /* by so much the next entry has to be less like */
    double least_share;  /* of the text, that the question has to be */
};

enum knowledge_verdict {
    KNOWLEDGE_NONE,    /* no entry is like it */
    KNOWLEDGE_CLEAR,   /* answered */
    KNOWLEDGE_SEVERAL, /* two are about as like */
    KNOWLEDGE_EXPIRED, /* the likest is out of its time */
    KNOWLEDGE_VERDICTS
};
/* Why a question was answered, or was not. */
extern const char *const knowledge_reasons[KNOWLEDGE_VERDICTS];

struct knowledge_answer {
    enum knowledge_verdict verdict;
    const struct knowledge_entry *entry; /* the likest; NULL: none shares a word with it */
    double likeness;
};

/* Asks with the title and the text of a request, as of the day on which the answer is given. Of an
 * entry's versions the one of that day counts. */
void knowledge_ask(const struct knowledge *knowledge, const struct knowledge_rules *rules,
                   struct phrase_scratch *scratch, struct span title, struct span text,
                   day_number day, struct knowledge_answer *answer);

#endif
