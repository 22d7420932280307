#include "lib/reference/columns.h"

#include "lib/base/hash.h"
#include "lib/base/memory.h"
#include "lib/base/utf8.h"
#include "lib/record/json.h"
#include "lib/record/tree.h"
#include "lib/reference/files.h"
#include "lib/reference/share.h"
#include "lib/reference/table.h"
#include "lib/rules/terms.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    PREFIX_MOST = 1000,
    TIME_TEXT_MOST = 128,
    NAMES_SHOWN = 24, /* of a header, in a message */
    NAME_SHOWN_WIDTH = 40,
    LIKE_DATA_DIGITS = 5, /* a cell with so many digits, or so long, is no name of a column */
    LIKE_DATA_LENGTH = 20,
};

/* A header, or a word of one field; letters compare without case. */
struct word {
    struct span text;
    int group; /* the field; GROUP_HEADERS; FIELDS_OF_MAP + the field */
    enum field field;
    size_t rank;    /* of a header: its place in the table */
    struct span to; /* of a value: the code */
};

enum { GROUP_HEADERS = FIELDS, FIELDS_OF_MAP = FIELDS + 1 };

struct words {
    struct word *list;
    size_t count;
    size_t capacity;
    size_t *slots; /* indexes into the list + 1; 0 is empty */
    size_t slot_count;
    size_t longest; /* text: a longer one need not be looked for */
};

/* What a map says of one field. */
struct map_rule {
    struct span header; /* SPAN_NONE: nothing */
    int prefix;         /* code points; 0: the whole cell */
    const char *format; /* of strptime; NULL: any known form */
};

struct columns {
    struct words words;
    struct map_rule rules[FIELDS];
    bool has_values[FIELDS]; /* the tables or the map have words for it */
    bool map_has_values[FIELDS];
    bool only;
    struct form_wish wish;
    int offset;
    struct arena arena;
};

/* ------------------------------------------------------------------------ words */

static unsigned char fold(char byte)
{
    unsigned char b = (unsigned char)byte;
    return b >= 'A' && b <= 'Z' ? (unsigned char)(b | 0x20) : b;
}

static uint64_t hash_word(int group, struct span text)
{
    uint64_t hash = UINT64_C(14695981039346656037) + (uint64_t)group; /* FNV-1a */
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ fold(text.at[i])) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

static bool is_word(const struct word *word, int group, struct span text)
{
    return word->group == group && word->text.length == text.length &&
           strncasecmp(word->text.at, text.at, text.length) == 0;
}

static const struct word *words_find(const struct words *words, int group, struct span text)
{
    if (words->slot_count == 0 || text.length > words->longest)
        return NULL;
    size_t mask = words->slot_count - 1;
    for (size_t slot = hash_word(group, text) & mask; words->slots[slot] != 0;
         slot = (slot + 1) & mask) {
        const struct word *word = &words->list[words->slots[slot] - 1];
        if (is_word(word, group, text))
            return word;
    }
    return NULL;
}

static void words_place(struct words *words, size_t index)
{
    const struct word *word = &words->list[index];
    size_t mask = words->slot_count - 1;
    size_t slot = hash_word(word->group, word->text) & mask;
    while (words->slots[slot] != 0)
        slot = (slot + 1) & mask;
    words->slots[slot] = index + 1;
}

static void words_add(struct words *words, const struct word *word)
{
    words->list = memory_grow(words->list, words->count, &words->capacity, sizeof *words->list);
    words->list[words->count++] = *word;
    if (word->text.length > words->longest)
        words->longest = word->text.length;
    if (words->count * 2 <= words->slot_count) {
        words_place(words, words->count - 1);
        return;
    }
    free(words->slots);
    words->slot_count = words->slot_count == 0 ? 64 : 2 * words->slot_count;
    words->slots = memory_get_zeroed(words->slot_count, sizeof *words->slots);
    for (size_t i = 0; i < words->count; i++)
        words_place(words, i);
}

/* ----------------------------------------------------------------------- tables */

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

static void add_value(struct columns *columns, int group, enum field field, struct span from,
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
            add_value(columns, field, (enum field)field, cells[1], cells[2]);
    }
    table_close(table);
    free(path);
}

