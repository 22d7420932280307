#include "lib/case/supervision_check.h"

#include "lib/case/history.h"
#include "lib/case/supervision.h"

struct inspected {
    finding_function *found;
    void *context;
    bool well;
    struct supervision supervision;
    size_t items, actions; /* how many history tells of */
    struct urges told;     /* the notices, as history tells of them */
};

static void finding(struct inspected *inspected, const char *code, const char *basis,
                    const char *reason)
{
    struct finding finding = {code, "supervision", basis, reason};
    inspected->found(inspected->context, &finding);
    inspected->well = false;
}

/* art.19: the items are those of history, one by one. */
static void take_item(struct inspected *inspected, const struct reader *entry)
{
    struct reader item;
    size_t index = inspected->items++;
    if (index >= inspected->supervision.item_count || !read_object(entry, "item", &item))
        return; /* the counts differ: told at the end */
    const struct supervision_item *kept = &inspected->supervision.items[index];
    if (!span_is(read_string(&item, "basis"), supervision_bases[kept->class]) ||
        read_instant(&item, "since") != kept->since)
        finding(inspected, "item_differs", "art.19", "has an item that is not the one of history");
}

/* art.12: likewise the actions; what became of one is an entry of its own. */
static void take_action(struct inspected *inspected, const struct reader *entry)
{
    if (span_is(read_string(entry, "kind"), "completed"))
        return;
    size_t index = inspected->actions++;
    if (index < inspected->supervision.action_count &&
        !span_equal(read_string(entry, "id"), inspected->supervision.actions[index].action))
        finding(inspected, "action_differs", "art.12",
                "has an action that is not the one of history");
}

static void take_urge(struct inspected *inspected, const struct reader *entry)
{
    const struct urges *before = &inspected->told;
    struct urges told = {
        .count = before->count + 1,
        .level =
            (enum urge_level)read_word(entry, "level", urge_level_words, URGE_LEVELS, URGE_BEFORE),
        .unit = read_string(entry, "unit"),
        .at = read_instant(entry, "at"),
        .due_at = read_instant(entry, "due_at"),
    };
    bool goes_on = span_equal(told.unit, before->unit) && told.due_at == before->due_at;
    if (told.level != URGE_BEFORE && told.level != URGE_CRITICAL)
        told.late = 1 + (goes_on ? before->late : 0);
    inspected->told = told;
}

static void take_history(struct inspected *inspected, struct record *record)
{
    struct history_walk walk = {.record = record};
    while (history_next(&walk)) {
        struct span event = read_string(&walk.entry, "event");
        if (span_is(event, "supervision_item"))
            take_item(inspected, &walk.entry);
        else if (span_is(event, "supervision_action"))
            take_action(inspected, &walk.entry);
        else if (span_is(event, "urged"))
            take_urge(inspected, &walk.entry);
    }
}

/* An item is closed by an action that is over, as that was, not before the item arose, and that
 * answers its class. */
static void check_closing(struct inspected *inspected, const struct supervision_item *item)
{
    if (item->closed_at == INSTANT_NONE && item->closed_by.at == NULL)
        return;
    const struct supervision_action *action =
        supervision_find_action(&inspected->supervision, item->closed_by);
    if (action == NULL || action->completed_at == INSTANT_NONE ||
        action->completed_at != item->closed_at || item->closed_at < item->since ||
        (action->answers & SUPERVISION_BIT((unsigned)item->class)) == 0)
        finding(inspected, "item_closed", "art.19",
                "has an item that is closed by no action that answers it");
}

static void check_counts(struct inspected *inspected)
{
    const struct supervision *supervision = &inspected->supervision;
    const struct urges *kept = &supervision->urges, *told = &inspected->told;
    if (inspected->items != supervision->item_count)
        finding(inspected, "item_differs", "art.19", "has not as many items as history tells of");
    if (inspected->actions != supervision->action_count)
        finding(inspected, "action_differs", "art.12",
                "has not as many actions as history tells of");
    if (kept->count != told->count ||
        (told->count > 0 &&
         (kept->level != told->level || kept->at != told->at || kept->due_at != told->due_at ||
          kept->late != told->late || !span_equal(kept->unit, told->unit))))
        finding(inspected, "urges_differ", "art.11(1)",
                "has not the notices that history tells of");
}

bool supervision_check(struct record *record, finding_function *found, void *context)
{
    struct inspected inspected; /* too large to be zeroed for each case */
    struct reader top = read_top(record);
    struct reader member;
    inspected.found = found;
    inspected.context = context;
    inspected.well = true;
    inspected.items = inspected.actions = 0;
    inspected.told = (struct urges){0};
    if (!supervision_read(record, &inspected.supervision))
        return true; /* told by whoever asked */
    take_history(&inspected, record);
    check_counts(&inspected);
    for (size_t i = 0; i < inspected.supervision.item_count; i++)
        check_closing(&inspected, &inspected.supervision.items[i]);
    if (read_object(&top, "supervision", &member) &&
        read_boolean(&member, "joint", false) != supervision_is_joint(&inspected.supervision))
        finding(&inspected, "item_differs", "art.19",
                "does not say of joint inspection what its items say");
    return inspected.well;
}
