/* Numbers that people give to say who they are: telephone numbers, identity cards (GB 11643),
 * social credit codes (GB 32100). Whether one can be right at all, by its shape, its date and its
 * check digit; whose it is, nobody asks here. */
#ifndef H12_TEXT_IDENTITY_H
#define H12_TEXT_IDENTITY_H

#include "lib/base/civil.h"
#include "lib/base/span.h"

#include <stdbool.h>

/* Writes the number with full-width letters, digits and signs as ASCII ones and without blanks;
 * `out` has room for three times the text. Returns the text itself where there is nothing to
 * change. */
struct span identity_normalise(struct span text, char *out);

enum phone {
    PHONE_WRONG,
    PHONE_MASKED,   /* some of it is hidden: neither right nor wrong */
    PHONE_MOBILE,   /* 11 digits from 13 to 19, maybe behind +86 */
    PHONE_LANDLINE, /* an area code and 7 or 8 digits, maybe an extension */
    PHONE_SERVICE,  /* 400 and 800 numbers: a firm's, nobody's own */
};
enum phone phone_tell(struct span number);

/* Whether a part of the number is hidden: `*`, or a run of x. */
bool number_is_masked(struct span number);

/* GB 11643: 18 characters with check digit, or 15 digits of the old form; the date of birth is one,
 * and not after `latest`. */
bool id_card_is_valid(struct span number, day_number latest);
/* GB 32100: 18 characters with check digit. */
bool social_credit_is_valid(struct span code);

#endif
