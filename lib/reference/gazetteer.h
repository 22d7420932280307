/* Reads share/gazetteer.csv: districts, subdistricts, roads, stations, places by name. */
#ifndef H12_REFERENCE_GAZETTEER_H
#define H12_REFERENCE_GAZETTEER_H

#include "lib/reference/problems.h"
#include "lib/rules/directory.h"

/* Reads the table; what is wrong with it is noted: empty names, districts that are none of the
 * directory (unless that is partial), a name twice in one district. A name in two districts has two
 * rows. */
void gazetteer_load(struct gazetteer *gazetteer, const struct directory *directory,
                    const char *path, struct problems *problems);

#endif
