/* Who is complained of: the units of the directory that a record's `respondent` names, alone or in
 * a list, with the part or the person of theirs that is meant. A unit's name that begins another
 * body's, 西湖区某物业公司, is none. */
#ifndef H12_RULES_RESPONDENT_H
#define H12_RULES_RESPONDENT_H

#include "lib/rules/directory.h"
#include "lib/text/matcher.h"

/* All names of the directory's units as one matcher; built once, const afterwards. */
struct unit_names {
    struct matcher *matcher;
    struct span *names; /* as the directory has them, by the matcher's pattern number */
    size_t count, capacity;
};

void unit_names_build(struct unit_names *names, const struct directory *directory);
void unit_names_release(struct unit_names *names);

/* The units that the text names on that day, each once; what does not fit is left out. */
void respondents_find(const struct unit_names *names, const struct directory *directory,
                      struct span text, day_number day, struct respondents *found);

#endif
