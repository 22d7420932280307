/* Digits as people write a number: in one piece or in groups, 0571-8888 1234, in figures or in
 * words (幺三八), or mixed. Knows nothing of what the number may be. */
#ifndef H12_TEXT_NUMBER_RUN_H
#define H12_TEXT_NUMBER_RUN_H

#include "lib/text/signs.h"

enum {
    GROUPS_SEEN = 24,     /* of one number: a bank card sign by sign, and some */
    DIGITS_SEEN = 32,     /* after so many no group is added */
    SHORTEST_GROUPED = 7, /* digits of a number in groups: 888-1234; of one in words */
    LONGEST_GROUP = 10,   /* digits; what has more stands alone */
};

struct digit_group {
    size_t start, end;
    size_t digits;
    unsigned value;     /* of the first nine digits */
    char32_t separator; /* the one sign before it; 0: none, or several */
    bool in_words;
};

struct digit_run {
    struct digit_group groups[GROUPS_SEEN];
    size_t count;
    size_t start, end;
    size_t digits;
    size_t longest; /* digits of the longest group */
};

/* Past the digits in figures from there, `most` of them at most; *value (if not NULL) is what the
 * first nine are worth. */
size_t figures_end(const struct signs *signs, size_t at, size_t most, unsigned *value);

/* Past a date: 2026-10-12, 2026/10/12, 2026.10, else 0. */
size_t date_end(const struct signs *signs, size_t at);
/* Past a time of the day: 12:30, 12:30:15, else 0. */
size_t time_end(const struct signs *signs, size_t at);

/* Whether it has a mobile telephone's digits, however they are cut: 138/123/45678. */
bool is_like_a_mobile(const struct digit_run *run, const struct signs *signs);

/* Reads the number at whose first digit it stands: as many groups as may belong together, or the
 * first one where together they are none, such as a flat, 3-2-1201, and 3.5. */
void read_digit_run(struct digit_run *run, const struct signs *signs, size_t at);

#endif
