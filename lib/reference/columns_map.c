#include "lib/record/tree.h"
#include "lib/reference/columns_format.h"
#include "lib/reference/columns_table.h"
#include "lib/reference/files.h"
#include "lib/rules/terms.h"

#include <stdio.h>
#include <string.h>

enum { PREFIX_MOST = 1000 };

struct map_reader {
    struct columns *columns;
    const char *path;
    struct tree tree;
    struct problems *problems;
};

/* `where` is the place as tree_line() finds it; the message names it. */
static void complain(const struct map_reader *reader, const char *where, const char *what)
{
    problem_add(reader->problems, reader->path, tree_line(&reader->tree, where), "%s: %s", where,
                what);
}

static const char *text_of(const struct map_reader *reader, const tree_node *node,
                           const char *where)
{
    if (tree_kind_of(node) == TREE_STRING && !span_empty(span_trim(span_of(tree_text(node)))))
        return tree_text(node);
    complain(reader, where, "is not a text");
    return NULL;
}

static void read_rule_member(const struct map_reader *reader, const tree_node *node,
                             const char *where, enum field field)
{
    struct map_rule *rule = &reader->columns->rules[field];
    const char *name = tree_name(node);
    if (strcmp(name, "column") == 0) {
        const char *text = text_of(reader, node, where);
        if (text != NULL)
            rule->header = arena_span(&reader->columns->arena, span_trim(span_of(text)));
    } else if (strcmp(name, "prefix") == 0) {
        if (!tree_integer(node, &rule->prefix) || rule->prefix < 1 || rule->prefix > PREFIX_MOST)
            complain(reader, where, "is not a whole number from 1 to 1000");
    } else if (strcmp(name, "format") == 0) {
        const char *text = text_of(reader, node, where);
        if (!field_is_time(field))
            complain(reader, where, "is for received_at, assigned_at and explained_at only");
        else if (text != NULL && !columns_format_is_whole(text))
            complain(reader, where, "is no format of strptime with a year, a month and a day");
        else if (text != NULL)
            rule->format = arena_copy(&reader->columns->arena, span_of(text));
    } else {
        complain(reader, where, "is not one of column, prefix, format");
    }
}

static void read_rule(const struct map_reader *reader, const tree_node *node, const char *where,
                      enum field field)
{
    struct map_rule *rule = &reader->columns->rules[field];
    char inner[300];
    if (tree_kind_of(node) == TREE_STRING) {
        const char *text = text_of(reader, node, where);
        if (text != NULL)
            rule->header = arena_span(&reader->columns->arena, span_trim(span_of(text)));
        return;
    }
    if (tree_kind_of(node) != TREE_OBJECT) {
        complain(reader, where, "is neither a header nor an object");
        return;
    }
    for (const tree_node *child = tree_child(node); child != NULL; child = tree_next(child)) {
        snprintf(inner, sizeof inner, "%s.%s", where, tree_name(child));
        read_rule_member(reader, child, inner, field);
    }
    if (tree_member(node, "column") == NULL)
        complain(reader, where, "has no column");
}

/* Calls `read` for each member of `columns` or `values`, whose names are fields. */
static void read_by_field(const struct map_reader *reader, const tree_node *node,
                          void (*read)(const struct map_reader *, const tree_node *,
                                       const char *where, enum field))
{
    char where[200];
    if (tree_kind_of(node) != TREE_OBJECT) {
        complain(reader, tree_name(node), "is not an object");
        return;
    }
    for (const tree_node *child = tree_child(node); child != NULL; child = tree_next(child)) {
        snprintf(where, sizeof where, "%s.%s", tree_name(node), tree_name(child));
        int field = word_find(field_names, FIELDS, span_of(tree_name(child)));
        if (field < 0)
            complain(reader, where, "is not a field");
        else
            read(reader, child, where, (enum field)field);
    }
}

static void read_map_values(const struct map_reader *reader, const tree_node *node,
                            const char *where, enum field field)
{
    struct columns *columns = reader->columns;
    char inner[300];
    if (tree_kind_of(node) != TREE_OBJECT || field_is_time(field)) {
        complain(reader, where, field_is_time(field) ? "a time has no words" : "is not an object");
        return;
    }
    columns->map_has_values[field] = true;
    for (const tree_node *child = tree_child(node); child != NULL; child = tree_next(child)) {
        snprintf(inner, sizeof inner, "%s.%s", where, tree_name(child));
        struct span from = span_trim(span_of(tree_name(child)));
        const char *to = text_of(reader, child, inner);
        if (to == NULL)
            continue;
        if (!field_code_is_known(field, span_of(to)))
            complain(reader, inner, "is not a code of the field");
        else if (span_empty(from))
            complain(reader, inner, "stands for nothing");
        else if (words_find(&columns->words, FIELDS_OF_MAP + (int)field, from) != NULL)
            complain(reader, inner, "stands there twice, but for the case of letters");
        else
            columns_add_value(columns, FIELDS_OF_MAP + (int)field, field, from, span_of(to));
    }
}

static void read_map_member(const struct map_reader *reader, const tree_node *node)
{
    struct columns *columns = reader->columns;
    struct form_wish *wish = &columns->wish;
    const char *name = tree_name(node);
    if (strcmp(name, "name") == 0) {
        text_of(reader, node, name);
    } else if (strcmp(name, "encoding") == 0) {
        const char *text = text_of(reader, node, name);
        wish->has_encoding = text != NULL && encoding_from_name(text, &wish->encoding);
        if (text != NULL && !wish->has_encoding)
            complain(reader, name, "is not utf-8 or gb18030");
    } else if (strcmp(name, "delimiter") == 0) {
        if (tree_kind_of(node) != TREE_STRING ||
            !form_delimiter_from_name(tree_text(node), &wish->delimiter))
            complain(reader, name, "is not comma, tab, semicolon or bar");
    } else if (strcmp(name, "columns") == 0) {
        read_by_field(reader, node, read_rule);
    } else if (strcmp(name, "values") == 0) {
        read_by_field(reader, node, read_map_values);
    } else if (strcmp(name, "only") == 0) {
        columns->only = tree_kind_of(node) == TREE_BOOLEAN && tree_boolean(node);
        if (tree_kind_of(node) != TREE_BOOLEAN)
            complain(reader, name, "is not true or false");
    } else {
        complain(reader, name, "is not a member of a map");
    }
}

void columns_read_map(struct columns *columns, const char *path, struct problems *problems)
{
    struct map_reader reader = {.columns = columns, .path = path, .problems = problems};
    struct buffer text = {0};
    struct fault fault = {0};
    file_read(path, &text);
    if (!tree_parse(buffer_span(&text), &reader.tree, &fault)) {
        problem_add(problems, path, 0, "%s", fault.reason);
        buffer_release(&text);
        return;
    }
    for (const tree_node *node = tree_child(reader.tree.root); node != NULL; node = tree_next(node))
        read_map_member(&reader, node);
    if (columns->only && columns->rules[FIELD_RECEIVED_AT].header.at == NULL)
        complain(&reader, "columns", "has no received_at, and nothing else is mapped");
    if (columns->only && columns->rules[FIELD_TEXT].header.at == NULL)
        complain(&reader, "columns", "has no text, and nothing else is mapped");
    tree_release(&reader.tree);
    buffer_release(&text);
}