/* -------------------------------------------------------------------------- map */

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
            complain(reader, where, "is for received_at and assigned_at only");
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
            add_value(columns, FIELDS_OF_MAP + (int)field, field, from, span_of(to));
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

static void read_map(struct columns *columns, const char *path, struct problems *problems)
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

struct columns *columns_load(const char *share, const char *map, int offset,
                             struct problems *problems)
{
    struct columns *columns = memory_get_zeroed(1, sizeof *columns);
    columns->offset = offset;
    read_headers(columns, share, problems);
    read_values(columns, share, problems);
    if (map != NULL)
        read_map(columns, map, problems);
    return columns;
}

void columns_free(struct columns *columns)
{
    free(columns->words.list);
    free(columns->words.slots);
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

/* ------------------------------------------------------------------------- plan */

static void name_columns(struct plan *plan, const struct span *names)
{
    arena_reset(&plan->arena);
    plan->names = arena_get(&plan->arena, plan->count * sizeof *plan->names);
    plan->keys = arena_get(&plan->arena, plan->count * sizeof *plan->keys);
    plan->used = arena_get(&plan->arena, plan->count * sizeof *plan->used);
    for (size_t i = 0; i < plan->count; i++) {
        struct json json = {.out = &plan->scratch};
        struct span name = span_trim(names[i]);
        char place[40];
        if (span_empty(name)) {
            snprintf(place, sizeof place, "column %zu", i + 1);
            name = span_of(place);
        }
        name = (struct span){arena_copy(&plan->arena, name), name.length};
        buffer_reset(&plan->scratch);
        json_string(&json, name);
        buffer_add_byte(&plan->scratch, ':');
        plan->names[i] = name;
        plan->keys[i] = arena_span(&plan->arena, buffer_span(&plan->scratch));
    }
}

static bool is_header(struct span name, struct span header)
{
    return name.length == header.length && strncasecmp(name.at, header.at, name.length) == 0;
}

static void add_choice(struct plan *plan, enum field field, size_t rank, size_t column)
{
    plan->choices = memory_grow(plan->choices, plan->choice_count, &plan->choice_capacity,
                                sizeof *plan->choices);
    plan->choices[plan->choice_count++] = (struct choice){field, rank, column};
}

static int compare_choices(const void *a, const void *b)
{
    const struct choice *left = a;
    const struct choice *right = b;
    if (left->field != right->field)
        return left->field < right->field ? -1 : 1;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return (left->column > right->column) - (left->column < right->column);
}

/* A column that the map names is not taken by its header as well. */
static void choose_by_map(struct plan *plan)
{
    memset(plan->used, 0, plan->count * sizeof *plan->used);
    for (int field = 0; field < FIELDS; field++) {
        struct span header = plan->columns->rules[field].header;
        for (size_t i = 0; header.at != NULL && i < plan->count; i++)
            if (is_header(plan->names[i], header)) {
                add_choice(plan, (enum field)field, 0, i);
                plan->used[i] = true;
                break;
            }
    }
}

static void choose_by_header(struct plan *plan)
{
    const struct columns *columns = plan->columns;
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->used[i])
            continue;
        const struct word *word = words_find(&columns->words, GROUP_HEADERS, plan->names[i]);
        if (word != NULL && columns->rules[word->field].header.at == NULL)
            add_choice(plan, word->field, word->rank, i);
    }
}

void plan_make(struct plan *plan, const struct columns *columns, const struct span *names,
               size_t count)
{
    plan->columns = columns;
    plan->count = count;
    plan->choice_count = 0;
    name_columns(plan, names);
    choose_by_map(plan);
    if (!columns->only)
        choose_by_header(plan);
    if (plan->choice_count > 0)
        qsort(plan->choices, plan->choice_count, sizeof *plan->choices, compare_choices);
    size_t next = 0;
    for (int field = 0; field <= FIELDS; field++) {
        plan->first_choice[field] = next;
        while (next < plan->choice_count && (int)plan->choices[next].field == field)
            next++;
    }
}

