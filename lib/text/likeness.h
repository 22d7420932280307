/* How like two texts are: the share of the shorter one's character bigrams that the longer one has,
 * after digits, blanks and punctuation are levelled. Also whether two addresses are one place.
 * Knows nothing of cases; what counts as alike is the caller's to say. */
#ifndef H12_TEXT_LIKENESS_H
#define H12_TEXT_LIKENESS_H

#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts of fewer bigrams than this are held against the whole of the other one: a word or two stand
 * in many a long text. */
enum { LIKENESS_SHORT = 10 };

/* One text, to be held against others. Its memory is reused; zero it first. */
struct likeness {
    uint64_t *slots; /* a bigram, 0: empty */
    uint32_t *counts;
    uint32_t *left; /* of the counts, while another text is held against it */
    size_t slot_count;
    size_t bigrams;
    struct span text; /* of what has no bigrams: normalised; in `single` */
    char single[8];
};

/* Takes a text in; cost and memory are in proportion to its length. */
void likeness_take(struct likeness *likeness, struct span text);
/* Holds another one against it: 0 to 1; cost in proportion to that one's length and the first
 * one's. */
double likeness_compare(const struct likeness *likeness, struct span other);
/* The longest stretch of the first text, which is given again, that stands in no bigram of the one
 * that was held against it last, in characters: what it says besides. A run of digits is one
 * character. */
size_t likeness_longest_new(const struct likeness *likeness, struct span text);
void likeness_release(struct likeness *likeness);

/* Whether two addresses are the same place: one is the other, or a part of it, their numbers being
 * the same. */
bool address_is_alike(struct span a, struct span b);
/* Whether two texts name numbered places of one sort (3幢, 12号, 2单元) and none of that sort in
 * common. */
bool numbered_places_differ(struct span a, struct span b);
/* Whether the first names a numbered place of a sort of which the second names none. */
bool numbered_place_is_added(struct span a, struct span b);

#endif
