#include "lib/text/known_names.h"

#include "lib/base/memory.h"

#include <stdlib.h>

/* How much of the name has been matched after one more sign. */
static size_t match_more(const struct known_name *name, size_t matched, char32_t sign)
{
    if (matched == name->signs.count)
        matched = name->borders[matched - 1];
    while (matched > 0 && name->signs.codes[matched] != sign)
        matched = name->borders[matched - 1];
    return matched + (name->signs.codes[matched] == sign);
}

/* Goes on from where the search has stopped, to a place not before `from`. */
static void find_next(struct known_name *name, const struct signs *text, size_t from)
{
    size_t length = name->signs.count;
    name->found = SIZE_MAX;
    while (length > 0 && name->sought < text->count) {
        name->matched = match_more(name, name->matched, text->codes[name->sought++]);
        if (name->matched == length && name->sought - length >= from) {
            name->found = name->sought - length;
            return;
        }
    }
}

/* Whether the name is so short that masking would leave all of it: to take it would only hide from
 * the other rules what begins there. */
static bool stays_whole(const struct signs *name)
{
    bool digits = false;
    size_t count = 0;
    for (size_t i = 0; i < name->count; i++) {
        digits |= sign_is_digit(name->codes[i]);
        count += !sign_is_separator(name->codes[i]);
    }
    return digits ? count <= 2 : count <= 1;
}

static void start_name(struct known_name *name, struct span text)
{
    signs_read(&name->signs, text.length > 0 ? span_trim(text) : SPAN_NONE);
    if (stays_whole(&name->signs))
        name->signs.count = 0;
    name->borders = memory_get((name->signs.count + 1) * sizeof *name->borders);
    name->borders[0] = 0;
    for (size_t i = 1; i < name->signs.count; i++)
        name->borders[i] = match_more(name, name->borders[i - 1], name->signs.codes[i]);
}

void known_names_start(struct known_names *known, const struct signs *text,
                       const struct span *names, size_t count)
{
    known->names = memory_get_zeroed(count + 1, sizeof *known->names);
    known->count = 0;
    for (size_t i = 0; i < count; i++) {
        struct known_name *name = &known->names[known->count++];
        start_name(name, names[i]);
        find_next(name, text, 0);
    }
}

size_t known_name_at(struct known_names *known, const struct signs *text, size_t at)
{
    size_t longest = 0;
    for (size_t i = 0; i < known->count; i++) {
        struct known_name *name = &known->names[i];
        if (name->found < at)
            find_next(name, text, at);
        if (name->found == at && name->signs.count > longest)
            longest = name->signs.count;
    }
    return longest;
}

void known_names_release(struct known_names *known)
{
    for (size_t i = 0; i < known->count; i++) {
        signs_release(&known->names[i].signs);
        free(known->names[i].borders);
    }
    free(known->names);
    *known = (struct known_names){0};
}
