/* Reads share/knowledge.csv: what the hotline answers outright (art.13(1), 25). */
#ifndef H12_REFERENCE_KNOWLEDGE_H
#define H12_REFERENCE_KNOWLEDGE_H

#include "lib/reference/problems.h"
#include "lib/rules/directory.h"
#include "lib/rules/knowledge.h"

/* Reads the table and makes it ready; what is wrong with it is noted: empty ids, versions, titles,
 * questions and answers, an id and version twice, units that the directory, if it is whole, does
 * not have, reversed validity. Versions whose time overlaps are upkeep's to say (upkeep.h). */
void knowledge_load(struct knowledge *knowledge, const struct directory *directory,
                    const char *path, struct problems *problems);

#endif
