#include "lib/report/rows.h"
#include "lib/report/supervision_part.h"

/* What a partial carries: the measures that are counted, not those derived. */
enum {
    CLASS_CARRIED = CLASS_LAPSED + 1,
    DEED_CARRIED = DEED_ADDRESSED + 1,
    UNIT_CARRIED = UNIT_DEEDS + DEEDS
};

void supervised_write_rows(const struct supervised *report, struct buffer *out)
{
    struct json json = {.out = out};
    int offset = report->terms->rules->offset;
    row_begin(&json, "sums");
    json_member_integer(&json, "cases", (int64_t)report->cases);
    json_member_integer(&json, "waiting", (int64_t)report->waiting);
    json_member_integer(&json, "joint", (int64_t)report->joint);
    received_write(&report->received, offset, &json);
    row_end(&json);
    for (int i = 0; i < SUPERVISION_CLASSES; i++)
        row_write_counts(&json, "class", span_of(supervision_bases[i]), report->classes[i],
                         CLASS_CARRIED);
    for (int i = 0; i < DEEDS; i++)
        row_write_counts(&json, "action", span_of(deed_ids[i]), report->deeds[i], DEED_CARRIED);
    for (int i = 0; i < URGE_LEVELS; i++)
        row_write_counts(&json, "notice", span_of(urge_level_words[i]), &report->notices[i], 1);
    for (size_t i = 0; i < report->units.count; i++)
        row_write_counts(&json, "unit", report->units.groups[i].key, report->units.groups[i].counts,
                         UNIT_CARRIED);
    for (size_t i = 0; i < report->list.count && i < report->terms->top; i++) {
        struct listed_case listed = cases_get(&report->list, i);
        row_begin_case(&json, &listed, "since", offset);
        supervision_write_classes(&json, "classes", listed.classes);
        row_end_case(&json, &listed);
    }
}

static unsigned read_classes(const struct reader *row)
{
    struct span array = read_array(row, "classes");
    const char *cursor = NULL;
    struct span text;
    unsigned classes = 0;
    while (read_next_string(row, "classes", array, &cursor, &text)) {
        int class = word_find(supervision_bases, SUPERVISION_CLASSES, text);
        if (class >= 0)
            classes |= SUPERVISION_BIT((unsigned)class);
    }
    return classes;
}

static bool add_case(struct supervised *report, const struct reader *row)
{
    struct listed_case listed;
    if (!row_read_case(row, report->terms, "since", &listed))
        return false;
    listed.classes = read_classes(row);
    if (listed.classes == 0 || !fault_none(&row->record->fault))
        return false;
    cases_add(&report->list, report->limit, &listed);
    return true;
}

static bool add_sums(struct supervised *report, const struct reader *row)
{
    int64_t cases = read_integer(row, "cases", -1);
    int64_t waiting = read_integer(row, "waiting", -1);
    int64_t joint = read_integer(row, "joint", -1);
    if (cases < 0 || waiting < 0 || joint < 0)
        return false;
    report->cases += (uint64_t)cases;
    report->waiting += (uint64_t)waiting;
    report->joint += (uint64_t)joint;
    received_read(&report->received, row);
    return fault_none(&row->record->fault);
}

static bool add_counts(struct supervised *report, const struct reader *row, struct span name)
{
    struct span key = read_string(row, "key");
    if (!fault_none(&row->record->fault))
        return false;
    if (span_is(name, "unit"))
        return row_add_counts(row, groups_counts(&report->units, row_unit(report->terms, key)),
                              UNIT_CARRIED);
    int class = word_find(supervision_bases, SUPERVISION_CLASSES, key);
    if (span_is(name, "class"))
        return class >= 0 && row_add_counts(row, report->classes[class], CLASS_CARRIED);
    int deed = word_find(deed_ids, DEEDS, key);
    if (span_is(name, "action"))
        return deed >= 0 && row_add_counts(row, report->deeds[deed], DEED_CARRIED);
    int level = word_find(urge_level_words, URGE_LEVELS, key);
    return span_is(name, "notice") && level >= 0 && row_add_counts(row, &report->notices[level], 1);
}

bool supervised_read_row(void *context, struct record *row)
{
    struct reader top = read_top(row);
    struct span name = read_required_string(&top, "row");
    if (span_is(name, "sums"))
        return add_sums(context, &top);
    if (span_is(name, "case"))
        return add_case(context, &top);
    return add_counts(context, &top, name);
}
