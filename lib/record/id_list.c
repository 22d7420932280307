#include "lib/record/id_list.h"

#include "lib/base/die.h"
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

void id_list_add(struct hash_set *ids, const char *path)
{
    struct record record = {0};
    struct lines lines;
    struct line line;
    int descriptor = source_open(path);
    lines_start(&lines, descriptor, path, LINE_CAP);
    while (lines_next(&lines, &line)) {
        struct span id = id_of(&record, &line, path);
        if (!span_empty(id))
            hash_set_add(ids, hash_64(id));
    }
    lines_release(&lines);
    record_release(&record);
    if (descriptor != STDIN_FILENO)
        close(descriptor);
}

struct hash_set *id_list_load(const char *path)
{
    struct hash_set *ids = hash_set_new();
    id_list_add(ids, path);
    return ids;
}
