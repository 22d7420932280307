/* The many-pattern matcher: Aho-Corasick over characters. Thousands of patterns, one pass over a
 * text whatever their number. Patterns and texts are UTF-8; a byte that belongs to no character is
 * one by itself, so that a match never begins inside one. It knows nothing of what a pattern means.
 * Built once, then const: several threads may search at once. */
#ifndef H12_TEXT_MATCHER_H
#define H12_TEXT_MATCHER_H

#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct matcher;

struct match {
    uint32_t pattern; /* the number that matcher_add() was given */
    size_t start;     /* in bytes, of the text */
    size_t end;
};

struct matcher *matcher_new(void);
/* Adds a pattern (not empty, copied). Several patterns may have the same bytes: each is reported.
 * Not after matcher_build(). */
void matcher_add(struct matcher *matcher, struct span pattern, uint32_t number);
void matcher_build(struct matcher *matcher);
/* Calls `found` for each occurrence of each pattern, overlapping ones too, in the order of their
 * ends, at one end the longest first; stops early where it returns false. */
void matcher_search(const struct matcher *matcher, struct span text,
                    bool (*found)(void *context, const struct match *match), void *context);
void matcher_free(struct matcher *matcher);

#endif
