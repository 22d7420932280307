#include "lib/report/differences.h"

#include "lib/base/utf8.h"
#include "lib/record/json.h"
#include "lib/record/read.h"

#include <stdio.h>

enum { PATH_SIZE = 128, NESTING = 3 };

/* One case while it is compared. */
struct comparison {
    struct differences *differences;
    struct record *a, *b;
    struct span id;
};

/* Members of which it is counted what became of what. */
static const char *const words[] = {
    "state",
    "matter",
    "urgency",
    "designated",
    "deadline.status",
    "deadline.clock",
    "callback.outcome",
    "assignment.lead",
    "assignment.cause",
    "supervision.joint",
    "supervision.urges.level",
};

/* What stands for a value that is withheld among the keys of the changes. */
#define WITHHELD SPAN("\x02")
/* Between the parts of such a key: neither stands in JSON as it is. */
#define SEPARATOR '\x01'

static bool is_counted(const char *path)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(path, words[i]) == 0)
            return true;
    return false;
}

static char kind_of(struct span value)
{
    return value.at != NULL ? *value.at : '\0';
}

/* Of an array only the length is told, which may always be. */
static bool may_leave(const struct differences *differences, const char *path, struct span value)
{
    return value.at == NULL || kind_of(value) == '[' || differences->reveal ||
           shown_member(differences->tables, path, value);
}

/* A side of a difference: the value, or of an array how many elements it has. */
static void write_side(struct json *json, const char *side, struct span value)
{
    const char *cursor = NULL;
    struct span element;
    int64_t count = 0;
    if (value.at == NULL)
        return;
    if (*value.at != '[') {
        json_member_raw(json, side, value);
        return;
    }
    while (lex_next_element(value, &cursor, &element))
        count++;
    json_member_open(json, side, '{');
    json_member_integer(json, "elements", count);
    json_close(json, '}');
}

static void write_difference(const struct comparison *comparison, const char *path, struct span a,
                             struct span b)
{
    struct differences *differences = comparison->differences;
    struct json json = {.out = differences->out};
    json_open(&json, '{');
    json_member_string(&json, "id", comparison->id);
    json_member_string(&json, "member", span_of(path));
    if (may_leave(differences, path, a) && may_leave(differences, path, b)) {
        write_side(&json, "a", a);
        write_side(&json, "b", b);
    } else {
        json_member_boolean(&json, "withheld", true);
    }
    json_close(&json, '}');
    buffer_add_byte(json.out, '\n');
}

/* A word without its quotes; what is absent is empty. */
static struct span bare(const struct differences *differences, const char *path, struct span value)
{
    if (value.at == NULL)
        return SPAN("");
    if (kind_of(value) == '[' || !may_leave(differences, path, value))
        return WITHHELD;
    bool quoted = *value.at == '"' && value.length >= 2;
    return quoted ? (struct span){value.at + 1, value.length - 2} : value;
}

static void count_difference(struct differences *differences, const char *path, struct span a,
                             struct span b)
{
    struct buffer *key = &differences->key;
    groups_counts(&differences->members, span_of(path))[0]++;
    if (!is_counted(path))
        return;
    buffer_reset(key);
    buffer_add_string(key, path);
    buffer_add_byte(key, SEPARATOR);
    buffer_add_span(key, bare(differences, path, a));
    buffer_add_byte(key, SEPARATOR);
    buffer_add_span(key, bare(differences, path, b));
    groups_counts(&differences->changes, buffer_span(key))[0]++;
}

static void note(const struct comparison *comparison, const char *path, struct span a,
                 struct span b)
{
    comparison->differences->found++;
    if (comparison->differences->summary)
        count_difference(comparison->differences, path, a, b);
    else
        write_difference(comparison, path, a, b);
}

static void compare_objects(const struct comparison *comparison, const char *path, int depth,
                            const struct object *a, const struct object *b);

/* An object that is there on one side is looked into beside an empty one where its members may be
 * shown, one by one. */
static bool is_looked_into(const char *path, struct span a, struct span b)
{
    if (a.at != NULL && b.at != NULL)
        return kind_of(a) == '{' && kind_of(b) == '{';
    return kind_of(a.at != NULL ? a : b) == '{' && shown_member_inside(path);
}

/* False for one with names twice; none has no members. */
static bool index_members(struct span value, const char *path, struct object *object)
{
    struct fault fault = {0};
    return value.at == NULL || lex_nested_object(value, path, object, object->arena, &fault);
}

/* Whether the values can be looked into; then they are. */
static bool compare_inside(const struct comparison *comparison, const char *path, int depth,
                           struct span a, struct span b)
{
    struct object left = {.arena = &comparison->a->arena};
    struct object right = {.arena = &comparison->b->arena};
    if (depth == NESTING || !is_looked_into(path, a, b) || !index_members(a, path, &left) ||
        !index_members(b, path, &right) || (a.at == NULL && right.count == 0) ||
        (b.at == NULL && left.count == 0))
        return false;
    compare_objects(comparison, path, depth + 1, &left, &right);
    return true;
}