bool plan_is_for(const struct plan *plan, const struct span *names, size_t count)
{
    if (plan->columns == NULL || plan->count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!span_equal(plan->names[i], names[i]))
            return false;
    return true;
}

void plan_release(struct plan *plan)
{
    free(plan->choices);
    buffer_release(&plan->scratch);
    arena_release(&plan->arena);
    *plan = (struct plan){0};
}

/* ------------------------------------------------------------------------ check */

/* The names of the header, for a message. */
static void add_names(const struct plan *plan, struct buffer *what)
{
    buffer_printf(what, "; found %zu column%s:", plan->count, plan->count == 1 ? "" : "s");
    for (size_t i = 0; i < plan->count && i < NAMES_SHOWN; i++) {
        struct span shown = utf8_cut_to_width(plan->names[i], NAME_SHOWN_WIDTH);
        buffer_printf(what, "%s '%.*s%s'", i > 0 ? "," : "", (int)shown.length, shown.at,
                      shown.length < plan->names[i].length ? "…" : "");
    }
    if (plan->count > NAMES_SHOWN)
        buffer_printf(what, " and %zu more", plan->count - NAMES_SHOWN);
}

/* Whether a first row has cells that are rather data (another row's, where line ends are CR only):
 * what a citizen said, or a phone number, must not get into a message. */
static bool looks_like_data(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        size_t digits = 0;
        for (size_t j = 0; j < plan->names[i].length; j++)
            digits += plan->names[i].at[j] >= '0' && plan->names[i].at[j] <= '9';
        if (digits >= LIKE_DATA_DIGITS || utf8_count(plan->names[i]) > LIKE_DATA_LENGTH)
            return true;
    }
    return false;
}

static bool check_names_differ(const struct plan *plan, bool show, struct buffer *what)
{
    struct hash_set *seen = hash_set_new();
    size_t i = 0;
    while (i < plan->count && hash_set_add(seen, hash_64(plan->names[i])))
        i++;
    hash_set_free(seen);
    if (i == plan->count)
        return true;
    struct span shown = utf8_cut_to_width(plan->names[i], NAME_SHOWN_WIDTH);
    if (!show)
        buffer_printf(what, "the %zuth column has the name of an earlier one", i + 1);
    else
        buffer_printf(what, "two columns are named '%.*s'", (int)shown.length, shown.at);
    return false;
}

static bool check_map_columns(const struct plan *plan, struct buffer *what)
{
    for (int field = 0; field < FIELDS; field++) {
        struct span header = plan->columns->rules[field].header;
        if (header.at == NULL || plan->first_choice[field + 1] > plan->first_choice[field])
            continue;
        buffer_printf(what, "no column '%.*s', which the map names for %s", (int)header.length,
                      header.at, field_names[field]);
        return false;
    }
    return true;
}

static bool check_required(const struct plan *plan, struct buffer *what)
{
    static const enum field required[] = {FIELD_RECEIVED_AT, FIELD_TEXT};
    bool has[2];
    for (size_t i = 0; i < 2; i++)
        has[i] = plan->first_choice[required[i] + 1] > plan->first_choice[required[i]];
    if (has[0] && has[1])
        return true;
    buffer_printf(what, "no column gives %s%s%s", has[0] ? "" : field_names[required[0]],
                  !has[0] && !has[1] ? " or " : "", has[1] ? "" : field_names[required[1]]);
    return false;
}

bool plan_check(const struct plan *plan, struct buffer *what)
{
    bool show = !looks_like_data(plan);
    if (plan->choice_count == 0 && !show) {
        buffer_printf(what,
                      "no header: the first row has %zu field%s, none of them a known column, and "
                      "looks like data",
                      plan->count, plan->count == 1 ? "" : "s");
        return false;
    }
    if (plan->choice_count == 0)
        buffer_add_string(what, "no header: ");
    if (check_names_differ(plan, show, what) && check_map_columns(plan, what) &&
        check_required(plan, what))
        return true;
    if (show)
        add_names(plan, what);
    else
        buffer_printf(what, "; found %zu columns, not shown, since some look like data",
                      plan->count);
    return false;
}

