/* art.13(1) and 25: what the knowledge base answers outright. A question is answered where it is
 * clearly that of one entry and all of what was asked; two that are about as like, one whose time
 * is over, or one beside which the text says more, answer nothing. Pure: a table that the reference
 * reader fills, and the search. */
#ifndef H12_RULES_KNOWLEDGE_H
#define H12_RULES_KNOWLEDGE_H

#include "lib/base/arena.h"
#include "lib/base/buffer.h"
#include "lib/base/civil.h"
#include "lib/rules/lexicon.h"
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
    int max_rest;        /* characters that the text may say beside the entry's questions */
};

enum knowledge_verdict {
    KNOWLEDGE_NONE,    /* no entry is like it */
    KNOWLEDGE_CLEAR,   /* answered */
    KNOWLEDGE_SEVERAL, /* two are about as like */
    KNOWLEDGE_EXPIRED, /* the likest is out of its time */
    KNOWLEDGE_ANOTHER, /* another clause is another entry's question */
    KNOWLEDGE_MATTER,  /* the rest of the text speaks of a matter */
    KNOWLEDGE_REST,    /* the rest of the text is too long to be passed over */
    KNOWLEDGE_VERDICTS
};
/* Why a question was answered, or was not. */
extern const char *const knowledge_reasons[KNOWLEDGE_VERDICTS];

struct knowledge_answer {
    enum knowledge_verdict verdict;
    const struct knowledge_entry *entry; /* the likest; NULL: none shares a word with it */
    double likeness;
    const struct knowledge_entry *rival; /* the likest of the others that are in their time */
    double rival_likeness;
    size_t rest;                 /* characters that the entry's questions do not say */
    const struct matter *matter; /* that they speak of; NULL: none */
};

/* Buffers of a search, reused; zero it once. */
struct knowledge_scratch {
    struct phrase_scratch phrases;
    struct buffer rest;
};
void knowledge_scratch_release(struct knowledge_scratch *scratch);

/* Which entry's question a text is, as of the day on which the answer is given: one of the first
 * four verdicts, or KNOWLEDGE_ANOTHER. Of an entry's versions the one of that day counts. An entry
 * out of its time answers nothing, and stands in the way of one in its time only where it is
 * liker. */
void knowledge_find(const struct knowledge *knowledge, const struct knowledge_rules *rules,
                    struct knowledge_scratch *scratch, struct span text, day_number day,
                    struct knowledge_answer *answer);

/* What a request is judged by beside the base itself. */
struct knowledge_desk {
    const struct knowledge *knowledge;
    const struct knowledge_rules *rules;
    const struct lexicon *lexicon;
};

struct knowledge_question {
    struct span title, text;
    day_number received; /* as of when its words count */
    day_number day;      /* on which the answer is given */
};

/* Asks with the text of a request, or its title where it has none; and looks at what the title and
 * the text say beside the entry. */
void knowledge_ask(const struct knowledge_desk *desk, struct knowledge_scratch *scratch,
                   const struct knowledge_question *question, struct knowledge_answer *answer);

#endif
