/* Where names that the caller knows stand in a text, in one walk: each is sought on from where it
 * was found last, by Knuth, Morris and Pratt's way, so that a long text of half a name costs no
 * more than any other. */
#ifndef H12_TEXT_KNOWN_NAMES_H
#define H12_TEXT_KNOWN_NAMES_H

#include "lib/text/signs.h"

struct known_name {
    struct signs signs; /* without blanks at its ends */
    size_t *borders;    /* of each beginning: the longest beginning that ends it as well */
    size_t matched;     /* of the name, up to `sought` */
    size_t sought;
    size_t found; /* where it comes next; SIZE_MAX: nowhere */
};

struct known_names {
    struct known_name *names;
    size_t count;
};

void known_names_start(struct known_names *known, const struct signs *text,
                       const struct span *names, size_t count);
/* How many signs the longest name takes that begins there; 0: none. The places that are asked for
 * only go up. */
size_t known_name_at(struct known_names *known, const struct signs *text, size_t at);
void known_names_release(struct known_names *known);

#endif
