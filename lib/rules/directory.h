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
    struct name_index *names;     /* codes, names, short names, aliases */
    struct name_index *districts; /* governments by their district */
    struct name_index *lines;     /* the city's units by their line */
    struct name_index *parents;   /* units by their parent */
    struct arena arena;           /* of the texts */
    bool partial;                 /* rows of its table could not be read: what it lacks may exist */
};

/* The places of the gazetteer. */
struct gazetteer {
    struct place *places;
    size_t count;
    size_t capacity;
    struct arena arena;
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

/* The unit valid on that day with that code, name, short name or alias, or whose district has that
 * code (the codes of districts outlived their governments); else one that is not valid. NULL where
 * there is none. The caller asks unit_is_valid(). */
const struct unit *directory_find(const struct directory *directory, struct span text,
                                  day_number day);
/* The units of a cell `a|b`, each found as above: false where one is not valid on that day, is
 * `lead` (NULL: nobody), stands twice, or they are more than `most`. */
bool directory_find_all(const struct directory *directory, struct span cell, day_number day,
                        const struct unit *lead, const struct unit *units[], size_t most,
                        size_t *count);
/* By code only. */
const struct unit *directory_by_code(const struct directory *directory, struct span code);
/* The government of a district on that day, or NULL. */
const struct unit *directory_district(const struct directory *directory, struct span district,
                                      day_number day);
/* The government that has a district's code longest: the newest. NULL: none. */
const struct unit *directory_newest_district(const struct directory *directory,
                                             struct span district);
/* The city's first unit of a line on that day, one without a parent before one that has one (the
 * traffic police are the police's); units of districts are none. NULL: none. */
const struct unit *directory_line(const struct directory *directory, struct span line,
                                  day_number day);
/* Steps through the units that are valid on that day and whose parent is `parent`: the one after
 * `last`, the first after NULL. NULL at the end. */
const struct unit *directory_below(const struct directory *directory, const struct unit *parent,
                                   const struct unit *last, day_number day);
/* Steps through all units with a code, name, short name or alias, likewise by row, whatever their
 * time. */
const struct unit *directory_namesake(const struct directory *directory, struct span name,
                                      const struct unit *last);

void gazetteer_add(struct gazetteer *gazetteer, struct place place);
void gazetteer_release(struct gazetteer *gazetteer);

void catalogue_add(struct catalogue *catalogue, struct matter matter);
void catalogue_release(struct catalogue *catalogue);
const struct matter *catalogue_find(const struct catalogue *catalogue, struct span code);
/* Whether a row is a heading: without a line of its own it sends nobody anywhere. */
bool catalogue_is_heading(const struct matter *matter);

/* The city's calendar and, for each unit that names an overlay, the stack with it on top. */
struct calendars {
    struct calendar city;
    struct calendar *of_unit; /* by the unit's place in the directory; .kinds NULL: the city's */
    size_t unit_count;
};

/* The calendar of the unit of a code; SPAN_NONE, or one that is not there, has the city's. */
const struct calendar *calendars_of(const struct calendars *calendars,
                                    const struct directory *directory, struct span code);
/* The calendar of a unit; NULL or a unit without an overlay has the city's. */
const struct calendar *calendars_for(const struct calendars *calendars,
                                     const struct directory *directory, const struct unit *unit);

#endif
