/* A span is a run of bytes that somebody else keeps: never owned, not terminated. */
#ifndef H12_BASE_SPAN_H
#define H12_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
    const char *at;
    size_t length;
};

/* A string literal as a span; `sizeof` keeps it a constant. */
#define SPAN(literal) ((struct span){(literal), sizeof(literal) - 1})
#define SPAN_NONE     ((struct span){NULL, 0})

static inline struct span span_of(const char *text)
{
    return (struct span){text, text == NULL ? 0 : strlen(text)};
}

/* Names and codes are short: two words that overlap compare up to sixteen bytes without a call. */
static inline bool span_equal(struct span a, struct span b)
{
    if (a.length != b.length)
        return false;
    if (a.length < 8 || a.length > 16)
        return a.length == 0 || (*a.at == *b.at && memcmp(a.at, b.at, a.length) == 0);
    uint64_t words[4];
    memcpy(&words[0], a.at, 8);
    memcpy(&words[1], b.at, 8);
    memcpy(&words[2], a.at + a.length - 8, 8);
    memcpy(&words[3], b.at + b.length - 8, 8);
    return words[0] == words[1] && words[2] == words[3];
}

static inline bool span_is(struct span a, const char *text)
{
    return span_equal(a, span_of(text));
}

static inline bool span_empty(struct span a)
{
    return a.length == 0;
}

/* Byte order, the shorter first where one begins the other: for sorting that is the same
 * everywhere, whatever the locale. Less than, equal to or greater than zero. */
static inline int span_compare(struct span a, struct span b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

/* Without the ASCII blanks (space, tab, CR, LF) and ideographic spaces at both ends. */
struct span span_trim(struct span a);

/* Steps through the parts of a text that '|' separates, trimmed, empty ones passed over. `*rest` is
 * the whole text at the start. */
bool span_next_part(struct span *rest, struct span *part);

#endif
