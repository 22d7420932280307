#include "lib/rules/directory.h"

#include "lib/base/hash.h"
#include "lib/base/memory.h"

#include <stdlib.h>

/* From a name to all rows that bear it: open addressing, several entries may share a name. */
struct name_entry {
    struct span name;
    uint32_t row;
    bool used;
    bool is_code;
};

struct name_index {
    struct name_entry *entries;
    size_t capacity; /* a power of two */
    size_t count;
};

static void index_place(struct name_index *index, struct name_entry entry)
{
    size_t slot = (size_t)hash_quick(entry.name) & (index->capacity - 1);
    while (index->entries[slot].used)
        slot = (slot + 1) & (index->capacity - 1);
    index->entries[slot] = entry;
    index->count++;
}

static void index_add(struct name_index *index, struct span name, uint32_t row, bool is_code)
{
    if (span_empty(name))
        return;
    if (index->count * 2 >= index->capacity) {
        struct name_index bigger = {.capacity = index->capacity == 0 ? 64 : 2 * index->capacity};
        bigger.entries = memory_get_zeroed(bigger.capacity, sizeof *bigger.entries);
        for (size_t i = 0; i < index->capacity; i++)
            if (index->entries[i].used)
                index_place(&bigger, index->entries[i]);
        free(index->entries);
        *index = bigger;
    }
    index_place(index, (struct name_entry){name, row, true, is_code});
}

/* Steps through the entries of a name; `*slot` is SIZE_MAX at the start. */
static const struct name_entry *index_next(const struct name_index *index, struct span name,
                                           size_t *slot)
{
    if (index == NULL || index->capacity == 0)
        return NULL;
    if (*slot == SIZE_MAX)
        *slot = (size_t)hash_quick(name) & (index->capacity - 1);
    else
        *slot = (*slot + 1) & (index->capacity - 1);
    while (index->entries[*slot].used) {
        if (span_equal(index->entries[*slot].name, name))
            return &index->entries[*slot];
        *slot = (*slot + 1) & (index->capacity - 1);
    }
    return NULL;
}

static const struct name_entry *index_code(const struct name_index *index, struct span code)
{
    const struct name_entry *entry;
    size_t slot = SIZE_MAX;
    while ((entry = index_next(index, code, &slot)) != NULL)
        if (entry->is_code)
            return entry;
    return NULL;
}

static void index_release(struct name_index *index)
{
    if (index != NULL)
        free(index->entries);
    free(index);
}

static struct name_index *index_of(struct name_index **index)
{
    if (*index == NULL)
        *index = memory_get_zeroed(1, sizeof **index);
    return *index;
}

void directory_add(struct directory *directory, struct unit unit)
{
    struct name_index *names = index_of(&directory->names);
    uint32_t row = (uint32_t)directory->count;
    struct span rest = unit.aliases;
    struct span alias;
    directory->units = memory_grow(directory->units, directory->count, &directory->capacity,
                                   sizeof *directory->units);
    directory->units[directory->count++] = unit;
    index_add(index_of(&directory->parents), unit.parent, row, false);
    if (unit.level == LEVEL_DISTRICT)
        index_add(index_of(&directory->districts), unit.district, row, false);
    else if (span_empty(unit.district))
        index_add(index_of(&directory->lines), unit.line, row, false);
    index_add(names, unit.code, row, true);
    index_add(names, unit.name, row, false);
    if (!span_equal(unit.short_name, unit.name))
        index_add(names, unit.short_name, row, false);
    while (span_next_part(&rest, &alias))
        index_add(names, alias, row, false);
}

void catalogue_add(struct catalogue *catalogue, struct matter matter)
{
    catalogue->matters = memory_grow(catalogue->matters, catalogue->count, &catalogue->capacity,
                                     sizeof *catalogue->matters);
    index_add(index_of(&catalogue->codes), matter.code, (uint32_t)catalogue->count, true);
    catalogue->matters[catalogue->count++] = matter;
}

void directory_release(struct directory *directory)
{
    free(directory->units);
    index_release(directory->names);
    index_release(directory->districts);
    index_release(directory->lines);
    index_release(directory->parents);
    arena_release(&directory->arena);
    *directory = (struct directory){0};
}

const struct unit *directory_by_code(const struct directory *directory, struct span code)
{
    const struct name_entry *entry = index_code(directory->names, code);
    return entry != NULL ? &directory->units[entry->row] : NULL;
}

/* Of the units that an index has under a key, the first row after `last` that is valid on the day;
 * the order in an index is not that of the rows. */
