#include "lib/reference/problems.h"

#include "lib/base/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void problem_add(struct problems *problems, const char *file, uint64_t line, const char *format,
                 ...)
{
    char what[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    problems->count++;
    if (line > 0)
        warn("%s:%llu: %s", file, (unsigned long long)line, what);
    else
        warn("%s: %s", file, what);
}

void problems_end(const struct problems *problems)
{
    if (problems->count > 0)
        exit(STATUS_USAGE);
}
