#include "lib/report/shares.h"

#include "lib/base/memory.h"
#include "lib/report/counts.h"
#include "lib/report/shown.h"

#include <stdlib.h>

struct share *shares_of(struct shares *shares, struct span holder)
{
    for (size_t i = 0; i < shares->count; i++)
        if (span_equal(shares->shares[i].holder, holder))
            return &shares->shares[i];
    shares->shares =
        memory_grow(shares->shares, shares->count, &shares->capacity, sizeof *shares->shares);
    shares->shares[shares->count] = (struct share){.holder = holder};
    return &shares->shares[shares->count++];
}

static int compare(const void *a, const void *b)
{
    const struct share *left = a, *right = b;
    if (left->late_workdays != right->late_workdays)
        return left->late_workdays > right->late_workdays ? -1 : 1;
    return span_compare(left->holder, right->holder);
}

/* In the text each share is the days, a blank, the holder, and a NUL, which no holder has. */
static void write_share(struct buffer *out, uint64_t workdays, struct span holder)
{
    buffer_add_integer(out, (int64_t)workdays);
    buffer_add_byte(out, ' ');
    buffer_add_span(out, holder);
    buffer_add_byte(out, '\0');
}

void shares_write(struct shares *shares, struct buffer *out)
{
    buffer_reset(out);
    if (shares->count > 1)
        qsort(shares->shares, shares->count, sizeof *shares->shares, compare);
    for (size_t i = 0; i < shares->count; i++)
        if (shares->shares[i].late_workdays > 0)
            write_share(out, shares->shares[i].late_workdays, shares->shares[i].holder);
}

/* The next share of a text that shares_write() made; `*at` goes on behind it. */
static bool next_share(struct span text, size_t *at, int64_t *workdays, struct span *holder)
{
    if (*at >= text.length)
        return false;
    *workdays = 0;
    while (text.at[*at] != ' ')
        *workdays = *workdays * 10 + (text.at[(*at)++] - '0');
    holder->at = text.at + ++*at;
    holder->length = strlen(holder->at);
    *at += holder->length + 1;
    return true;
}

void shares_row(struct json *json, const char *name, struct span text)
{
    size_t at = 0;
    int64_t workdays;
    struct span holder;
    json_member_open(json, name, '[');
    while (next_share(text, &at, &workdays, &holder)) {
        json_open(json, '{');
        if (!span_empty(holder))
            json_member_printable(json, "by", holder);
        json_member_integer(json, "workdays", workdays);
        json_close(json, '}');
    }
    json_close(json, ']');
}

bool shares_read_row(const struct reader *row, const char *name, struct buffer *out)
{
    struct span array = read_array(row, name);
    const char *cursor = NULL;
    size_t index = 0;
    struct reader share;
    buffer_reset(out);
    if (array.at == NULL)
        return false;
    while (read_next_object(row, name, array, &cursor, &index, &share)) {
        int64_t workdays = read_integer(&share, "workdays", 0);
        struct span holder = read_string(&share, "by");
        if (workdays <= 0)
            return false;
        write_share(out, (uint64_t)workdays, holder);
    }
    return fault_none(&row->record->fault);
}

static void write_unit(struct buffer *out, const struct directory *directory, struct span code,
                       int64_t workdays)
{
    if (out->length > 0)
        buffer_add_string(out, ", ");
    if (span_empty(shown_unit(directory, code))) {
        buffer_add_byte(out, '?');
    } else {
        buffer_add_span(out, code);
        buffer_add_byte(out, ' ');
        buffer_add_span(out, counts_unit_name(directory, code, 0));
    }
    buffer_printf(out, ": %lld", (long long)workdays);
}

void shares_cells(struct document *document, struct table *table, struct span text,
                  const struct directory *directory)
{
    size_t at = 0;
    int64_t workdays, hotline = 0, units = 0;
    struct span holder;
    struct buffer words = {0};
    while (next_share(text, &at, &workdays, &holder)) {
        if (span_is(holder, SHARE_HOTLINE)) {
            hotline = workdays;
            continue;
        }
        units += workdays;
        write_unit(&words, directory, holder, workdays);
    }
    table_number(table, hotline);
    table_number(table, units);
    if (words.length > 0)
        table_text(document, table, buffer_span(&words));
    else
        table_none(table);
    buffer_release(&words);
}
