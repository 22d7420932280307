/* The words of the tables as one matcher: keywords and exclusions of matters, names of units, of
 * districts and of places. One pass over a text finds them all. Built once, const afterwards. */
#ifndef H12_RULES_LEXICON_H
#define H12_RULES_LEXICON_H

#include "lib/rules/directory.h"
#include "lib/rules/respondent.h"
#include "lib/text/matcher.h"

struct lexicon_word {
    enum { WORD_KEYWORD, WORD_EXCLUSION, WORD_DISTRICT, WORD_PLACE, WORD_NAME } role;
    const struct matter *matter; /* of a keyword or exclusion */
    const struct unit *unit;     /* of a name */
    const struct unit *district; /* of a district, a place, or the name of a unit in one */
    const struct unit *office;   /* of a subdistrict or town */
    enum route_table table;
    uint32_t row;
    double weight;
};

struct lexicon {
    struct matcher *matcher;
    struct lexicon_word *words; /* by the matcher's pattern number */
    size_t count;
    struct unit_names names; /* of the units alone, for who is complained of */
};

/* A place's name that stands in several districts weighs for each of them its part only. */
void lexicon_build(struct lexicon *lexicon, const struct catalogue *catalogue,
                   const struct directory *directory, const struct gazetteer *gazetteer,
                   const struct route_rules *rules);
void lexicon_release(struct lexicon *lexicon);

/* One text's evidence. `member` names it in the record. */
struct lexicon_text {
    const char *member;
    struct span text;
    double emphasis; /* a factor on the weights: a title says more in fewer words */
};

/* Finds what the texts say for matters, units and districts as of a day, at most `most` pieces. Of
 * words that lie within one another the longest counts; a word that stands several times counts
 * once; a matter with one of its exclusions in the texts is out. Returns how many were found. */
size_t lexicon_evidence(const struct lexicon *lexicon, const struct lexicon_text texts[],
                        size_t text_count, day_number day, struct route_evidence evidence[],
                        size_t most);

#endif
