/* Who is responsible for what: art.7 and art.13(2), "territorial, graded, who is in charge is
 * responsible". Plain tables that the reference readers fill, and the decision over a list of
 * evidence. Knows no file and no record. */
#ifndef H12_RULES_ROUTING_H
#define H12_RULES_ROUTING_H

#include "lib/base/civil.h"
#include "lib/base/span.h"
#include "lib/rules/terms.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum unit_level {
    LEVEL_CITY,
    LEVEL_DISTRICT,
    LEVEL_INSTITUTION,
    LEVEL_ENTERPRISE,
    LEVEL_ORGANISATION,
    LEVELS
};
extern const char *const unit_level_words[LEVELS];

/* A responsible unit of art.7. Texts are empty where the table has none. */
struct unit {
    struct span code, name, short_name;
    struct span aliases; /* separated by '|' */
    enum unit_level level;
    struct span district; /* GB/T 2260 */
    struct span line;     /* of business: housing, traffic ... */
    struct span parent;   /* a unit's code */
    struct span contact;
    struct span calendar;            /* an overlay's path below the share folder */
    day_number valid_from, valid_to; /* both included */
    uint32_t row;                    /* line of the table, for evidence */
};

/* A matter of the catalogue. */
struct matter {
    struct span code, name, parent, line;
    bool to_district;                 /* territorial yes or both */
    bool to_city;                     /* territorial no or both */
    struct span keywords, exclusions; /* separated by '|' */
    int urgency;                      /* at least; enum urgency, -1: none of its own */
    struct span expert;               /* the unit whose expert sits with the hotline (art.13(1)) */
    day_number valid_from, valid_to;
    uint32_t row;
};

bool unit_is_valid(const struct unit *unit, day_number day);
bool matter_is_valid(const struct matter *matter, day_number day);

/* What the policy says of routing: all numbers are ours, since the regulation says who is
 * responsible and not how it is told from words. */
struct route_rules {
    double min_score;        /* under it a case goes to triage */
    double doubt;            /* weighs against every matter */
    double word_weight;      /* of a keyword or a place's name, at least */
    double character_weight; /* of each of its characters */
    double title_factor;     /* on the weights in a title */
};

/* A longer word is more particular: a character's weight times its length, but not under that of a
 * word. */
double route_word_weight(const struct route_rules *rules, size_t characters);

/* Where a piece of evidence comes from. A trained model may one day be one more. */
enum route_source {
    SOURCE_UNIT,     /* the record names the unit */
    SOURCE_MATTER,   /* the record names the matter */
    SOURCE_KEYWORD,  /* a keyword of the catalogue stands in the text */
    SOURCE_DISTRICT, /* the record names the district */
    SOURCE_PLACE,    /* a district's name stands in the text */
    ROUTE_SOURCES
};
extern const char *const route_source_words[ROUTE_SOURCES];

/* One thing that speaks for a matter or a district. */
struct route_evidence {
    enum route_source source;
    const struct matter *matter; /* NULL: it speaks for a district */
    const struct unit *district;
    uint32_t row;       /* of the table; 0: of the record itself */
    const char *member; /* of the record, where it stands */
    size_t offset;      /* in code points */
    double weight;
};

enum { ROUTE_EVIDENCE_MAX = 64, ROUTE_CANDIDATES = 3 };

struct route_candidate {
    const struct matter *matter;
    const struct unit *unit; /* NULL: the directory has none for it */
    double score;            /* 0 to 1 */
};

/* Sums the evidence by matter; fills the up to three best, the best first (ties by the catalogue's
 * order), with scores: the share of the weight that a matter has against the next best and the
 * doubt. Returns how many. Units stay NULL. */
size_t route_rank(const struct route_rules *rules, const struct route_evidence evidence[],
                  size_t count, struct route_candidate candidates[ROUTE_CANDIDATES]);

/* The district that the evidence speaks for: the record's own word, else the only one that the
 * text names. NULL where it names none, or several. */
const struct unit *route_district(const struct route_evidence evidence[], size_t count);

struct route_question {
    enum kind kind;
    bool names_unit;         /* the record does */
    const struct unit *unit; /* NULL: not in the directory on that day */
    bool names_matter;
    bool knows_matter; /* the catalogue does, on that day */
    bool has_text;
    const struct unit *respondent;            /* who is complained of, NULL: not known */
    double min_score;                         /* policy route.min_score */
    const struct route_candidate *candidates; /* ranked, with units */
    size_t candidate_count;
};

struct route_answer {
    const struct unit *lead; /* NULL: triage */
    double score;
    const char *basis; /* art.13(1), art.13(2) */
    const char *reason;
    const char *policy;       /* the policy member whose number decided; NULL: none */
    const struct unit *about; /* in triage since the complaint is about this unit; else NULL */
};

/* The decision of art.13: a unit, or triage with a reason. Never a silent guess. */
void route_decide(const struct route_question *question, struct route_answer *answer);

/* art.13(1) for questions, art.13(2) for all else. */
const char *route_basis(enum kind kind);

/* A complaint about a unit does not go to that unit: triage. */
bool route_is_about_itself(const struct unit *lead, const struct unit *respondent);

#endif
