/* The number of an order, which is nobody's: the day it was taken on, a hyphen, a short running
 * number, 20260921-0001, with or without letters before. */
#ifndef H12_TEXT_ORDER_NUMBER_H
#define H12_TEXT_ORDER_NUMBER_H

#include "lib/text/signs.h"

enum { DAY_DIGITS = 8 };

/* Whether eight figures there are a day of this century: no mobile telephone, identity card or bank
 * card begins like that. False where it is the birthday of an identity card whose region stands
 * before: 330106 20000101 1234. */
bool is_day_at(const struct signs *signs, size_t at);

/* Past the number of an order, else 0; 0 as well where the text says that it is a telephone's, or
 * where a telephone may go on in what stands behind: 20260921-8888-1234. */
size_t order_end(const struct signs *signs, size_t at);

#endif
