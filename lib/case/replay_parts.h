/* What each entry of `history` is to a replay: whose step it was, and whether that is done anew or
 * comes with the step before it. Knows nothing of the steps themselves. */
#ifndef H12_CASE_REPLAY_PARTS_H
#define H12_CASE_REPLAY_PARTS_H

#include "lib/record/read.h"

/* What an entry of history is to the replay. */
enum replay_part {
    REPLAY_UNKNOWN,
    REPLAY_INTAKE,      /* taken over as it stands */
    REPLAY_ROUTE,       /* h12-route by itself */
    REPLAY_DECISION,    /* an event of h12-route */
    REPLAY_RETURN,      /* of h12-return */
    REPLAY_EXTENSION,   /* of h12-deadline */
    REPLAY_CALLBACK,    /* of h12-callback */
    REPLAY_REPLY,       /* of h12-reply */
    REPLAY_SUPERVISION, /* of h12-supervise */
    REPLAY_ITEM,        /* h12-supervise by itself */
    REPLAY_URGE,        /* likewise */
    REPLAY_REPEAT,      /* of h12-repeat, which makes its events itself */
    REPLAY_CONSEQUENCE, /* comes with the event before it */
};

enum replay_part replay_part_of(const struct reader *entry);
/* The event that an entry keeps whole, as JSON; SPAN_NONE: it has none. */
struct span replay_input_of(const struct reader *entry);

#endif
