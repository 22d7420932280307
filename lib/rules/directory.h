/* The directory of units and the catalogue of matters as plain tables with indexes: filled once by
 * the reference readers, const afterwards. */
#ifndef H12_RULES_DIRECTORY_H
#define H12_RULES_DIRECTORY_H

#include "lib/base/arena.h"
#include "lib/rules/routing.h"
#include "lib/rules/workday.h"

struct name_index;

struct directory {
    struct unit *units;
    size_t count;
    size_t capacity;
    struct name_index *names; /* codes, names, short names, aliases */
    struct arena arena;       /* of the texts */
};

struct catalogue {
    struct matter *matters;
    size_t count;
    size_t capacity;
    struct name_index *codes;
    struct arena arena;
};

/* Adds a row; its texts are in the arena, or stay as long as the table. */
void directory_add(struct directory *directory, struct unit unit);
void directory_release(struct directory *directory);

/* The unit of a code; else the unit valid on that day with that name, short name or alias, else one
 * of that name that is not valid. NULL where there is none. The caller asks unit_is_valid(). */
const struct unit *directory_find(const struct directory *directory, struct span text,
                                  day_number day);
/* By code only. */
const struct unit *directory_by_code(const struct directory *directory, struct span code);
/* The government of a district on that day, or NULL. */
const struct unit *directory_district(const struct directory *directory, struct span district,
                                      day_number day);
/* The first city-level unit (department, institution or enterprise without a parent) of a line on
 * that day, or NULL. */
const struct unit *directory_line(const struct directory *directory, struct span line,
                                  day_number day);

void catalogue_add(struct catalogue *catalogue, struct matter matter);
void catalogue_release(struct catalogue *catalogue);
const struct matter *catalogue_find(const struct catalogue *catalogue, struct span code);

/* The city's calendar and, for each unit that names an overlay, the stack with it on top. */
struct calendars {
    struct calendar city;
    struct calendar *of_unit; /* by the unit's place in the directory; .kinds NULL: the city's */
    size_t unit_count;
};

/* The calendar of a unit; NULL or a unit without an overlay has the city's. */
const struct calendar *calendars_for(const struct calendars *calendars,
                                     const struct directory *directory, const struct unit *unit);

#endif
