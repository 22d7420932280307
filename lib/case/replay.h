/* Derives a case anew from intake's members and `history`: what is an event is applied again, what
 * a tool did by itself it does again, each at its instant, by the rules and tables at hand. Under
 * the policy that made the case the bytes are the same; under another they are what it would have
 * made of the same events. */
#ifndef H12_CASE_REPLAY_H
#define H12_CASE_REPLAY_H

#include "lib/case/callback_events.h"
#include "lib/case/deadline.h"
#include "lib/case/extension_events.h"
#include "lib/case/repeat_case.h"
#include "lib/case/reply_events.h"
#include "lib/case/reply_signs.h"
#include "lib/case/return_events.h"
#include "lib/case/route_decisions.h"
#include "lib/case/routing.h"
#include "lib/case/supervision_events.h"

/* The desks of the tools; each `now` and `automatic` is set event by event. */
struct replay_desk {
    struct dispatch_desk dispatch;
    struct return_desk returns;
    struct extension_desk extensions;
    struct callback_desk callbacks;
    struct reply_desk replies;
    struct supervision_desk supervision;
    struct repeat_desk repeats;
    struct deadline_names names;
    const struct calendars *calendars;
    instant now;
    bool automatic; /* proposals are applied, and officers' decisions on them set aside */
};

/* One case after the other; zero it once, then set the desk. */
struct replay {
    struct replay_desk desk;
    struct record stages[2]; /* the case as it has become so far, and the next */
    struct buffer lines[2];
    int stage;
    enum state state;
    instant intake_at;  /* of intake's last entry that was taken over */
    struct arena arena; /* of events */
    struct route_scratch scratch;
    struct decided_case decided;
    struct return_case returned;
    struct extension_case extended;
    struct callback_case called;
    struct reply_case replied;
    struct repeat_case repeated;
    struct reply_signs signs;
    struct supervision_case supervised;
    uint64_t not_applied; /* events that the rules at hand would not take, over all cases */
};

/* Puts into the record what the case would have become. False with a fault: `cannot_replay` where
 * history tells of something that no tool of this version does. */
bool replay_case(struct replay *replay, struct record *record);
void replay_release(struct replay *replay);

#endif
