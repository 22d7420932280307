#include "lib/report/shown.h"

#include "lib/case/disclosure.h"
#include "lib/record/read.h"

struct span shown_unit(const struct directory *directory, struct span code)
{
    return directory_by_code(directory, code) != NULL ? code : SPAN_NONE;
}

/* On whatever day it was one. */
static bool is_district(const struct directory *directory, struct span code)
{
    for (size_t i = 0; i < directory->count; i++)
        if (span_equal(directory->units[i].district, code))
            return true;
    return false;
}

struct span shown_district(const struct directory *directory, struct span code)
{
    return is_district(directory, code) ? code : SPAN_NONE;
}

struct span shown_title(struct record *record, bool reveal, struct buffer *out)
{
    struct reader top = read_top(record);
    struct span title = read_string(&top, "title");
    if (title.at == NULL)
        return title;
    struct disclosure disclosure = disclosure_of(record, reveal);
    buffer_reset(out);
    disclosure_add(&disclosure, title, out);
    return buffer_span(out);
}
