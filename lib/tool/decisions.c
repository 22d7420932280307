#include "lib/tool/decisions.h"

#include "lib/reference/directory.h"

#include <stdlib.h>

void decisions_load(struct decisions *decisions, const struct run *run, struct problems *problems)
{
    if (decisions->path == NULL)
        return;
    char *units = run_share_path(run, "units.csv");
    char *matters = run_share_path(run, "matters.csv");
    directory_load(&decisions->directory, units, problems);
    catalogue_load(&decisions->catalogue, matters, problems);
    free(units);
    free(matters);
}

/* What a column of the file is called in an export. */
static struct span code_of(const void *context, size_t column, struct span text)
{
    static const enum field fields[DECIDE_COLUMNS] = {[DECIDE_VERDICT] = FIELD_DECISION,
                                                      [DECIDE_GROUND] = FIELD_GROUND,
                                                      [DECIDE_URGENCY] = FIELD_URGENCY,
                                                      [DECIDE_MATTER] = FIELD_MATTER,
                                                      [DECIDE_DISTRICT] = FIELD_DISTRICT};
    enum field field = fields[column];
    return field == FIELD_ID ? SPAN_NONE : columns_code(context, field, text);
}

void decisions_open(struct decisions *decisions, struct run *run, const struct columns *columns,
                    const struct screening *screening, const struct explaining *explaining)
{
    decisions->words = (struct event_words){code_of, columns};
    decisions->plan = acceptance_event_plan;
    decisions->plan.words = &decisions->words;
    decisions->fresh.offset = run->policy.deadline.offset;
    decisions->desk = (struct acceptance_desk){
        .explaining = explaining,
        .screening = screening,
        .directory = &decisions->directory,
        .catalogue = &decisions->catalogue,
        .restriction_days = run->policy.repeat.restriction_days,
        .now = run->now,
    };
    event_feed_open(&decisions->feed, run, decisions->path, &decisions->plan);
}

static enum event_verdict apply(void *context, const struct event *event, struct fault *fault)
{
    struct decisions *decisions = context;
    return acceptance_case_apply(&decisions->current, event, fault);
}

bool decisions_apply(struct decisions *decisions, struct record *record)
{
    struct case_head head;
    const struct member *id = object_find(&record->object, SPAN("id"));
    if (decisions->path == NULL || id == NULL || *id->value.at != '"')
        return true;
    if (!event_feed_take(&decisions->feed, record, lex_string_text(id->value, &record->arena)))
        return fault_none(&record->fault);
    if (!case_read_head(record, &head) ||
        !acceptance_case_read(&decisions->current, &decisions->desk, record, head.state))
        return false;
    if (event_feed_apply(&decisions->feed, apply, decisions) > 0)
        acceptance_case_write(&decisions->current);
    return true;
}

bool decisions_wait(const struct decisions *decisions, struct intake_case *judged)
{
    size_t count;
    if (decisions->path == NULL)
        return false;
    const struct event *events = events_of(&decisions->feed.events, judged->id, &count);
    if (events == NULL)
        return false;
    if (events->recorded_at < judged->at)
        judged->at = events->recorded_at;
    if (judged->at < judged->received_at)
        judged->at = judged->received_at;
    return true;
}

bool decisions_apply_row(struct decisions *decisions, struct buffer *out, size_t start,
                         struct fault *fault)
{
    struct record *fresh = &decisions->fresh;
    buffer_reset(&decisions->line);
    buffer_add(&decisions->line, out->bytes + start, out->length - start);
    if (!record_parse_buffer(fresh, &decisions->line) || !decisions_apply(decisions, fresh)) {
        *fault = fresh->fault;
        return false;
    }
    out->length = start;
    record_write(fresh, out);
    return true;
}

bool decisions_apply_edited(struct decisions *decisions, struct record *record)
{
    buffer_reset(&decisions->line);
    record_write(record, &decisions->line);
    return record_parse_buffer(record, &decisions->line) && decisions_apply(decisions, record);
}

void decisions_close(struct decisions *decisions)
{
    event_feed_close(&decisions->feed);
    directory_release(&decisions->directory);
    catalogue_release(&decisions->catalogue);
    record_release(&decisions->fresh);
    buffer_release(&decisions->line);
    acceptance_case_release(&decisions->current);
}
