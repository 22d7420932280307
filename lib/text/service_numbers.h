/* The numbers of public services: anybody's, so they identify nobody, and a complaint is often
 * about just that number. */
#ifndef H12_TEXT_SERVICE_NUMBERS_H
#define H12_TEXT_SERVICE_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the number of so many digits is one of them. */
bool is_service_number(unsigned number, size_t digits);

#endif
