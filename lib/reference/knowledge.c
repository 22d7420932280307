#include "lib/reference/knowledge.h"

#include "lib/reference/table.h"

enum entry_column {
    ENTRY_ID,
    ENTRY_VERSION,
    ENTRY_TITLE,
    ENTRY_QUESTIONS,
    ENTRY_ANSWER,
    ENTRY_UNIT,
    ENTRY_VALID_FROM,
    ENTRY_VALID_TO,
    ENTRY_COLUMNS
};

static const char *const entry_columns[ENTRY_COLUMNS] = {
    "id", "version", "title", "questions", "answer", "unit", "valid_from", "valid_to",
};

static bool is_known(const struct knowledge *knowledge, const struct knowledge_entry *entry)
{
    for (size_t i = 0; i < knowledge->count; i++)
        if (span_equal(knowledge->entries[i].id, entry->id) &&
            span_equal(knowledge->entries[i].version, entry->version))
            return true;
    return false;
}

static void check_entry(const struct knowledge *knowledge, const struct directory *directory,
                        struct table *table, const struct span cells[],
                        const struct knowledge_entry *entry)
{
    for (int i = 0; i <= ENTRY_ANSWER; i++)
        if (span_empty(cells[i]))
            table_problem(table, "%s: is empty", entry_columns[i]);
    if (entry->valid_from > entry->valid_to)
        table_problem(table, "valid_to: is before valid_from");
    if (!span_empty(entry->id) && is_known(knowledge, entry))
        table_problem(table, "id: stands twice in one version");
    if (!span_empty(entry->unit) && !directory->partial &&
        directory_by_code(directory, entry->unit) == NULL)
        table_problem(table, "unit: is no unit of the directory");
}

void knowledge_load(struct knowledge *knowledge, const struct directory *directory,
                    const char *path, struct problems *problems)
{
    struct span cells[ENTRY_COLUMNS];
    struct arena *arena = &knowledge->arena;
    *knowledge = (struct knowledge){0};
    struct table *table = table_open(path, entry_columns, ENTRY_COLUMNS, problems);
    while (table_next(table, cells)) {
        struct knowledge_entry entry = {
            .id = arena_span(arena, cells[ENTRY_ID]),
            .version = arena_span(arena, cells[ENTRY_VERSION]),
            .title = arena_span(arena, cells[ENTRY_TITLE]),
            .questions = arena_span(arena, cells[ENTRY_QUESTIONS]),
            .answer = arena_span(arena, cells[ENTRY_ANSWER]),
            .unit = arena_span(arena, cells[ENTRY_UNIT]),
            .valid_from = table_day(table, "valid_from", cells[ENTRY_VALID_FROM], INT32_MIN),
            .valid_to = table_day(table, "valid_to", cells[ENTRY_VALID_TO], INT32_MAX),
            .row = (uint32_t)table_line(table),
        };
        check_entry(knowledge, directory, table, cells, &entry);
        knowledge_add(knowledge, entry);
    }
    table_close(table);
    knowledge_build(knowledge);
}
