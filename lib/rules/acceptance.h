/* Acceptance: whether the hotline takes a request on, and by which paragraph (art.8, 9, 10, 28).
 * Pure: asks nothing but the question. What rules suspect stands in the question as flags; they
 * lead to `review` at most. Only an officer's decision declines or bars, and nothing holds up an
 * emergency. */
#ifndef H12_RULES_ACCEPTANCE_H
#define H12_RULES_ACCEPTANCE_H

#include "lib/base/civil.h"
#include "lib/base/span.h"
#include "lib/rules/terms.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verdict { VERDICT_ACCEPTED, VERDICT_REVIEW, VERDICT_DECLINED, VERDICT_BARRED, VERDICTS };
extern const char *const verdict_words[VERDICTS];

/* The paragraphs by which a request may not be taken on, or is answered with a warning. */
enum ground {
    GROUND_LEGAL_WAY, /* art.9(1): courts, arbitration, administrative review */
    GROUND_EMERGENCY, /* art.9(2): army, police, 110, 119, 120 */
    GROUND_SECRET,    /* art.9(3): state and business secrets, privacy */
    GROUND_VAGUE,     /* art.9(4): no demand, nobody complained of */
    GROUND_ELSEWHERE, /* art.9(5): another government's */
    GROUND_OWN_DUTY,  /* art.9(6): a particular body's by law */
    GROUND_UNFOUNDED, /* art.10(1) */
    GROUND_ABUSE,     /* art.10(2) */
    GROUND_REPEATED,  /* art.28(1) */
    GROUND_OVERUSE,   /* art.28(2) */
    GROUND_UNLAWFUL,  /* art.28(3) */
    GROUNDS
};
extern const char *const ground_words[GROUNDS]; /* "art.9(1)" */
/* The ground that a text names, -1 where it is none. */
int ground_find(struct span text);
/* Whether an officer may decline for it (art.9). */
bool ground_declines(enum ground ground);

/* What a rule or a check may say of a request. */
enum flag_code {
    FLAG_LAWSUIT,     /* art.9(1) */
    FLAG_ARBITRATION, /* art.9(1) */
    FLAG_RECONSIDERATION,
    FLAG_EMERGENCY,         /* art.9(2): going on now */
    FLAG_POLICE,            /* art.9(2): 110's, but nobody's life */
    FLAG_MILITARY,          /* art.9(2) */
    FLAG_SECRET,            /* art.9(3) */
    FLAG_PRIVACY,           /* art.9(3) */
    FLAG_VAGUE,             /* art.9(4) */
    FLAG_ELSEWHERE,         /* art.9(5) */
    FLAG_OWN_DUTY,          /* art.9(6) */
    FLAG_UNFOUNDED,         /* art.10(1) */
    FLAG_ABUSE,             /* art.10(2) */
    FLAG_REPEAT,            /* art.28(1) */
    FLAG_CONTACTS,          /* art.28(2) */
    FLAG_RESTRICTED,        /* art.28(2) */
    FLAG_STAFF,             /* art.8(3): about the government's staff */
    FLAG_KIND_CONSULTATION, /* art.3, in the order of enum kind */
    FLAG_KIND_HELP,
    FLAG_KIND_COMPLAINT,
    FLAG_KIND_REPORT,
    FLAG_KIND_SUGGESTION,
    FLAG_URGENCY_CRITICAL, /* art.14, in the order of enum urgency */
    FLAG_URGENCY_URGENT,
    FLAG_CONFIDENTIAL,  /* art.22 */
    FLAG_BAD_PHONE,     /* art.3: the requester's */
    FLAG_BAD_ID_NUMBER, /* art.3 */
    FLAG_CODES
};
extern const char *const flag_words[FLAG_CODES];
/* The article that a flag touches. */
const char *flag_basis(enum flag_code code);
/* The ground that it makes one suspect, -1: none. */
int flag_ground(enum flag_code code);

/* One thing noticed: where, and by which row of the rules. */
struct flag {
    enum flag_code code;
    int row;            /* of acceptance/rules.csv; 0: not by a rule */
    const char *member; /* of the record; NULL: none */
    size_t offset;      /* in code points, of what a rule found */
    struct span advice; /* where to go instead, a code of acceptance/advice.csv; SPAN_NONE: the
                           ground's own */
    int count;          /* of FLAG_CONTACTS */
};

enum { FLAGS_MAX = 24 };
struct flags {
    struct flag list[FLAGS_MAX];
    size_t count;
};
void flags_add(struct flags *flags, const struct flag *flag);
/* The first flag of a ground, or NULL. */
const struct flag *flags_of(const struct flags *flags, enum ground ground);
bool flags_have(const struct flags *flags, enum flag_code code);

/* What an officer decided. */
enum decided { DECIDED_NOTHING, DECIDED_ACCEPT, DECIDED_DECLINE, DECIDED_BAR };
extern const char *const decided_words[]; /* of DECIDED_ACCEPT on: accept, decline, bar */
enum { DECIDED_WORDS = 3 };

struct acceptance_question {
    int kind; /* enum kind; -1: it is not known */
    const struct flags *flags;
    enum decided decided;
    enum ground ground; /* of DECIDED_DECLINE */
    bool is_critical;   /* its urgency is, whoever says so */
    bool bar_proposed;  /* art.28(1): a repeat of what was closed with all that asks for */
};

struct acceptance_answer {
    enum verdict verdict;
    enum state state; /* where the case stands by it */
    const char *basis;
    const char *reason;
    int ground;    /* what it is suspected of, declined or warned for; -1: nothing */
    bool critical; /* an emergency going on now, dangerous by its words, or critical and under
                      review: it goes on at once, and is explained with where to call */
    enum decided proposal; /* what an officer is asked to decide; DECIDED_NOTHING: nothing */
    struct span advice;    /* as of a flag */
};

struct acceptance_answer acceptance_decide(const struct acceptance_question *question);

#endif
