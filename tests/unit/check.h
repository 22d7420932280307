/* Checks for the unit tests: each prints an `ok` or `not ok` line, and check_end() gives the exit
 * status. Included once, by a file with a main. */
#ifndef H12_TESTS_UNIT_CHECK_H
#define H12_TESTS_UNIT_CHECK_H

#include "lib/base/span.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

static int check_count;
static int check_failures;

__attribute__((format(printf, 2, 3), unused)) static bool check(bool good, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("%s %d - ", good ? "ok" : "not ok", ++check_count);
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
    check_failures += !good;
    return good;
}

/* Bytes for a `#` line: what is not printable ASCII as \xNN. */
__attribute__((unused)) static void check_show(const char *label, struct span text)
{
    printf("#   %s: \"", label);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte >= 0x20 && byte < 0x7f && byte != '\\')
            putchar(byte);
        else
            printf("\\x%02x", byte);
    }
    puts("\"");
}

__attribute__((unused)) static bool check_text(struct span got, struct span want, const char *name)
{
    bool good = check(span_equal(got, want), "%s", name);
    if (!good) {
        check_show("want", want);
        check_show("got ", got);
        printf("#   want: %.*s\n#   got : %.*s\n", (int)want.length, want.at, (int)got.length,
               got.at);
    }
    return good;
}

/* xorshift64*: the same numbers on every machine. */
__attribute__((unused)) static uint64_t check_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(0x2545f4914f6cdd1d);
}

__attribute__((unused)) static size_t check_below(uint64_t *state, size_t limit)
{
    return (size_t)(check_random(state) >> 33) % limit;
}

__attribute__((unused)) static int check_end(void)
{
    printf("1..%d\n", check_count);
    return check_failures > 0 ? 1 : 0;
}

#endif
