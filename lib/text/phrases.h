/* A book of phrases, and which of them a text says: likeness by character pairs, the rare ones
 * counting for more. Punctuation, blanks and courtesies do not count; letters are alike in both
 * cases and widths. Knows nothing of what a phrase means. Built once, then const: several threads
 * may search at once, each with its own scratch. */
#ifndef H12_TEXT_PHRASES_H
#define H12_TEXT_PHRASES_H

#include "lib/base/buffer.h"
#include "lib/base/span.h"

#include <stddef.h>
#include <stdint.h>

struct phrases;

struct phrase_hit {
    uint32_t number; /* that phrases_add() was given */
    double likeness; /* 0 to 1: the text is the phrase, in whatever order */
    size_t clause;   /* where it is likest: 1 for the first clause; 0: the text as a whole */
};

/* Buffers of a search, reused; zero it once. */
struct phrase_scratch {
    double *shared; /* by phrase: the weight of the pairs that the clause has, too */
    uint32_t *touched;
    size_t capacity;
};

struct phrases *phrases_new(void);
/* Adds a phrase (copied). Several may have the same number: the likest counts. Not after
 * phrases_build(). */
void phrases_add(struct phrases *phrases, struct span phrase, uint32_t number);
void phrases_build(struct phrases *phrases);

/* The numbers that the text is likest, at most `most`, the likest first (ties by number). The text
 * is held against each phrase as a whole and clause by clause, where a clause has to be at least
 * `least_share` of the text's characters: who tells a long story asks more than one thing. */
size_t phrases_search(const struct phrases *phrases, struct phrase_scratch *scratch,
                      struct span text, double least_share, struct phrase_hit hits[], size_t most);

/* What the text says beside the phrases of a number: the characters that stand in no pair of
 * theirs, added to `rest`, with a line feed where something was left out or a clause ended. Returns
 * how many they are; a run of letters or digits (a name, a telephone) is one. */
size_t phrases_rest(const struct phrases *phrases, uint32_t number, struct span text,
                    struct buffer *rest);

void phrases_free(struct phrases *phrases);
void phrase_scratch_release(struct phrase_scratch *scratch);

#endif
