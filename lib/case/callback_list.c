#include "lib/case/callback_list.h"

#include "lib/base/memory.h"
#include "lib/case/disclosure.h"
#include "lib/case/follower.h"
#include "lib/case/history.h"
#include "lib/case/repeats.h"
#include "lib/text/mask.h"

#include <stdlib.h>

struct due_call {
    instant since;
    const struct callback_list *list;
    size_t start, length; /* of the line */
};

/* Since when it waits: since the review of the reply, or the answer. What is noted of it later
 * (ratings that did not move it, supervision, repeats) is passed over. Where another system brought
 * it here, under a name of its own, the last entry that is no rating counts. */
static instant waits_since(struct record *record, const struct callback *callback, enum state state)
{
    struct history_walk walk = {.record = record};
    struct reader top = read_top(record);
    instant last = read_required_instant(&top, "received_at");
    instant came = INSTANT_NONE;
    if (state == STATE_VERIFYING && callback->since != INSTANT_NONE)
        return callback->since;
    while (history_next(&walk)) {
        instant at = read_required_instant(&walk.entry, "at");
        struct span event = read_string(&walk.entry, "event");
        if ((span_is(event, "reply_reviewed") || span_is(event, "answered")) && at > came)
            came = at;
        if (!span_is(event, "rated") && at > last)
            last = at;
    }
    return came != INSTANT_NONE ? came : last;
}

/* A number that nobody answered is not called twice a day. */
static bool was_tried_today(const struct callback_list *list, int offset)
{
    for (size_t i = 0; i < list->callback.rating_count; i++) {
        const struct rating_entry *entry = &list->callback.ratings[i];
        if (entry->by == RATER_HOTLINE && !entry->reached && entry->recorded_at != INSTANT_NONE &&
            instant_day(entry->recorded_at, offset) == instant_day(list->now, offset))
            return true;
    }
    return false;
}

static void write_requester(const struct callback_list *list, struct json *json,
                            const struct reader *top)
{
    struct reader requester;
    struct buffer name = {0};
    if (disclosure_is_withheld(top)) {
        json_member_boolean(json, "withheld", true);
        return;
    }
    if (!read_object(top, "requester", &requester))
        return;
    struct span full = read_string(&requester, "name");
    if (full.at != NULL && !list->reveal)
        mask_name(full, &name);
    if (full.at != NULL)
        json_member_printable(json, "name", list->reveal ? full : buffer_span(&name));
    if (list->reveal)
        json_member_printable(json, "phone", read_string(&requester, "phone"));
    buffer_release(&name);
}

static void write_call(struct callback_list *list, struct record *record, enum state state,
                       instant since)
{
    struct json json = {.out = &list->lines};
    struct reader top = read_top(record);
    struct reader assignment;
    struct disclosure disclosure = disclosure_of(record, list->reveal);
    json_open(&json, '{');
    json_member_printable(&json, "case", read_string(&top, "id"));
    json_member_word(&json, "state", state_words[state]);
    json_member_word(&json, "basis", state == STATE_VERIFYING ? "art.20" : "art.11(4)");
    json_member_instant(&json, "since", since, record->offset);
    json_member_integer(&json, "tries", list->callback.tries);
    size_t repeats = repeats_count(record);
    if (repeats > 0)
        json_member_integer(&json, "repeats", (int64_t)repeats);
    if (read_object(&top, "assignment", &assignment))
        json_member_printable(&json, "unit", read_string(&assignment, "lead"));
    write_requester(list, &json, &top);
    disclosure_member(&disclosure, &json, "title", read_string(&top, "title"));
    json_close(&json, '}');
    buffer_add_byte(&list->lines, '\n');
}

bool callback_list_add(struct callback_list *list, struct record *record, enum state state)
{
    if (state != STATE_RESOLVED && state != STATE_ANSWERED && state != STATE_VERIFYING)
        return true;
    if (!callback_read(record, &list->callback))
        return false;
    if (follower_is(record))
        return true; /* it is called back with its earlier case */
    if (was_tried_today(list, record->offset))
        return true;
    instant since = waits_since(record, &list->callback, state);
    size_t start = list->lines.length;
    write_call(list, record, state, since);
    if (!fault_none(&record->fault)) {
        list->lines.length = start;
        return false;
    }
    list->calls = memory_grow(list->calls, list->count, &list->capacity, sizeof *list->calls);
    list->calls[list->count++] = (struct due_call){
        .since = since, .list = list, .start = start, .length = list->lines.length - start};
    return true;
}

static struct span line_of(const struct due_call *call)
{
    return (struct span){call->list->lines.bytes + call->start, call->length};
}

/* A line begins with the id. */
static int compare_calls(const void *a, const void *b)
{
    const struct due_call *one = a, *other = b;
    if (one->since != other->since)
        return one->since < other->since ? -1 : 1;
    return span_compare(line_of(one), line_of(other));
}

void callback_list_write(struct callback_list *list, struct buffer *out)
{
    if (list->count > 0)
        qsort(list->calls, list->count, sizeof *list->calls, compare_calls);
    for (size_t i = 0; i < list->count; i++)
        buffer_add_span(out, line_of(&list->calls[i]));
}

void callback_list_release(struct callback_list *list)
{
    free(list->calls);
    buffer_release(&list->lines);
    list->calls = NULL;
    list->count = list->capacity = 0;
}
