/* Who is responsible for what: art.7 and art.13, "territorial, graded, who is in charge is
 * responsible". The rows of the tables that the reference readers fill, the evidence, and the
 * decision over what was reckoned from it (ranking.h). Knows no file and no record. */
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
    struct span code, name, parent;
    struct span line; /* of business; several by '|': their units handle it together */
    bool to_district; /* territorial yes or both */
    bool to_city;     /* territorial no or both */
    struct span keywords, exclusions; /* separated by '|' */
    int urgency;                      /* at least; enum urgency, -1: none of its own */
    struct span expert;               /* the unit whose expert sits with the hotline (art.13(1)) */
    day_number valid_from, valid_to;
    uint32_t row;
};

/* A place of the gazetteer, in one district; a name in two districts has two rows. */
struct place {
    struct span name, kind;
    struct span aliases;         /* separated by '|' */
    const struct unit *district; /* the government that has it, the newest of its code */
    const struct unit *office;   /* of a subdistrict or town, where it is a unit itself; or NULL */
    uint32_t row;
};

bool unit_is_valid(const struct unit *unit, day_number day);
bool matter_is_valid(const struct matter *matter, day_number day);

/* art.24: the services that the hotline is linked with. */
enum linked_service { SERVICE_110, SERVICE_96345, LINKED_SERVICES };
extern const char *const linked_service_words[LINKED_SERVICES];

/* A matter that belongs to a linked service. */
struct linkage {
    struct span matter; /* a code; also serves the codes that begin with it */
    enum linked_service to;
};

/* What the policy says of routing: all numbers are ours, since the regulation says who is
 * responsible and not how it is told from words. */
struct route_rules {
    double min_score;        /* under it a case goes to triage */
    double doubt;            /* weighs against every unit */
    double word_weight;      /* of a keyword or a place's name, at least */
    double character_weight; /* of each of its characters */
    double title_factor;     /* on the weights in a title */
    double name_factor;      /* on the weights of units' names in the text */
    double reporter_weight;  /* of the record's own district, beside or instead of places */
    double joint_weight;     /* from this weight on each of two units may have a part */
    double joint_share;      /* of the first's weight, that the second must have for it */
    const struct linkage *linkages;
    size_t linkage_count;
};

/* A longer word is more particular: a character's weight times its length, but not under that of a
 * word. */
double route_word_weight(const struct route_rules *rules, size_t characters);

/* Where a piece of evidence comes from. A trained model may one day be one more. */
enum route_source {
    SOURCE_UNIT,     /* the record names the unit */
    SOURCE_MATTER,   /* the record names the matter */
    SOURCE_KEYWORD,  /* a keyword of the catalogue stands in the text */
    SOURCE_NAME,     /* a unit's name stands in the text: it speaks for the unit's line */
    SOURCE_DISTRICT, /* the record has a district: the reporter's own, or an officer's finding */
    SOURCE_PLACE,    /* the name of a place or a district stands in the text */
    SOURCE_DUTY,     /* the unit that has the matter there */
    ROUTE_SOURCES
};
extern const char *const route_source_words[ROUTE_SOURCES];

enum route_table { TABLE_UNITS, TABLE_MATTERS, TABLE_GAZETTEER, ROUTE_TABLES };
extern const char *const route_table_names[ROUTE_TABLES];

/* One thing that speaks for a matter, a unit's line, a district, or the last two at once. */
struct route_evidence {
    enum route_source source;
    const struct matter *matter;
    const struct unit *unit;     /* of a name: it, or its line */
    const struct unit *district; /* the government */
    const struct unit *office;   /* of a subdistrict or town that is named; else NULL */
    enum route_table table;
    uint32_t row;       /* of the table */
    const char *member; /* of the record, where it stands; NULL: nowhere */
    size_t offset;      /* in code points */
    double weight;
    bool is_found; /* of the record's district: an officer found it, no reporter said it */
};

enum { ROUTE_EVIDENCE_MAX = 64, ROUTE_CANDIDATES = 3, ROUTE_CO_MAX = 4 };

/* How the unit of a matter was found: the first step that leads anywhere. */
enum duty_step {
    DUTY_NONE,             /* nowhere */
    DUTY_DISTRICT,         /* the government of the district */
    DUTY_CITY,             /* the city's unit of the line */
    DUTY_CITY_INSTEAD,     /* the same, since the district is not known */
    DUTY_ABOVE,            /* the unit of the line of the matter above */
    DUTY_DISTRICT_INSTEAD, /* the district, since the city has no unit of the line */
    DUTY_NAMED,            /* the unit whose name stands in the text */
    DUTY_EXPERT,           /* the unit whose expert sits with the hotline (art.13(1)) */
    DUTY_STEPS
};
/* The step in words: to follow "the matter that ...", and of a candidate. */
extern const char *const duty_step_reasons[DUTY_STEPS];
extern const char *const duty_step_words[DUTY_STEPS];

struct route_candidate {
    const struct matter *matter; /* NULL: a unit by its name alone */
    const struct unit *unit;     /* NULL: the directory has none for it */
    const struct unit *district; /* where; NULL: not known, or it does not matter */
    const struct unit *co[ROUTE_CO_MAX];
    size_t co_count;
    enum duty_step step;
    double weight;
    double score; /* 0 to 1 */
};

enum { RESPONDENTS_MAX = 8 };

/* Who is complained of, as far as the directory has them. */
struct respondents {
    const struct unit *units[RESPONDENTS_MAX];
    size_t count;
};

struct route_question {
    enum kind kind;
    bool names_unit;         /* the record does */
    const struct unit *unit; /* NULL: not in the directory on that day */
    bool names_matter;
    bool knows_matter; /* the catalogue does, on that day */
    bool has_text;
    struct respondents respondents;
    const struct unit *expert; /* who sits with the hotline for the matter, or NULL */
    const struct route_rules *rules;
    const struct route_candidate *candidates; /* ranked, with units */
    size_t candidate_count;
    const struct matter *matter; /* the best */
    double matter_score;         /* how sure it is, whosever it is */
    bool several_places;         /* the text names places in several districts */
};

struct route_answer {
    const struct unit *lead; /* NULL: triage */
    const struct unit *co[ROUTE_CO_MAX];
    size_t co_count;
    const struct matter *matter; /* NULL: it is not sure enough to be said */
    const struct unit *district; /* that decided; NULL: none did */
    enum duty_step step;
    double score;
    const char *basis; /* art.13(1), art.13(2), art.24 */
    const char *reason;
    const char *policy;       /* the policy member whose number decided; NULL: none */
    const struct unit *about; /* in triage since the complaint is about this unit; else NULL */
    const char *handover;     /* art.24: to whom it belongs, "110" or "96345"; else NULL */
};

/* The decision of art.13: a unit, or triage with a reason. Never a silent guess. */
void route_decide(const struct route_question *question, struct route_answer *answer);

/* art.13(1) for questions, art.13(2) for all else. */
const char *route_basis(enum kind kind);

/* A complaint about a unit does not go to that unit: triage. */
bool route_is_about(const struct unit *unit, const struct respondents *respondents);

/* art.24: the linked service that a matter belongs to, "110" or "96345"; NULL: none. The second
 * lends a hand: what is no call for help or a question about it stays with the hotline. */
const char *route_linked_service(const struct route_rules *rules, const struct matter *matter,
                                 enum kind kind);

#endif
