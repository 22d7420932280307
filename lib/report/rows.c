#include "lib/report/rows.h"

void row_begin(struct json *json, const char *row)
{
    json_open(json, '{');
    json_member_string(json, "row", span_of(row));
}

void row_end(struct json *json)
{
    json_close(json, '}');
    buffer_add_byte(json->out, '\n');
    json->comma = false;
}

void row_write_counts(struct json *json, const char *row, struct span key, const uint64_t counts[],
                      int count)
{
    row_begin(json, row);
    if (!span_empty(key))
        json_member_printable(json, "key", key);
    json_member_open(json, "counts", '[');
    for (int i = 0; i < count; i++)
        json_integer(json, (int64_t)counts[i]);
    json_close(json, ']');
    row_end(json);
}

/* One whole number of the array, none of them negative. */
static bool read_count(struct span text, uint64_t *count)
{
    enum { DIGITS = 15 };
    *count = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *count = *count * 10 + (uint64_t)(text.at[i] - '0');
    }
    return text.length <= DIGITS;
}

bool row_add_counts(const struct reader *row, uint64_t counts[], int count)
{
    struct span array = read_array(row, "counts");
    struct span element;
    const char *cursor = NULL;
    int read = 0;
    while (array.at != NULL && lex_next_element(array, &cursor, &element)) {
        uint64_t number;
        if (read == count || !read_count(element, &number))
            return false;
        counts[read++] += number;
    }
    return read == count;
}
