#include "lib/report/rows.h"

#include "lib/report/shown.h"

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

struct span row_unit(const struct report_terms *terms, struct span code)
{
    return terms->reveal ? code : shown_unit(terms->directory, code);
}

void row_begin_case(struct json *json, const struct listed_case *listed, const char *at_name,
                    int offset)
{
    row_begin(json, "case");
    json_member_printable(json, "id", listed->id);
    json_member_instant(json, at_name, listed->at, offset);
    json_member_string(json, "state", span_of(state_words[listed->state]));
}

void row_end_case(struct json *json, const struct listed_case *listed)
{
    if (!span_empty(listed->unit))
        json_member_printable(json, "unit", listed->unit);
    if (!span_empty(listed->title))
        json_member_printable(json, "title", listed->title);
    row_end(json);
}

bool row_read_case(const struct reader *row, const struct report_terms *terms, const char *at_name,
                   struct listed_case *listed)
{
    int state = read_word(row, "state", state_words, STATES, -1);
    *listed = (struct listed_case){
        .id = read_required_string(row, "id"),
        .at = read_required_instant(row, at_name),
        .state = (enum state)state,
        .unit = row_unit(terms, read_string(row, "unit")),
        .title = read_string(row, "title"),
    };
    return state >= 0 && fault_none(&row->record->fault);
}
