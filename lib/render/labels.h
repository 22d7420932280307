/* The words that reports show, in two languages, all in one place. */
#ifndef H12_RENDER_LABELS_H
#define H12_RENDER_LABELS_H

#include "lib/base/span.h"
#include "lib/reference/policy.h"

/* The label of an identifier; the identifier itself where there is none. */
struct span label_of(struct span id, enum language language);

/* `zh` or `en`; false where the word is neither. */
bool language_read(const char *word, enum language *language);

#endif
