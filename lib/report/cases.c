#include "lib/report/cases.h"

#include "lib/base/memory.h"

#include <stdlib.h>

/* The texts stand one after the other in a buffer that serves the next case as well. */
struct kept_case {
    instant at;
    enum state state;
    unsigned classes;
    struct buffer texts;
    size_t id_length, unit_length;
};

static struct listed_case view(const struct kept_case *kept)
{
    const char *at = kept->texts.bytes;
    size_t before_title = kept->id_length + kept->unit_length;
    return (struct listed_case){
        .at = kept->at,
        .id = {at, kept->id_length},
        .unit = {at + kept->id_length, kept->unit_length},
        .title = {at + before_title, kept->texts.length - before_title},
        .state = kept->state,
        .classes = kept->classes,
    };
}

static int compare_times(instant a, struct span id_a, instant b, struct span id_b)
{
    if (a != b)
        return a < b ? -1 : 1;
    return span_compare(id_a, id_b);
}

/* The older first. Two cases of one id should not be, but must not make the order a chance. */
static int compare_cases(const struct listed_case *a, const struct listed_case *b)
{
    int order = compare_times(a->at, a->id, b->at, b->id);
    if (order == 0)
        order = span_compare(a->unit, b->unit);
    if (order == 0)
        order = (int)a->state - (int)b->state;
    if (order == 0)
        order = (a->classes > b->classes) - (a->classes < b->classes);
    return order != 0 ? order : span_compare(a->title, b->title);
}

static int compare_kept(const void *a, const void *b)
{
    struct listed_case left = view(a), right = view(b);
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

static void fill(struct kept_case *kept, const struct listed_case *listed)
{
    kept->at = listed->at;
    kept->state = listed->state;
    kept->classes = listed->classes;
    kept->id_length = listed->id.length;
    kept->unit_length = listed->unit.length;
    buffer_reset(&kept->texts);
    buffer_add_span(&kept->texts, listed->id);
    buffer_add_span(&kept->texts, listed->unit);
    buffer_add_span(&kept->texts, listed->title);
}

bool cases_want(const struct case_list *list, size_t limit, instant at, struct span id)
{
    if (list->count < limit)
        return true;
    if (limit == 0)
        return false;
    struct listed_case youngest = view(&list->kept[0]);
    return compare_times(at, id, youngest.at, youngest.id) <= 0;
}

void cases_add(struct case_list *list, size_t limit, const struct listed_case *listed)
{
    if (list->count < limit) {
        list->kept = memory_grow(list->kept, list->count, &list->capacity, sizeof *list->kept);
        list->kept[list->count] = (struct kept_case){0};
        fill(&list->kept[list->count], listed);
        sift_up(list, list->count++);
        return;
    }
    if (limit == 0)
        return;
    struct listed_case youngest = view(&list->kept[0]);
    if (compare_cases(listed, &youngest) >= 0)
        return;
    fill(&list->kept[0], listed);
    sift_down(list, 0);
}

void cases_merge(struct case_list *list, size_t limit, const struct case_list *other)
{
    for (size_t i = 0; i < other->count; i++) {
        struct listed_case listed = view(&other->kept[i]);
        cases_add(list, limit, &listed);
    }
}

void cases_sort(struct case_list *list)
{
    if (list->count > 1)
        qsort(list->kept, list->count, sizeof *list->kept, compare_kept);
}

struct listed_case cases_get(const struct case_list *list, size_t index)
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
