#include "lib/reference/columns.h"

#include "lib/base/memory.h"
#include "lib/reference/columns_table.h"
#include "lib/reference/share.h"
#include "lib/reference/table.h"

#include <stdlib.h>

static void read_headers(struct columns *columns, const char *share, struct problems *problems)
{
    static const char *const names[] = {"field", "header"};
    struct span cells[2];
    char *path = share_path(share, "columns.csv");
    struct table *table = table_open(path, names, 2, problems);
    while (table_next(table, cells)) {
        int field = table_word(table, "field", cells[0], field_names, FIELDS);
        if (span_empty(cells[1]))
            table_problem(table, "header: is empty");
        else if (words_find(&columns->words, GROUP_HEADERS, cells[1]) != NULL)
            table_problem(table, "header: stands in another row already");
        else if (field >= 0)
            words_add(&columns->words, &(struct word){.text = arena_span(&columns->arena, cells[1]),
                                                      .group = GROUP_HEADERS,
                                                      .field = (enum field)field,
                                                      .rank = columns->words.count});
    }
    table_close(table);
    free(path);
}

void columns_add_value(struct columns *columns, int group, enum field field, struct span from,
                       struct span to)
{
    words_add(&columns->words, &(struct word){.text = arena_span(&columns->arena, from),
                                              .group = group,
                                              .field = field,
                                              .to = arena_span(&columns->arena, to)});
    columns->has_values[field] = true;
}

static void read_values(struct columns *columns, const char *share, struct problems *problems)
{
    static const char *const names[] = {"field", "from", "to"};
    struct span cells[3];
    char *path = share_path(share, "values.csv");
    struct table *table = table_open(path, names, 3, problems);
    while (table_next(table, cells)) {
        int field = table_word(table, "field", cells[0], field_names, FIELDS);
        if (field < 0)
            continue;
        if (field_is_time((enum field)field))
            table_problem(table, "field: a time has no words");
        else if (span_empty(cells[1]))
            table_problem(table, "from: is empty");
        else if (!field_code_is_known((enum field)field, cells[2]))
            table_problem(table, "to: is not a code of %s", field_names[field]);
        else if (words_find(&columns->words, field, cells[1]) != NULL)
            table_problem(table, "from: stands in another row already");
        else
            columns_add_value(columns, field, (enum field)field, cells[1], cells[2]);
    }
    table_close(table);
    free(path);
}

struct span columns_code(const struct columns *columns, enum field field, struct span text)
{
    const struct word *word = NULL;
    if (columns->map_has_values[field])
        word = words_find(&columns->words, FIELDS_OF_MAP + (int)field, text);
    if (word == NULL && columns->has_values[field])
        word = words_find(&columns->words, (int)field, text);
    return word != NULL ? word->to : SPAN_NONE;
}

struct columns *columns_load(const char *share, const char *map, int offset,
                             struct problems *problems)
{
    struct columns *columns = memory_get_zeroed(1, sizeof *columns);
    columns->offset = offset;
    read_headers(columns, share, problems);
    read_values(columns, share, problems);
    if (map != NULL)
        columns_read_map(columns, map, problems);
    return columns;
}

void columns_free(struct columns *columns)
{
    words_release(&columns->words);
    arena_release(&columns->arena);
    free(columns);
}

void columns_wish(const struct columns *columns, struct form_wish *wish)
{
    if (!wish->has_encoding && columns->wish.has_encoding) {
        wish->has_encoding = true;
        wish->encoding = columns->wish.encoding;
    }
    if (wish->delimiter == 0)
        wish->delimiter = columns->wish.delimiter;
}
