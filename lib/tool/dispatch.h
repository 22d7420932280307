/* The tables of routing (art.7, 13): units, catalogue, gazetteer, knowledge base, and the words of
 * all of them, loaded together and handed to the rules as one desk. */
#ifndef H12_TOOL_DISPATCH_H
#define H12_TOOL_DISPATCH_H

#include "lib/case/reckoning.h"
#include "lib/reference/gazetteer.h"
#include "lib/reference/knowledge.h"
#include "lib/tool/unit_tables.h"

struct dispatch_tables {
    char *unit_path, *matter_path, *entry_path;
    struct unit_tables units;
    struct catalogue catalogue;
    struct gazetteer gazetteer;
    struct knowledge knowledge;
    struct lexicon lexicon;
};

/* Loads all of them; what is wrong is said by file and line, in one run, and is status 2. */
void dispatch_tables_load(struct dispatch_tables *tables, const struct run *run);
/* The desk over the tables, judging by run->now. */
struct dispatch_desk dispatch_desk_over(const struct dispatch_tables *tables,
                                        const struct run *run);
void dispatch_tables_release(struct dispatch_tables *tables);

#endif
