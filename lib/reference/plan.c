#include "lib/reference/plan.h"

#include "lib/base/memory.h"
#include "lib/record/json.h"
#include "lib/reference/columns_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void name_columns(struct plan *plan, const struct span *names)
{
    arena_reset(&plan->arena);
    plan->names = arena_get(&plan->arena, plan->count * sizeof *plan->names);
    plan->keys = arena_get(&plan->arena, plan->count * sizeof *plan->keys);
    plan->used = arena_get(&plan->arena, plan->count * sizeof *plan->used);
    for (size_t i = 0; i < plan->count; i++) {
        struct json json = {.out = &plan->scratch};
        struct span name = span_trim(names[i]);
        char place[40];
        if (span_empty(name)) {
            snprintf(place, sizeof place, "column %zu", i + 1);
            name = span_of(place);
        }
        name = (struct span){arena_copy(&plan->arena, name), name.length};
        buffer_reset(&plan->scratch);
        json_string(&json, name);
        buffer_add_byte(&plan->scratch, ':');
        plan->names[i] = name;
        plan->keys[i] = arena_span(&plan->arena, buffer_span(&plan->scratch));
    }
}

static bool is_header(struct span name, struct span header)
{
    return name.length == header.length && strncasecmp(name.at, header.at, name.length) == 0;
}

static void add_choice(struct plan *plan, enum field field, size_t rank, size_t column)
{
    plan->choices = memory_grow(plan->choices, plan->choice_count, &plan->choice_capacity,
                                sizeof *plan->choices);
    plan->choices[plan->choice_count++] = (struct choice){field, rank, column};
}

static int compare_choices(const void *a, const void *b)
{
    const struct choice *left = a;
    const struct choice *right = b;
    if (left->field != right->field)
        return left->field < right->field ? -1 : 1;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return (left->column > right->column) - (left->column < right->column);
}

/* A column that the map names is not taken by its header as well. */
static void choose_by_map(struct plan *plan)
{
    memset(plan->used, 0, plan->count * sizeof *plan->used);
    for (int field = 0; field < FIELDS; field++) {
        struct span header = plan->columns->rules[field].header;
        for (size_t i = 0; header.at != NULL && i < plan->count; i++)
            if (is_header(plan->names[i], header)) {
                add_choice(plan, (enum field)field, 0, i);
                plan->used[i] = true;
                break;
            }
    }
}

static void choose_by_header(struct plan *plan)
{
    const struct columns *columns = plan->columns;
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->used[i])
            continue;
        const struct word *word = words_find(&columns->words, GROUP_HEADERS, plan->names[i]);
        if (word != NULL && columns->rules[word->field].header.at == NULL)
            add_choice(plan, word->field, word->rank, i);
    }
}

void plan_make(struct plan *plan, const struct columns *columns, const struct span *names,
               size_t count)
{
    plan->columns = columns;
    plan->count = count;
    plan->choice_count = 0;
    name_columns(plan, names);
    choose_by_map(plan);
    if (!columns->only)
        choose_by_header(plan);
    if (plan->choice_count > 0)
        qsort(plan->choices, plan->choice_count, sizeof *plan->choices, compare_choices);
    size_t next = 0;
    for (int field = 0; field <= FIELDS; field++) {
        plan->first_choice[field] = next;
        while (next < plan->choice_count && (int)plan->choices[next].field == field)
            next++;
    }
}

bool plan_is_for(const struct plan *plan, const struct span *names, size_t count)
{
    if (plan->columns == NULL || plan->count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!span_equal(plan->names[i], names[i]))
            return false;
    return true;
}

void plan_release(struct plan *plan)
{
    free(plan->choices);
    buffer_release(&plan->scratch);
    arena_release(&plan->arena);
    arena_release(&plan->row);
    *plan = (struct plan){0};
}
