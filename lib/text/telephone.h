/* Telephone numbers as people write them down, in the one form that they are kept in: 13812345678,
 * 0571-88001234, 0571-88001234-8001. Whether a number can be right at all is identity.h's to say.
 */
#ifndef H12_TEXT_TELEPHONE_H
#define H12_TEXT_TELEPHONE_H

#include "lib/base/span.h"

/* Writes the number without the signs that part its digits, the country's code, and brackets; the
 * area code and the extension (转, 分机, #) keep a hyphen. What is hidden or no telephone number
 * comes out as identity_normalise() writes it. `out` has room for three times the text and
 * TELEPHONE_ADDS; returns the text itself where there is nothing to change. */
enum { TELEPHONE_ADDS = 4 };
struct span telephone_normalise(struct span text, char *out);

#endif
