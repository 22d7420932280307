/* One case while h12-supervise looks after it: what calls for supervision by art.19 is noted, each
 * item as of an instant, what was done about it closes it, and its unit is urged. */
#ifndef H12_CASE_SUPERVISION_CASE_H
#define H12_CASE_SUPERVISION_CASE_H

#include "lib/case/event_log.h"
#include "lib/case/supervision.h"
#include "lib/case/supervision_facts.h"
#include "lib/rules/directory.h"

struct supervision_case {
    const struct supervision_desk *desk;
    struct record *record;
    struct event_log log; /* zero it once; its buffer is reused */
    enum state state;
    instant received_at;
    struct supervision_glance glance;
    bool may_be_due; /* something of it can call for an item */
    bool has_clock;  /* `clock` is read */
    struct supervision_clock clock;
    struct supervision_papers papers;
    struct supervision_facts facts;
    struct supervision supervision;
    bool changed;
};

/* Whether a case has to be read at all: an open one that can be due, or one that is urged. A case
 * that has none of it is done with the few members that this looks at; false with a fault, too. */
bool supervision_case_concerns(struct supervision_case *c, const struct supervision_desk *desk,
                               struct record *record, enum state state, bool urges);

/* Reads a case; false with a fault in the record. */
bool supervision_case_read(struct supervision_case *c, const struct supervision_desk *desk,
                           struct record *record, enum state state);

/* Whether a class has an item that waits as of that instant, or would have one. */
bool supervision_case_waits(struct supervision_case *c, enum supervision_class class, instant at);
/* Notes what calls for supervision as of an instant, in an open case. */
void supervision_case_watch(struct supervision_case *c, instant at);
/* The same as of now, in a step of the tool's own. */
void supervision_case_watch_now(struct supervision_case *c);

/* Urges the unit, where a notice is due now: counted, and in history. */
bool supervision_case_urge(struct supervision_case *c, struct urge *urge);

/* Writes what has changed back into the record; false with a fault in the record. */
bool supervision_case_write(struct supervision_case *c);

#endif
