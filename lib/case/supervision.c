#include "lib/case/supervision.h"

#include "lib/rules/terms.h"

/* -------------------------------------------------------------------------------------- reading
 */

static void read_item(const struct reader *reader, struct supervision_item *item)
{
    int class = read_word(reader, "basis", supervision_bases, SUPERVISION_CLASSES, 0);
    *item = (struct supervision_item){
        .class = (enum supervision_class) class,
        .reason = read_string(reader, "reason"),
        .policy = read_string(reader, "policy"),
        .since = read_required_instant(reader, "since"),
        .evidence = read_array(reader, "evidence"),
        .closed_at = read_instant(reader, "closed_at"),
        .closed_by = read_string(reader, "closed_by"),
    };
}

static void read_items(const struct reader *member, struct supervision *into)
{
    struct span array = read_array(member, "items");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader reader;
    while (read_next_object(member, "items", array, &cursor, &index, &reader)) {
        if (into->item_count == ITEMS_MAX) {
            read_fault(member, "items", "bad_value", "has more than 64 items");
            return;
        }
        read_item(&reader, &into->items[into->item_count++]);
    }
}

static unsigned read_classes(const struct reader *reader, const char *name)
{
    struct span array = read_array(reader, name);
    const char *cursor = NULL;
    struct span text;
    unsigned classes = 0;
    while (read_next_string(reader, name, array, &cursor, &text)) {
        int class = word_find(supervision_bases, SUPERVISION_CLASSES, text);
        if (class < 0)
            read_fault(reader, name, "bad_value", "names what is no class of art.19");
        else
            classes |= SUPERVISION_BIT((unsigned)class);
    }
    return classes;
}

static void read_units(const struct reader *reader, struct supervision_action *action)
{
    struct span array = read_array(reader, "units");
    const char *cursor = NULL;
    struct span unit;
    while (read_next_string(reader, "units", array, &cursor, &unit)) {
        if (action->unit_count == ACTION_UNITS_MAX) {
            read_fault(reader, "units", "bad_value", "names more than 16 units");
            return;
        }
        action->units[action->unit_count++] = unit;
    }
}

static void read_action(const struct reader *reader, struct supervision_action *action)
{
    *action = (struct supervision_action){
        .action = read_required_string(reader, "action"),
        .kind = (enum supervision_kind)read_word(reader, "kind", supervision_kind_words,
                                                 ACTION_KINDS, ACTION_URGE),
        .conduct =
            (enum conduct)read_word(reader, "finding", conduct_words, CONDUCTS, CONDUCT_ATTITUDE),
        .at = read_instant(reader, "at"),
        .recorded_at = read_instant(reader, "recorded_at"),
        .officer = read_string(reader, "officer"),
        .answers = read_classes(reader, "answers"),
        .completed_at = read_instant(reader, "completed_at"),
        .completed_by = read_string(reader, "completed_by"),
    };
    read_units(reader, action);
}

static void read_actions(const struct reader *member, struct supervision *into)
{
    struct span array = read_array(member, "actions");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader reader;
    while (read_next_object(member, "actions", array, &cursor, &index, &reader)) {
        if (into->action_count == ACTIONS_MAX) {
            read_fault(member, "actions", "bad_value", "has more than 64 actions");
            return;
        }
        read_action(&reader, &into->actions[into->action_count++]);
    }
}

static void read_urges(const struct reader *member, struct urges *urges)
{
    struct reader reader;
    if (!read_object(member, "urges", &reader))
        return;
    int64_t count = read_integer(&reader, "count", 0), late = read_integer(&reader, "late", 0);
    if (count < 0 || count > INT32_MAX || late < 0 || late > count)
        read_fault(&reader, "count", "bad_value", "is no number of notices");
    *urges = (struct urges){
        .count = (int)count,
        .level = (enum urge_level)read_word(&reader, "level", urge_level_words, URGE_LEVELS,
                                            URGE_BEFORE),
        .unit = read_string(&reader, "unit"),
        .at = read_required_instant(&reader, "at"),
        .due_at = read_required_instant(&reader, "due_at"),
        .late = (int)late,
    };
}

bool supervision_read(struct record *record, struct supervision *supervision)
{
    struct reader top = read_top(record);
    struct reader reader;
    supervision->item_count = supervision->action_count = 0;
    supervision->urges = (struct urges){0};
    if (read_object(&top, "supervision", &reader)) {
        read_items(&reader, supervision);
        read_actions(&reader, supervision);
        read_urges(&reader, &supervision->urges);
    }
    return fault_none(&record->fault);
}

/* -------------------------------------------------------------------------------------- writing
 */

static void write_mark(struct json *json, const struct supervision_mark *mark, int offset)
{
    static const char *const sources[SUPERVISION_SOURCES] = {
        "", "history", "returns", "replies", "callback", "alert", "urgency", "deadline"};
    static const char *const ids[SUPERVISION_SOURCES] = {
        [MARK_RETURN] = "request", [MARK_REPLY] = "reply", [MARK_RATING] = "rating"};
    json_open(json, '{');
    json_member_word(json, "source", sources[mark->source]);
    if (mark->source == MARK_HISTORY)
        json_member_integer(json, "entry", (int64_t)mark->entry);
    if (ids[mark->source] != NULL)
        json_member_string(json, ids[mark->source], mark->id);
    if (mark->source == MARK_DEADLINE)
        json_member_instant(json, "due_at", mark->at, offset);
    json_close(json, '}');
}