static const struct unit *next_valid(const struct directory *directory,
                                     const struct name_index *index, struct span key,
                                     const struct unit *last, day_number day)
{
    const struct unit *next = NULL;
    const struct name_entry *entry;
    size_t slot = SIZE_MAX;
    while (!span_empty(key) && (entry = index_next(index, key, &slot)) != NULL) {
        const struct unit *unit = &directory->units[entry->row];
        if (unit_is_valid(unit, day) && (last == NULL || unit > last) &&
            (next == NULL || unit < next))
            next = unit;
    }
    return next;
}

const struct unit *directory_namesake(const struct directory *directory, struct span name,
                                      const struct unit *last)
{
    const struct unit *next = NULL;
    const struct name_entry *entry;
    size_t slot = SIZE_MAX;
    while ((entry = index_next(directory->names, name, &slot)) != NULL) {
        const struct unit *unit = &directory->units[entry->row];
        if ((last == NULL || unit > last) && (next == NULL || unit < next))
            next = unit;
    }
    return next;
}

const struct unit *directory_find(const struct directory *directory, struct span text,
                                  day_number day)
{
    if (span_empty(text))
        return NULL;
    const struct unit *by_code = directory_by_code(directory, text);
    if (by_code != NULL && unit_is_valid(by_code, day))
        return by_code;
    const struct unit *unit = next_valid(directory, directory->names, text, NULL, day);
    if (unit == NULL)
        unit = directory_district(directory, text, day);
    if (unit != NULL)
        return unit;
    return by_code != NULL ? by_code : directory_namesake(directory, text, NULL);
}

bool directory_find_all(const struct directory *directory, struct span cell, day_number day,
                        const struct unit *lead, const struct unit *units[], size_t most,
                        size_t *count)
{
    struct span part;
    *count = 0;
    while (span_next_part(&cell, &part)) {
        const struct unit *unit = directory_find(directory, part, day);
        if (unit == NULL || !unit_is_valid(unit, day) || unit == lead || *count == most)
            return false;
        for (size_t i = 0; i < *count; i++)
            if (units[i] == unit)
                return false;
        units[(*count)++] = unit;
    }
    return true;
}

const struct unit *directory_district(const struct directory *directory, struct span district,
                                      day_number day)
{
    return next_valid(directory, directory->districts, district, NULL, day);
}

const struct unit *directory_newest_district(const struct directory *directory,
                                             struct span district)
{
    const struct unit *newest = NULL;
    const struct name_entry *entry;
    size_t slot = SIZE_MAX;
    while (!span_empty(district) &&
           (entry = index_next(directory->districts, district, &slot)) != NULL) {
        const struct unit *unit = &directory->units[entry->row];
        if (newest == NULL || unit->valid_to > newest->valid_to)
            newest = unit;
    }
    return newest;
}

const struct unit *directory_line(const struct directory *directory, struct span line,
                                  day_number day)
{
    const struct unit *first = next_valid(directory, directory->lines, line, NULL, day);
    const struct unit *unit = first;
    while (unit != NULL && !span_empty(unit->parent))
        unit = next_valid(directory, directory->lines, line, unit, day);
    return unit != NULL ? unit : first;
}

const struct unit *directory_below(const struct directory *directory, const struct unit *parent,
                                   const struct unit *last, day_number day)
{
    return next_valid(directory, directory->parents, parent->code, last, day);
}

void gazetteer_add(struct gazetteer *gazetteer, struct place place)
{
    gazetteer->places = memory_grow(gazetteer->places, gazetteer->count, &gazetteer->capacity,
                                    sizeof *gazetteer->places);
    gazetteer->places[gazetteer->count++] = place;
}

void gazetteer_release(struct gazetteer *gazetteer)
{
    free(gazetteer->places);
    arena_release(&gazetteer->arena);
    *gazetteer = (struct gazetteer){0};
}

void catalogue_release(struct catalogue *catalogue)
{
    free(catalogue->matters);
    index_release(catalogue->codes);
    arena_release(&catalogue->arena);
    *catalogue = (struct catalogue){0};
}

const struct matter *catalogue_find(const struct catalogue *catalogue, struct span code)
{
    const struct name_entry *entry = index_code(catalogue->codes, code);
    return entry != NULL ? &catalogue->matters[entry->row] : NULL;
}

bool catalogue_is_heading(const struct matter *matter)
{
    return span_empty(matter->line);
}

const struct calendar *calendars_for(const struct calendars *calendars,
                                     const struct directory *directory, const struct unit *unit)
{
    if (unit == NULL)
        return &calendars->city;
    const struct calendar *own = &calendars->of_unit[unit - directory->units];
    return own->kinds != NULL ? own : &calendars->city;
}

const struct calendar *calendars_of(const struct calendars *calendars,
                                    const struct directory *directory, struct span code)
{
    const struct unit *unit = code.at != NULL ? directory_by_code(directory, code) : NULL;
    return calendars_for(calendars, directory, unit);
}
