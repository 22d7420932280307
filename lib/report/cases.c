#include "lib/report/cases.h"

#include "lib/base/memory.h"

#include <stdlib.h>

/* The texts stand one after the other in a buffer that serves the next case as well. */
struct kept_case {
    struct listed_case listed; /* but for the texts */
    struct buffer texts;
};

/* The text of that length at `*at`, which goes on behind it. */
static struct span next_text(const char **at, struct span text)
{
    text.at = *at;
    *at += text.length;
    return text;
}

static struct listed_case view(const struct kept_case *kept)
{
    const char *at = kept->texts.bytes;
    struct listed_case listed = kept->listed;
    listed.id = next_text(&at, listed.id);
    listed.unit = next_text(&at, listed.unit);
    listed.title = next_text(&at, listed.title);
    listed.held = next_text(&at, listed.held);
    return listed;
}

static int compare_first(const struct listed_case *a, const struct listed_case *b)
{
    if (a->late_workdays != b->late_workdays)
        return a->late_workdays > b->late_workdays ? -1 : 1;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return span_compare(a->id, b->id);
}

/* The later, then the older first. Two cases of one id should not be, but must not make the order a
 * chance. */
static int compare_cases(const struct listed_case *a, const struct listed_case *b)
{
    int order = compare_first(a, b);
    if (order == 0)
        order = span_compare(a->unit, b->unit);
    if (order == 0)
        order = (int)a->state - (int)b->state;
    if (order == 0)
        order = (a->classes > b->classes) - (a->classes < b->classes);
    if (order == 0)
        order = a->late_days - b->late_days;
    if (order == 0)
        order = span_compare(a->held, b->held);
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
    kept->listed = *listed;
    buffer_reset(&kept->texts);
    buffer_add_span(&kept->texts, listed->id);
    buffer_add_span(&kept->texts, listed->unit);
    buffer_add_span(&kept->texts, listed->title);
    buffer_add_span(&kept->texts, listed->held);
}

bool cases_want(const struct case_list *list, size_t limit, const struct listed_case *listed)
{
    if (list->count < limit)
        return true;
    if (limit == 0)
        return false;
    struct listed_case least = view(&list->kept[0]);
    return compare_first(listed, &least) <= 0;
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
    struct listed_case least = view(&list->kept[0]);
    if (compare_cases(listed, &least) >= 0)
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
