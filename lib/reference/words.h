/* The words of a column plan by group and text: headers, and the words of one field. Letters
 * compare without case. Grows while the tables are read, const afterwards. */
#ifndef H12_REFERENCE_WORDS_H
#define H12_REFERENCE_WORDS_H

#include "lib/base/span.h"
#include "lib/rules/fields.h"

#include <stddef.h>

/* A header, or a word of one field. */
struct word {
    struct span text;
    int group; /* the field; GROUP_HEADERS; FIELDS_OF_MAP + the field */
    enum field field;
    size_t rank;    /* of a header: its place in the table */
    struct span to; /* of a value: the code */
};

enum { GROUP_HEADERS = FIELDS, FIELDS_OF_MAP = FIELDS + 1 };

/* Zero it first. */
struct words {
    struct word *list;
    size_t count;
    size_t capacity;
    size_t *slots; /* indexes into the list + 1; 0 is empty */
    size_t slot_count;
    size_t longest; /* text: a longer one need not be looked for */
};

/* NULL where there is none. */
const struct word *words_find(const struct words *words, int group, struct span text);
/* Adds a word that is not there yet; its texts stay as long as the words. */
void words_add(struct words *words, const struct word *word);
void words_release(struct words *words);

#endif