/* ------------------------------------------------------------------------- rows */

static struct span first_code_points(struct span text, int count)
{
    size_t length = 0;
    uint32_t code_point;
    while (count-- > 0 && length < text.length)
        length += utf8_decode(text.at + length, text.length - length, &code_point);
    return (struct span){text.at, length};
}

/* A time by a map's format: local, unless the format reads a zone. */
static instant read_formatted(struct span text, const char *format, int offset)
{
    char copy[TIME_TEXT_MOST];
    struct tm tm = {.tm_mday = 1, .tm_gmtoff = LONG_MIN};
    if (text.length >= sizeof copy)
        return INSTANT_NONE;
    memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    const char *end = strptime(copy, format, &tm);
    if (end == NULL || *end != '\0')
        return INSTANT_NONE;
    struct civil civil = {tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                          tm.tm_hour,        tm.tm_min,     tm.tm_sec < 60 ? tm.tm_sec : 59};
    if (!civil_is_valid(&civil))
        return INSTANT_NONE;
    if (tm.tm_gmtoff != LONG_MIN)
        offset = (int)tm.tm_gmtoff;
    return instant_at(day_from_date(civil.year, civil.month, civil.day),
                      civil.hour * 3600 + civil.minute * 60 + civil.second, offset);
}

static instant read_time(const struct columns *columns, enum field field, struct span text)
{
    const char *format = columns->rules[field].format;
    instant when;
    if (text.at == NULL)
        return INSTANT_NONE;
    if (format != NULL)
        return read_formatted(text, format, columns->offset);
    return instant_read(text, columns->offset, &when) ? when : INSTANT_NONE;
}

/* The code for a word; SPAN_NONE where an enumerated field has none for it. */
static struct span look_up(const struct columns *columns, enum field field, struct span text)
{
    const struct word *word = NULL;
    if (columns->map_has_values[field])
        word = words_find(&columns->words, FIELDS_OF_MAP + (int)field, text);
    if (word == NULL && columns->has_values[field])
        word = words_find(&columns->words, (int)field, text);
    if (word != NULL)
        return word->to;
    return field_is_enumerated(field) ? SPAN_NONE : text;
}

/* Takes the first of the field's columns that says something in this row. */
static void read_field(struct plan *plan, enum field field, const struct span *cells,
                       struct request_fields *fields)
{
    int prefix = plan->columns->rules[field].prefix;
    for (size_t i = plan->first_choice[field]; i < plan->first_choice[field + 1]; i++) {
        size_t column = plan->choices[i].column;
        struct span text = span_trim(cells[column]);
        if (span_empty(text))
            continue;
        if (field == FIELD_TEXT && prefix == 0)
            text = cells[column]; /* the citizen's words stay as they are */
        if (prefix > 0)
            text = first_code_points(text, prefix);
        fields->source[field] = text;
        fields->value[field] = look_up(plan->columns, field, text);
        /* What a prefix leaves, and a word that is not known, are kept in the extras. */
        if (prefix == 0 && fields->value[field].at != NULL)
            plan->used[column] = true;
        return;
    }
}

void plan_read(struct plan *plan, const struct span *cells, struct request_fields *fields)
{
    memset(plan->used, 0, plan->count * sizeof *plan->used);
    memset(fields->source, 0, sizeof fields->source);
    memset(fields->value, 0, sizeof fields->value);
    fields->extra_count = 0;
    for (int field = 0; field < FIELDS; field++)
        read_field(plan, (enum field)field, cells, fields);
    fields->received_at =
        read_time(plan->columns, FIELD_RECEIVED_AT, fields->source[FIELD_RECEIVED_AT]);
    fields->assigned_at =
        read_time(plan->columns, FIELD_ASSIGNED_AT, fields->source[FIELD_ASSIGNED_AT]);
}

void plan_add_rest(const struct plan *plan, const struct span *cells, struct request_fields *fields)
{
    for (size_t i = 0; i < plan->count; i++)
        if (!plan->used[i] && !span_empty(span_trim(cells[i])))
            fields_add_extra(fields, plan->keys[i], cells[i], false);
}
