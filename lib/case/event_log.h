/* How events enter a case, the same for every tool that takes them: each once, in order, none from
 * the future, and each kept whole in `history`. */
#ifndef H12_CASE_EVENT_LOG_H
#define H12_CASE_EVENT_LOG_H

#include "lib/case/history.h"
#include "lib/record/events.h"

/* What became of an event. */
enum event_verdict { EVENT_APPLIED, EVENT_REFUSED, EVENT_KNOWN, EVENT_REJECTED };

/* Notes why an event is rejected; EVENT_REJECTED, to be returned. */
enum event_verdict event_reject(struct fault *fault, const char *code, const char *field,
                                const char *reason);

/* Columns that the event files of all tools have alike. */
#define EVENT_CASE_COLUMN                                                                          \
    {                                                                                              \
        "case", "工单编号|工单号|受理编号|案件编号", false                                         \
    }
#define EVENT_RECORDED_AT_COLUMN                                                                   \
    {                                                                                              \
        "recorded_at", "登记时间|记录时间", true                                                   \
    }

/* The history of one case while events are applied to it: what the record has, and what is new. */
struct event_log {
    struct record *record;
    instant now;
    struct history_end end; /* of what the record has and what is new */
    struct buffer buffer;
    struct json added;
};

/* Starts a case; `buffer` inside is reused from case to case. */
void event_log_start(struct event_log *log, struct record *record, instant now);

/* Whether an event may be applied. EVENT_APPLIED: yes; EVENT_KNOWN: its id is in history with the
 * same content; EVENT_REJECTED: the fault says why (id_conflict, future, out_of_order). An
 * event is out of order where it happened or was recorded before the request was received, or was
 * recorded before end.next_from. */
enum event_verdict event_log_check(struct event_log *log, const struct event *event,
                                   const char *id_column, struct fault *fault);

/* Begins the entry of an event, `{"at","event","by","basis","id"`; the caller adds what became of
 * it and ends it with event_log_end(). */
void event_log_begin(struct event_log *log, const struct event *event, const char *name,
                     struct span by, struct span basis);
/* Adds `input`, the event as it came. */
void event_log_input(struct event_log *log, const struct event *event);
/* The same, and closes the entry. */
void event_log_end(struct event_log *log, const struct event *event);

/* The instant of an automatic step: now, but not before the last entry; the step is then last. */
instant event_log_step(struct event_log *log);

/* Puts the new entries into the record. */
void event_log_finish(struct event_log *log);

#endif