static void compare_member(const struct comparison *comparison, const char *path, int depth,
                           struct span name, struct span a, struct span b)
{
    char inner[PATH_SIZE];
    if (span_equal(a, b) && a.at != NULL && b.at != NULL)
        return;
    int length = snprintf(inner, sizeof inner, "%s%s%.*s", path, *path != '\0' ? "." : "",
                          (int)name.length, name.at);
    if ((size_t)length >= sizeof inner) /* a name that long is nobody's but the export's */
        inner[utf8_whole_length(inner, sizeof inner - 1)] = '\0';
    if (!compare_inside(comparison, inner, depth, a, b))
        note(comparison, inner, a, b);
}

static struct span value_of(const struct object *object, struct span name)
{
    const struct member *member = object_find(object, name);
    return member != NULL ? member->value : SPAN_NONE;
}

static void compare_objects(const struct comparison *comparison, const char *path, int depth,
                            const struct object *a, const struct object *b)
{
    for (size_t i = 0; i < a->count; i++)
        compare_member(comparison, path, depth, a->members[i].name, a->members[i].value,
                       value_of(b, a->members[i].name));
    for (size_t i = 0; i < b->count; i++)
        if (object_find(a, b->members[i].name) == NULL)
            compare_member(comparison, path, depth, b->members[i].name, SPAN_NONE,
                           b->members[i].value);
}

void differences_compare(struct differences *differences, struct record *a, struct record *b)
{
    struct reader top = read_top(a);
    struct comparison comparison = {differences, a, b, read_string(&top, "id")};
    differences->found = 0;
    compare_objects(&comparison, "", 0, &a->object, &b->object);
    if (differences->found > 0)
        differences->changed++;
    else
        differences->same++;
}

void differences_only(struct differences *differences, struct record *record, const char *side)
{
    struct reader top = read_top(record);
    struct json json = {.out = differences->out};
    differences->only_a += *side == 'a';
    differences->only_b += *side == 'b';
    if (differences->summary)
        return;
    json_open(&json, '{');
    json_member_string(&json, "id", read_string(&top, "id"));
    json_member_word(&json, "only", side);
    json_close(&json, '}');
    buffer_add_byte(json.out, '\n');
}

static void compose_cases(const struct differences *differences, struct document *document)
{
    static const struct column columns[] = {{"cases", false, 0}, {"count", true, 0}};
    const struct {
        const char *name;
        uint64_t count;
    } rows[] = {
        {"same_cases", differences->same},       {"changed_cases", differences->changed},
        {"only_a", differences->only_a},         {"only_b", differences->only_b},
        {"uncompared", differences->uncompared},
    };
    struct table *table = document_table(document, "difference_cases", columns, 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        table_label(table, rows[i].name);
        table_number(table, (int64_t)rows[i].count);
    }
}

static void compose_members(struct differences *differences, struct document *document)
{
    static const struct column columns[] = {{"member", false, 0}, {"count", true, 0}};
    struct table *table = document_table(document, "difference_members", columns, 2);
    groups_sort(&differences->members, 0);
    for (size_t i = 0; i < differences->members.count; i++) {
        table_text(document, table, differences->members.groups[i].key);
        table_number(table, (int64_t)differences->members.groups[i].counts[0]);
    }
}

static void compose_changes(struct differences *differences, struct document *document)
{
    static const struct column columns[] = {
        {"member", false, 0}, {"from", false, 0}, {"to", false, 0}, {"count", true, 0}};
    struct table *table = document_table(document, "difference_changes", columns, 4);
    groups_sort(&differences->changes, 0);
    for (size_t i = 0; i < differences->changes.count; i++) {
        struct span rest = differences->changes.groups[i].key;
        for (int part = 0; part < 3; part++) {
            const char *end = memchr(rest.at, SEPARATOR, rest.length);
            size_t length = end != NULL ? (size_t)(end - rest.at) : rest.length;
            if (span_equal((struct span){rest.at, length}, WITHHELD))
                table_label(table, "withheld");
            else if (length > 0)
                table_text(document, table, (struct span){rest.at, length});
            else
                table_none(table);
            size_t taken = end != NULL ? length + 1 : length;
            rest = (struct span){rest.at + taken, rest.length - taken};
        }
        table_number(table, (int64_t)differences->changes.groups[i].counts[0]);
    }
}

void differences_compose(struct differences *differences, struct document *document)
{
    document_start(document, "difference");
    compose_cases(differences, document);
    compose_members(differences, document);
    compose_changes(differences, document);
}

void differences_release(struct differences *differences)
{
    groups_release(&differences->members);
    groups_release(&differences->changes);
    buffer_release(&differences->key);
}
