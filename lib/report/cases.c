#include "lib/report/cases.h"

#include "lib/base/memory.h"

#include <stdlib.h>

/* The texts stand one after the other in a buffer that serves the next case as well. */
struct kept_case {
    instant due_at;
    enum state state;
    struct buffer texts;
    size_t id_length, unit_length;
};

static struct late_case view(const struct kept_case *kept)
{
    const char *at = kept->texts.bytes;
    size_t before_title = kept->id_length + kept->unit_length;
    return (struct late_case){
        .due_at = kept->due_at,
        .id = {at, kept->id_length},
        .unit = {at + kept->id_length, kept->unit_length},
        .title = {at + before_title, kept->texts.length - before_title},
        .state = kept->state,
    };
}

static int compare_times(instant due_a, struct span id_a, instant due_b, struct span id_b)
{
    if (due_a != due_b)
        return due_a < due_b ? -1 : 1;
    return span_compare(id_a, id_b);
}

/* The older first. Two cases of one id should not be, but must not make the order a chance. */
static int compare_cases(const struct late_case *a, const struct late_case *b)
{
    int order = compare_times(a->due_at, a->id, b->due_at, b->id);
    if (order == 0)
        order = span_compare(a->unit, b->unit);
    if (order == 0)
        order = (int)a->state - (int)b->state;
    return order != 0 ? order : span_compare(a->title, b->title);
}

static int compare_kept(const void *a, const void *b)
{
    struct late_case left = view(a), right = view(b);
    return compare_cases(&left, &right);
}

static void swap(struct kept_case *a, struct kept_case *b)
{
    struct kept_case other = *a;
    *a = *b;
    *b = other;
}

static void sift_up(struct case_list *list, size_t at)
{
    while (at > 0) {
        size_t parent = (at - 1) / 2;
        if (compare_kept(&list->kept[at], &list->kept[parent]) <= 0)
            return;
        swap(&list->kept[at], &list->kept[parent]);
        at = parent;
    }
}

static void sift_down(struct case_list *list, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= list->count)
            return;
        if (child + 1 < list->count && compare_kept(&list->kept[child + 1], &list->kept[child]) > 0)
            child++;
        if (compare_kept(&list->kept[at], &list->kept[child]) >= 0)
            return;
        swap(&list->kept[at], &list->kept[child]);
        at = child;
    }
}

static void fill(struct kept_case *kept, const struct late_case *late)
{
    kept->due_at = late->due_at;
    kept->state = late->state;
    kept->id_length = late->id.length;
    kept->unit_length = late->unit.length;
    buffer_reset(&kept->texts);
    buffer_add_span(&kept->texts, late->id);
    buffer_add_span(&kept->texts, late->unit);
    buffer_add_span(&kept->texts, late->title);
}

bool cases_want(const struct case_list *list, size_t limit, instant due_at, struct span id)
{
    if (list->count < limit)
        return true;
    if (limit == 0)
        return false;
    struct late_case youngest = view(&list->kept[0]);
    return compare_times(due_at, id, youngest.due_at, youngest.id) <= 0;
}

void cases_add(struct case_list *list, size_t limit, const struct late_case *late)
{
    if (list->count < limit) {
        list->kept = memory_grow(list->kept, list->count, &list->capacity, sizeof *list->kept);
        list->kept[list->count] = (struct kept_case){0};
        fill(&list->kept[list->count], late);
        sift_up(list, list->count++);
        return;
    }
    if (limit == 0)
        return;
    struct late_case youngest = view(&list->kept[0]);
    if (compare_cases(late, &youngest) >= 0)
        return;
    fill(&list->kept[0], late);
    sift_down(list, 0);
}

void cases_merge(struct case_list *list, size_t limit, const struct case_list *other)
{
    for (size_t i = 0; i < other->count; i++) {
        struct late_case late = view(&other->kept[i]);
        cases_add(list, limit, &late);
    }
}

void cases_sort(struct case_list *list)
{
    if (list->count > 1)
        qsort(list->kept, list->count, sizeof *list->kept, compare_kept);
}

struct late_case cases_get(const struct case_list *list, size_t index)
{
    return view(&list->kept[index]);
}

void cases_release(struct case_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        buffer_release(&list->kept[i].texts);
    free(list->kept);
    *list = (struct case_list){0};
}
