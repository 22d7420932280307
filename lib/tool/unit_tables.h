/* The directory of units and the calendars that go with it: the tables of every tool that has to do
 * with who holds a case and by when. */
#ifndef H12_TOOL_UNIT_TABLES_H
#define H12_TOOL_UNIT_TABLES_H

#include "lib/reference/problems.h"
#include "lib/rules/directory.h"
#include "lib/tool/run.h"

struct unit_tables {
    struct directory directory;
    struct calendars calendars;
};

/* Loads both by the run's policy and --calendar; what is wrong is added to the problems. */
void unit_tables_load(struct unit_tables *tables, const struct run *run, struct problems *problems);
/* The same where a tool has no other tables: what is wrong is said, and is status 2. */
void unit_tables_load_alone(struct unit_tables *tables, const struct run *run);
void unit_tables_release(struct unit_tables *tables);

#endif
