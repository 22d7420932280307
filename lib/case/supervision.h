/* `supervision`: what of a case is supervised (art.19) and what answered it, what the hotline did
 * (art.11(3), 12) and persons found (art.26, 27), and the notices that went to its unit. It names
 * articles, ids and places in the record, and copies nobody's words. */
#ifndef H12_CASE_SUPERVISION_H
#define H12_CASE_SUPERVISION_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/urging.h"

enum { ITEMS_MAX = 64, ACTIONS_MAX = 64, ACTION_UNITS_MAX = 16 };

struct supervision_item {
    enum supervision_class class;
    struct span reason, policy;
    instant since;
    struct span evidence; /* a raw JSON array, as the record has it; SPAN_NONE: the marks */
    struct supervision_mark marks[ITEM_EVIDENCE_MAX];
    size_t mark_count;
    instant closed_at; /* INSTANT_NONE: open */
    struct span closed_by;
};

struct supervision_action {
    struct span action; /* its id */
    enum supervision_kind kind;
    enum conduct conduct; /* of a finding */
    instant at, recorded_at;
    struct span officer;
    struct span units[ACTION_UNITS_MAX]; /* codes: that it addresses */
    size_t unit_count;
    unsigned answers;     /* classes */
    instant completed_at; /* INSTANT_NONE: it is not over yet */
    struct span completed_by;
};

struct supervision {
    struct supervision_item items[ITEMS_MAX];
    size_t item_count;
    struct supervision_action actions[ACTIONS_MAX];
    size_t action_count;
    struct urges urges;
};

/* Reads the member; absent it is empty. False with a fault. */
bool supervision_read(struct record *record, struct supervision *supervision);
/* Sets the member. */
void supervision_set(struct record *record, const struct supervision *supervision);

/* Writes an item as the member and history have it. */
void supervision_write_item(struct json *json, const struct supervision_item *item, int offset);
/* Writes classes as the articles that they are, an array. */
void supervision_write_classes(struct json *json, const char *name, unsigned classes);

/* The item of a class that waits; NULL: none does. */
struct supervision_item *supervision_open_item(struct supervision *supervision,
                                               enum supervision_class class);
/* The same where it had arisen by that instant: what is done before it doesn't answer it. */
struct supervision_item *supervision_item_by(struct supervision *supervision,
                                             enum supervision_class class, instant at);
struct supervision_action *supervision_find_action(struct supervision *supervision,
                                                   struct span action);
/* Whether the inspection body is to be asked (art.19). */
bool supervision_is_joint(const struct supervision *supervision);

#endif
