/* The strict lexer: RFC 8259 and nothing else, one pass, no tree. It checks a text and notes where
 * the members of its outermost object stand. What it refuses: invalid UTF-8, raw control
 * characters, bad escapes, lone surrogates, U+0000, bad numbers, duplicate names (compared
 * decoded), nesting over LEX_DEPTH, more than LEX_MEMBERS members, trailing text. */
#ifndef H12_RECORD_LEX_H
#define H12_RECORD_LEX_H

#include "lib/base/arena.h"
#include "lib/base/span.h"
#include "lib/record/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LEX_DEPTH = 64,
    LEX_MEMBERS = 4096,
    LEX_PADDING = 32, /* readable bytes that must follow a text; the first is a NUL */
};

/* One `"name": value` of an object, as it stands in the text. */
struct member {
    struct span name;  /* decoded; in the text where it has no escape, else in the arena */
    struct span value; /* raw, without blanks around it */
    const char *start; /* the opening quote of the name */
};

struct object {
    struct member *members;
    size_t count;
    size_t capacity;
    const char *close; /* the closing brace */
    /* Where there are few members: the first member of each slot that a name may fall into. */
    bool has_slots;
    uint64_t slots_taken; /* a bit each */
    uint8_t slots[64];
    struct arena *arena; /* where the members are kept; NULL: on the heap, by object_release() */
};

/* Checks one text that has to be an object and indexes its members. The text must be followed by
 * LEX_PADDING readable bytes of which the first is NUL; it is not changed. `object` is reused from
 * call to call (zero it first). On failure the fault has the code `bad_json`, `bad_utf8`,
 * `duplicate_key`, `too_deep`, `too_many_members` or `not_an_object` and the byte offset. */
bool lex_object(const char *text, size_t length, struct object *object, struct arena *arena,
                struct fault *fault);

/* Indexes the members of a nested object out of a text that lex_object() has passed. Only
 * duplicate names can fail, and too many members; `path` names the object in the fault. */
bool lex_nested_object(struct span value, const char *path, struct object *object,
                       struct arena *arena, struct fault *fault);

/* Where the next element of a checked array begins, behind the end of the one before (NULL: the
 * first one); NULL if there is none. */
const char *lex_next_start(struct span array, const char *cursor);
/* Steps through the elements of an array out of a checked text. `*cursor` starts NULL; returns
 * false after the last. */
bool lex_next_element(struct span array, const char **cursor, struct span *element);

/* The decoded text of a string value out of a checked text: a span of the value itself where
 * nothing is escaped, else a copy in the arena. */
struct span lex_string_text(struct span value, struct arena *arena);

/* A number below 64 that tells most names of an object apart. */
static inline unsigned name_slot(struct span name)
{
    unsigned char first = name.length > 0 ? (unsigned char)name.at[0] : 0;
    unsigned char last = name.length > 0 ? (unsigned char)name.at[name.length - 1] : 0;
    return ((unsigned)name.length * 7u + first * 5u + last * 11u) & 63;
}

/* The member of that decoded name, or NULL. Inline: the slot of a literal is known when this is
 * compiled, and most members that are asked for are not there. */
static inline const struct member *object_find(const struct object *object, struct span name)
{
    size_t i = 0;
    if (object->has_slots) {
        unsigned slot = name_slot(name);
        if ((object->slots_taken >> slot & 1) == 0)
            return NULL;
        i = object->slots[slot]; /* the first that has this slot */
    }
    for (; i < object->count; i++)
        if (span_equal(object->members[i].name, name))
            return &object->members[i];
    return NULL;
}

void object_release(struct object *object);

#endif
