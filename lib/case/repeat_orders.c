#include "lib/case/repeat_orders.h"

static bool apply(struct repeat_case *c, struct span values[REPEAT_COLUMNS])
{
    struct event event;
    repeat_event_make(c, &event, values);
    return repeat_case_apply(c, &event, &c->record->fault);
}

static struct span time_text(struct record *record, instant when)
{
    char text[INSTANT_TEXT_LENGTH];
    if (when == INSTANT_NONE)
        return SPAN_NONE;
    instant_write(when, record->offset, text);
    return arena_span(&record->arena, (struct span){text, sizeof text});
}

/* The case tells of a follower. */
static bool tell(struct repeat_case *c, const struct repeat_told *told)
{
    struct span values[REPEAT_COLUMNS] = {
        [REPEAT_KIND] = span_of(repeat_kind_words[REPEAT_REPEATED]),
        [REPEAT_OTHER] = told->id,
        [REPEAT_RECEIVED] = time_text(c->record, told->received),
        [REPEAT_NEW] = told->is_new ? SPAN("yes") : SPAN("no"),
    };
    return apply(c, values);
}

/* The case is a follower, and goes along. */
static bool go_along(struct repeat_case *c, const struct repeat_orders *orders,
                     struct repeat_counts *counts)
{
    struct span values[REPEAT_COLUMNS] = {[REPEAT_OTHER] = orders->earlier};
    switch (orders->follow) {
    case FOLLOW_MOVE:
        values[REPEAT_KIND] = span_of(repeat_kind_words[REPEAT_MOVED]);
        values[REPEAT_LEAD] = orders->lead;
        values[REPEAT_CO] = orders->co;
        values[REPEAT_CAUSE] = span_of(cause_words[orders->cause]);
        values[REPEAT_BASIS] = orders->basis;
        counts->moved++;
        break;
    case FOLLOW_END:
        values[REPEAT_KIND] = span_of(repeat_kind_words[REPEAT_ENDED]);
        values[REPEAT_STATE] = span_of(state_words[orders->ended]);
        values[REPEAT_STOPPED] = time_text(c->record, orders->stopped);
        counts->ended++;
        break;
    case FOLLOW_PART:
        values[REPEAT_KIND] = span_of(repeat_kind_words[REPEAT_PARTED]);
        values[REPEAT_REASON] = span_of(orders->reason);
        counts->parted++;
        break;
    default:
        return true;
    }
    return apply(c, values);
}

bool repeat_orders_follow(const struct repeat_orders *orders, const struct repeat_book *book,
                          struct repeat_case *c, struct repeat_counts *counts)
{
    for (size_t i = 0; i < orders->told_count; i++) {
        struct repeat_told told = repeat_book_told(book, orders->told[i]);
        if (!tell(c, &told))
            return false;
        counts->told++;
    }
    return go_along(c, orders, counts);
}
