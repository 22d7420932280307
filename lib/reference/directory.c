#include "lib/reference/directory.h"

#include "lib/reference/table.h"

/* Both validity cells of a row, open ends as far as days go. */
static void read_validity(struct table *table, struct span from, struct span to,
                          day_number *valid_from, day_number *valid_to)
{
    *valid_from = table_day(table, "valid_from", from, INT32_MIN);
    *valid_to = table_day(table, "valid_to", to, INT32_MAX);
    if (*valid_from > *valid_to)
        table_problem(table, "valid_to: is before valid_from");
}

enum unit_column {
    UNIT_CODE,
    UNIT_NAME,
    UNIT_SHORT_NAME,
    UNIT_ALIASES,
    UNIT_LEVEL,
    UNIT_DISTRICT,
    UNIT_LINE,
    UNIT_PARENT,
    UNIT_CONTACT,
    UNIT_CALENDAR,
    UNIT_VALID_FROM,
    UNIT_VALID_TO,
    UNIT_COLUMNS
};

static const char *const unit_columns[UNIT_COLUMNS] = {
    "code", "name",   "short_name", "aliases",  "level",      "district",
    "line", "parent", "contact",    "calendar", "valid_from", "valid_to",
};

static void read_unit(struct directory *directory, struct table *table, const struct span cells[],
                      struct unit *unit)
{
    struct arena *arena = &directory->arena;
    *unit = (struct unit){
        .code = arena_span(arena, cells[UNIT_CODE]),
        .name = arena_span(arena, cells[UNIT_NAME]),
        .short_name = arena_span(arena, cells[UNIT_SHORT_NAME]),
        .aliases = arena_span(arena, cells[UNIT_ALIASES]),
        .district = arena_span(arena, cells[UNIT_DISTRICT]),
        .line = arena_span(arena, cells[UNIT_LINE]),
        .parent = arena_span(arena, cells[UNIT_PARENT]),
        .contact = arena_span(arena, cells[UNIT_CONTACT]),
        .calendar = arena_span(arena, cells[UNIT_CALENDAR]),
        .row = (uint32_t)table_line(table),
    };
    int level = table_word(table, "level", cells[UNIT_LEVEL], unit_level_words, LEVELS);
    unit->level = level < 0 ? LEVEL_CITY : (enum unit_level)level;
    read_validity(table, cells[UNIT_VALID_FROM], cells[UNIT_VALID_TO], &unit->valid_from,
                  &unit->valid_to);
    if (span_empty(unit->code))
        table_problem(table, "code: is empty");
    else if (directory_by_code(directory, unit->code) != NULL)
        table_problem(table, "code: stands twice");
    if (span_empty(unit->name))
        table_problem(table, "name: is empty");
    if (unit->level == LEVEL_DISTRICT && span_empty(unit->district))
        table_problem(table, "district: is empty");
}

/* Whether who answers for a unit (art.7) is, some steps up, the unit itself. */
static bool is_below_itself(const struct directory *directory, const struct unit *unit)
{
    const struct unit *above = unit;
    for (size_t steps = 0; steps < directory->count; steps++) {
        above = span_empty(above->parent) ? NULL : directory_by_code(directory, above->parent);
        if (above == NULL || above == unit)
            return above != NULL;
    }
    return false; /* below a circle, and not in it */
}

static void check_parents(const struct directory *directory, const char *path,
                          struct problems *problems)
{
    for (size_t i = 0; i < directory->count; i++) {
        const struct unit *unit = &directory->units[i];
        if (span_empty(unit->parent))
            continue;
        if (directory_by_code(directory, unit->parent) == NULL)
            problem_add(problems, path, unit->row, "parent: is no unit of the table");
        else if (is_below_itself(directory, unit))
            problem_add(problems, path, unit->row, "parent: leads back to the unit itself");
    }
}

void directory_load(struct directory *directory, const char *path, struct problems *problems)
{
    struct span cells[UNIT_COLUMNS];
    struct unit unit;
    *directory = (struct directory){0};
    struct table *table = table_open(path, unit_columns, UNIT_COLUMNS, problems);
    while (table_next(table, cells)) {
        read_unit(directory, table, cells, &unit);
        directory_add(directory, unit);
    }
    check_parents(directory, path, problems);
    directory->partial = !table_is_whole(table);
    table_close(table);
}

enum matter_column {
    MATTER_CODE,
    MATTER_NAME,
    MATTER_PARENT,
    MATTER_LINE,
    MATTER_TERRITORIAL,
    MATTER_KEYWORDS,
    MATTER_EXCLUSIONS,
    MATTER_URGENCY,
    MATTER_EXPERT,
    MATTER_VALID_FROM,
    MATTER_VALID_TO,
    MATTER_COLUMNS
};

static const char *const matter_columns[MATTER_COLUMNS] = {
    "code",       "name",    "parent", "line",       "territorial", "keywords",
    "exclusions", "urgency", "expert", "valid_from", "valid_to",
};

static void read_territorial(struct table *table, struct span cell, struct matter *matter)
{
    static const char *const words[] = {"yes", "no", "both"};
    /* A heading of the catalogue, without a line of its own, sends nobody anywhere. */
    if (span_empty(cell) && span_empty(matter->line))
        return;
    int word = table_word(table, "territorial", cell, words, 3);
    matter->to_district = word == 0 || word == 2;
    matter->to_city = word == 1 || word == 2;
}

static void read_matter(struct catalogue *catalogue, struct table *table, const struct span cells[],
                        struct matter *matter)
{
    struct arena *arena = &catalogue->arena;
    *matter = (struct matter){
        .code = arena_span(arena, cells[MATTER_CODE]),
        .name = arena_span(arena, cells[MATTER_NAME]),
        .parent = arena_span(arena, cells[MATTER_PARENT]),
        .line = arena_span(arena, cells[MATTER_LINE]),
        .keywords = arena_span(arena, cells[MATTER_KEYWORDS]),
        .exclusions = arena_span(arena, cells[MATTER_EXCLUSIONS]),
        .expert = arena_span(arena, cells[MATTER_EXPERT]),
        .urgency = -1,
        .row = (uint32_t)table_line(table),
    };
    read_territorial(table, cells[MATTER_TERRITORIAL], matter);
    if (!span_empty(cells[MATTER_URGENCY]))
        matter->urgency =
            table_word(table, "urgency", cells[MATTER_URGENCY], urgency_words, URGENCIES);
    read_validity(table, cells[MATTER_VALID_FROM], cells[MATTER_VALID_TO], &matter->valid_from,
                  &matter->valid_to);
    if (span_empty(matter->code))
        table_problem(table, "code: is empty");
    else if (catalogue_find(catalogue, matter->code) != NULL)
        table_problem(table, "code: stands twice");
}

void catalogue_load(struct catalogue *catalogue, const char *path, struct problems *problems)
{
    struct span cells[MATTER_COLUMNS];
    struct matter matter;
    *catalogue = (struct catalogue){0};
    struct table *table = table_open(path, matter_columns, MATTER_COLUMNS, problems);
    while (table_next(table, cells)) {
        read_matter(catalogue, table, cells, &matter);
        catalogue_add(catalogue, matter);
    }
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct matter *row = &catalogue->matters[i];
        if (!span_empty(row->parent) && catalogue_find(catalogue, row->parent) == NULL)
            problem_add(problems, path, row->row, "parent: is no matter of the table");
    }
    table_close(table);
}
