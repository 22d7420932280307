/* Numbers that are nobody's and that a complaint is about: amounts, quantities, years, rooms and
 * houses, bus lines, enumerations, postcodes, public services. */
#ifndef H12_TEXT_PLAIN_NUMBER_H
#define H12_TEXT_PLAIN_NUMBER_H

#include "lib/text/number_run.h"

/* Money, one amount or from one to another, before its unit or behind ¥. */
bool is_amount(const struct digit_run *run, const struct signs *signs);
/* Any of those kinds, by the number itself and the signs beside it. */
bool is_plain_number(const struct digit_run *run, const struct signs *signs);
/* Whether a word for a telephone's number stands before `start`: 电话：, 号码是. */
bool is_announced_number(const struct signs *signs, size_t start);

#endif
