#include "lib/reference/gazetteer.h"

#include "lib/base/hash.h"
#include "lib/reference/table.h"

enum place_column { PLACE_NAME, PLACE_KIND, PLACE_DISTRICT, PLACE_ALIASES, PLACE_COLUMNS };

static const char *const place_columns[PLACE_COLUMNS] = {"name", "kind", "district", "aliases"};

/* The office of a subdistrict or town is a unit of the same name below the district. */
static const struct unit *office_of(const struct directory *directory, struct span name,
                                    const struct unit *district)
{
    const struct unit *unit = NULL;
    while ((unit = directory_namesake(directory, name, unit)) != NULL)
        if (unit != district && span_empty(unit->line) &&
            span_equal(unit->district, district->district))
            return unit;
    return NULL;
}

static bool is_twice(struct hash_set *seen, struct span name, struct span district)
{
    uint64_t both = hash_64(name) * 31 + hash_64(district);
    return !hash_set_add(seen, both);
}

static void read_place(struct gazetteer *gazetteer, const struct directory *directory,
                       struct table *table, const struct span cells[], struct hash_set *seen)
{
    struct arena *arena = &gazetteer->arena;
    struct place place = {
        .name = arena_span(arena, cells[PLACE_NAME]),
        .kind = arena_span(arena, cells[PLACE_KIND]),
        .aliases = arena_span(arena, cells[PLACE_ALIASES]),
        .district = directory_newest_district(directory, cells[PLACE_DISTRICT]),
        .row = (uint32_t)table_line(table),
    };
    if (span_empty(place.name))
        table_problem(table, "name: is empty");
    else if (is_twice(seen, cells[PLACE_NAME], cells[PLACE_DISTRICT]))
        table_problem(table, "name: stands twice in one district");
    if (place.district == NULL) {
        if (!directory->partial)
            table_problem(table, "district: is no district of the directory");
        return;
    }
    place.office = office_of(directory, place.name, place.district);
    gazetteer_add(gazetteer, place);
}

void gazetteer_load(struct gazetteer *gazetteer, const struct directory *directory,
                    const char *path, struct problems *problems)
{
    struct span cells[PLACE_COLUMNS];
    struct hash_set *seen = hash_set_new();
    *gazetteer = (struct gazetteer){0};
    struct table *table = table_open(path, place_columns, PLACE_COLUMNS, problems);
    while (table_next(table, cells))
        read_place(gazetteer, directory, table, cells, seen);
    table_close(table);
    hash_set_free(seen);
}
