#include "lib/base/span.h"

static const char ideographic_space[] = "\xe3\x80\x80"; /* U+3000 */

static size_t blank_at_start(struct span a)
{
    if (a.length > 0 && (*a.at == ' ' || *a.at == '\t' || *a.at == '\r' || *a.at == '\n'))
        return 1;
    if (a.length >= 3 && memcmp(a.at, ideographic_space, 3) == 0)
        return 3;
    return 0;
}

static size_t blank_at_end(struct span a)
{
    const char *end = a.at + a.length;
    if (a.length > 0 && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r' || end[-1] == '\n'))
        return 1;
    if (a.length >= 3 && memcmp(end - 3, ideographic_space, 3) == 0)
        return 3;
    return 0;
}

struct span span_trim(struct span a)
{
    size_t blank;
    if (a.at == NULL)
        return a;
    while ((blank = blank_at_start(a)) > 0) {
        a.at += blank;
        a.length -= blank;
    }
    while ((blank = blank_at_end(a)) > 0)
        a.length -= blank;
    return a;
}

bool span_next_part(struct span *rest, struct span *part)
{
    while (rest->length > 0) {
        const char *bar = memchr(rest->at, '|', rest->length);
        size_t length = bar != NULL ? (size_t)(bar - rest->at) : rest->length;
        *part = span_trim((struct span){rest->at, length});
        size_t taken = length + (bar != NULL);
        rest->at += taken;
        rest->length -= taken;
        if (!span_empty(*part))
            return true;
    }
    return false;
}
