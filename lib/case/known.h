/* The cases that are known already: ledgers, and what this run has made. Tells a row that came
 * before (its id), and a request that repeats one of the same requester (art.28), by reading the
 * few earlier cases of that requester where they stand. Holds under 100 bytes a case: whose, when
 * and where, never the text. */
#ifndef H12_CASE_KNOWN_H
#define H12_CASE_KNOWN_H

#include "lib/case/acceptance.h"
#include "lib/record/record.h"
#include "lib/rules/repeat.h"

struct known;

struct known *known_new(const struct repeat_rules *rules, int offset);
/* Reads a ledger, a regular file that stands until known_free(). What is wrong with it is status
 * 2. */
void known_load(struct known *known, const char *path);
void known_free(struct known *known);

/* Whether a case of this id is known. */
bool known_has(const struct known *known, struct span id);
/* Takes a case of this run in. */
void known_add(struct known *known, struct span line);

/* A request, and what is known of its requester. */
struct known_request {
    struct span name, phone, id_number;
    struct span district, address, title, text;
    instant received_at;
};

struct known_answer {
    enum repeat repeat;
    struct repeated repeated; /* of what it repeats */
    struct span unit;         /* that has it; SPAN_NONE: nobody */
    int contacts;             /* of the requester in the window, this one among them; 0: nobody's
                                 number */
    bool restricted;          /* an officer's restriction runs (art.28(2)) */
};

/* The answer's spans stand until the next question. */
void known_ask(struct known *known, const struct known_request *request,
               struct known_answer *answer);

#endif