/* What the regulation has the hotline do about it. */
static const char *proposed(enum supervision_class class)
{
    if (class == SUPERVISION_UNCLEAR)
        return supervision_kind_words[ACTION_ON_SITE];
    return class == SUPERVISION_JOINT ? supervision_kind_words[ACTION_JOINT] : NULL;
}

void supervision_write_item(struct json *json, const struct supervision_item *item, int offset)
{
    json_open(json, '{');
    if (item->class != SUPERVISION_JOINT)
        json_member_integer(json, "class", item->class + 1);
    json_member_word(json, "basis", supervision_bases[item->class]);
    json_member_string(json, "reason", item->reason);
    json_member_instant(json, "since", item->since, offset);
    json_member_string(json, "policy", item->policy);
    json_member_string(json, "proposes", span_of(proposed(item->class)));
    if (item->evidence.at != NULL) {
        json_member_raw(json, "evidence", item->evidence);
    } else {
        json_member_open(json, "evidence", '[');
        for (size_t i = 0; i < item->mark_count; i++)
            write_mark(json, &item->marks[i], offset);
        json_close(json, ']');
    }
    json_member_instant(json, "closed_at", item->closed_at, offset);
    json_member_string(json, "closed_by", item->closed_by);
    json_close(json, '}');
}

void supervision_write_classes(struct json *json, const char *name, unsigned classes)
{
    json_member_open(json, name, '[');
    for (unsigned class = 0; class < SUPERVISION_CLASSES; class ++)
        if ((classes & SUPERVISION_BIT(class)) != 0)
            json_string(json, span_of(supervision_bases[class]));
    json_close(json, ']');
}

static void write_action(struct json *json, const struct supervision_action *action, int offset)
{
    json_open(json, '{');
    json_member_string(json, "action", action->action);
    json_member_word(json, "kind", supervision_kind_words[action->kind]);
    json_member_word(json, "basis", supervision_kind_basis(action->kind, action->conduct));
    json_member_instant(json, "at", action->at, offset);
    json_member_instant(json, "recorded_at", action->recorded_at, offset);
    json_member_string(json, "officer", action->officer);
    json_member_open(json, "units", '[');
    for (size_t i = 0; i < action->unit_count; i++)
        json_string(json, action->units[i]);
    json_close(json, ']');
    if (action->kind == ACTION_FINDING)
        json_member_word(json, "finding", conduct_words[action->conduct]);
    supervision_write_classes(json, "answers", action->answers);
    json_member_instant(json, "completed_at", action->completed_at, offset);
    json_member_string(json, "completed_by", action->completed_by);
    json_close(json, '}');
}

static void write_urges(struct json *json, const struct urges *urges, int offset)
{
    json_member_open(json, "urges", '{');
    json_member_integer(json, "count", urges->count);
    json_member_word(json, "level", urge_level_words[urges->level]);
    json_member_string(json, "unit", urges->unit);
    json_member_instant(json, "at", urges->at, offset);
    json_member_instant(json, "due_at", urges->due_at, offset);
    json_member_integer(json, "late", urges->late);
    json_close(json, '}');
}

void supervision_set(struct record *record, const struct supervision *supervision)
{
    struct json json = {.out = &record->scratch};
    int offset = record->offset;
    buffer_reset(&record->scratch);
    json_open(&json, '{');
    json_member_open(&json, "items", '[');
    for (size_t i = 0; i < supervision->item_count; i++)
        supervision_write_item(&json, &supervision->items[i], offset);
    json_close(&json, ']');
    json_member_open(&json, "actions", '[');
    for (size_t i = 0; i < supervision->action_count; i++)
        write_action(&json, &supervision->actions[i], offset);
    json_close(&json, ']');
    json_member_boolean(&json, "joint", supervision_is_joint(supervision));
    if (supervision->urges.count > 0)
        write_urges(&json, &supervision->urges, offset);
    json_close(&json, '}');
    record_set(record, "supervision", buffer_span(&record->scratch));
}

/* --------------------------------------------------------------------------------------- asking
 */

struct supervision_item *supervision_open_item(struct supervision *supervision,
                                               enum supervision_class class)
{
    for (size_t i = 0; i < supervision->item_count; i++) {
        struct supervision_item *item = &supervision->items[i];
        if (item->class == class && item->closed_at == INSTANT_NONE)
            return item;
    }
    return NULL;
}

struct supervision_item *supervision_item_by(struct supervision *supervision,
                                             enum supervision_class class, instant at)
{
    struct supervision_item *item = supervision_open_item(supervision, class);
    return item != NULL && item->since <= at ? item : NULL;
}

struct supervision_action *supervision_find_action(struct supervision *supervision,
                                                   struct span action)
{
    for (size_t i = 0; i < supervision->action_count; i++)
        if (span_equal(supervision->actions[i].action, action))
            return &supervision->actions[i];
    return NULL;
}

bool supervision_is_joint(const struct supervision *supervision)
{
    for (size_t i = 0; i < supervision->item_count; i++) {
        const struct supervision_item *item = &supervision->items[i];
        if (item->class == SUPERVISION_JOINT && item->closed_at == INSTANT_NONE)
            return true;
    }
    return false;
}
