#include "lib/record/id_list.h"

#include "lib/base/die.h"
#include "lib/record/json.h"
#include "lib/record/lines.h"
#include "lib/record/read.h"

#include <unistd.h>

/* The id of a line: of a record, or the line itself without blanks around it. */
static struct span id_of(struct record *record, const struct line *line, const char *path)
{
    struct span text = span_trim((struct span){line->text, line->length});
    if (line->too_long)
        die(STATUS_USAGE, "'%s': line %llu is too long", path, (unsigned long long)line->number);
    if (span_empty(text) || *text.at != '{')
        return text;
    if (!record_parse(record, line->text, line->length))
        die(STATUS_USAGE, "'%s': line %llu: %s", path, (unsigned long long)line->number,
            record->fault.reason);
    struct reader top = read_top(record);
    struct span id = read_required_string(&top, "id");
    if (id.at == NULL)
        die(STATUS_USAGE, "'%s': line %llu: no id", path, (unsigned long long)line->number);
    return id;
}

/* On the first line of a file it would be dropped. */
static bool starts_with_bom(struct span id)
{
    return id.length >= 3 && memcmp(id.at, "\xef\xbb\xbf", 3) == 0;
}

void id_list_read(const char *path, id_function *take, void *context)
{
    struct record record = {0};
    struct lines lines;
    struct line line;
    int descriptor = source_open(path);
    lines_start(&lines, descriptor, path, LINE_CAP);
    while (lines_next(&lines, &line)) {
        struct span id = id_of(&record, &line, path);
        if (!span_empty(id))
            take(context, id);
    }
    lines_release(&lines);
    record_release(&record);
    if (descriptor != STDIN_FILENO)
        close(descriptor);
}

static void add(void *context, struct span id)
{
    hash_set_add(context, hash_64(id));
}

void id_list_add(struct hash_set *ids, const char *path)
{
    id_list_read(path, add, ids);
}

struct hash_set *id_list_load(const char *path)
{
    struct hash_set *ids = hash_set_new();
    id_list_add(ids, path);
    return ids;
}

void id_list_write(struct buffer *out, struct span id)
{
    struct json json = {.out = out};
    bool is_plain = *id.at != '{' && span_equal(span_trim(id), id) &&
                    memchr(id.at, '\n', id.length) == NULL && !starts_with_bom(id);
    if (is_plain) {
        buffer_add_span(out, id);
        return;
    }
    json_open(&json, '{');
    json_member_string(&json, "id", id);
    json_close(&json, '}');
}
