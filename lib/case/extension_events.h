/* Applies the events of h12-deadline --extensions to one case: a designated unit's requests for
 * more time, and the hotline's decisions on them (art.18(2)). */
#ifndef H12_CASE_EXTENSION_EVENTS_H
#define H12_CASE_EXTENSION_EVENTS_H

#include "lib/case/assignment.h"
#include "lib/case/event_log.h"
#include "lib/case/extensions.h"
#include "lib/rules/directory.h"
#include "lib/rules/extension.h"

extern const struct event_plan extension_event_plan;

/* What does not change from case to case. */
struct extension_desk {
    const struct deadline_rules *rules;
    const struct directory *directory;
    const struct calendar *calendar; /* the city's */
    instant now;
    bool automatic; /* apply proposals at once */
};

/* One case while its events are applied. */
struct extension_case {
    const struct extension_desk *desk;
    struct record *record;
    struct event_log log; /* zero it once; its buffer is reused */
    enum state state;
    day_number received; /* tables are asked as of this day */
    struct span lead;
    struct acting acting;
    const struct deadline_question *question; /* without extensions */
    struct extensions extensions;
};

/* Reads a case whose clock's question has been read; false with a fault in the record. */
bool extension_case_read(struct extension_case *c, const struct extension_desk *desk,
                         struct record *record, const struct deadline_question *question,
                         struct span lead);
/* Applies one event; the fault says why it is rejected. */
enum event_verdict extension_case_apply(struct extension_case *c, const struct event *event,
                                        struct fault *fault);
/* Writes what has changed back into the record. */
void extension_case_write(struct extension_case *c);

#endif
