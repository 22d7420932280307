/* The officers' decisions on acceptance beside a run of intake: of cases that pass, and of those
 * that the same run has only just made. */
#ifndef H12_TOOL_DECISIONS_H
#define H12_TOOL_DECISIONS_H

#include "lib/case/acceptance_events.h"
#include "lib/case/intake.h"
#include "lib/reference/columns.h"
#include "lib/reference/problems.h"
#include "lib/tool/events.h"

struct decisions {
    const char *path; /* of the event file; NULL: none is given */
    struct directory directory;
    struct catalogue catalogue;
    struct acceptance_desk desk;
    struct acceptance_case current;
    struct event_words words; /* of the file, as of an export */
    struct event_plan plan;
    struct event_feed feed;
    struct record fresh; /* a case of this run that has decisions already */
    struct buffer line;  /* and its line */
};

/* Reads what an officer may name: districts and matters. Nothing where no file is given. */
void decisions_load(struct decisions *decisions, const struct run *run, struct problems *problems);
/* Loads the events, after run_open(); their words mean what they mean in an export of those
 * columns, which have to stay. */
void decisions_open(struct decisions *decisions, struct run *run, const struct columns *columns,
                    const struct screening *screening, const struct explaining *explaining);

/* Applies the decisions on a case that is a record; false with its fault. */
bool decisions_apply(struct decisions *decisions, struct record *record);
/* Whether there are any on a case that is about to be written; what intake does is then dated
 * before the first of them. */
bool decisions_wait(const struct decisions *decisions, struct intake_case *judged);
/* Applies them to a case that was just written to the end of `out`; false with a fault. */
bool decisions_apply_row(struct decisions *decisions, struct buffer *out, size_t start,
                         struct fault *fault);
/* The same for one that is in the record, with edits. */
bool decisions_apply_edited(struct decisions *decisions, struct record *record);

/* Refuses the events whose case was not there. */
void decisions_close(struct decisions *decisions);

#endif
