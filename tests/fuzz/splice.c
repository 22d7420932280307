/* lib/record/record: what the splicer writes is a record again and says what the edits say, by the
 * same edits on cJSON's tree; what nobody touched leaves byte for byte. The first line of the input
 * is the record, each line behind it an edit: a letter for what to do, a digit for the member, and
 * the value. */
#include "lib/record/record.h"

#include "tests/fuzz/support/fuzz.h"
#include "tests/fuzz/support/json.h"

#include <stdlib.h>

static const char *const names[] = {"id", "state", "due", "history", "title", "a", "b", "note"};

enum { NAMES = sizeof names / sizeof *names };

struct trial {
    struct record record;
    cJSON *model;
    bool touched[NAMES];
};

/* Whether a text can stand between `open` and `close` as a value does: `{"a":` TEXT `}`. */
static cJSON *read_between(const char *open, struct span text, const char *close)
{
    struct buffer whole = {0};
    struct object object = {0};
    struct arena arena = {0};
    struct fault fault = {0};
    buffer_add_string(&whole, open);
    buffer_add_span(&whole, text);
    buffer_add_string(&whole, close);
    char *copy = fuzz_padded(buffer_span(&whole));
    bool good = lex_object(copy, whole.length, &object, &arena, &fault) && object.count == 1;
    cJSON *tree = good ? json_read(buffer_span(&whole)) : NULL;
    cJSON *value = tree != NULL ? cJSON_DetachItemViaPointer(tree, tree->child) : NULL;
    cJSON_Delete(tree);
    object_release(&object);
    arena_release(&arena);
    buffer_release(&whole);
    free(copy);
    return value;
}

static void model_set(cJSON *model, const char *name, cJSON *value)
{
    cJSON *old = cJSON_GetObjectItemCaseSensitive(model, name);
    if (old != NULL)
        cJSON_ReplaceItemInObjectCaseSensitive(model, name, value);
    else
        cJSON_AddItemToObjectCS(model, name, value); /* names are literals */
}

static void edit_value(struct trial *t, const char *name, struct span text)
{
    cJSON *value = read_between("{\"a\":", text, "}");
    if (value == NULL)
        return;
    model_set(t->model, name, value);
    record_set(&t->record, name, text);
}

static void edit_string(struct trial *t, const char *name, struct span text)
{
    if (!fuzz_is_utf8(text) || (text.length > 0 && memchr(text.at, '\0', text.length) != NULL))
        return; /* no string of a record holds U+0000 */
    char *copy = fuzz_padded(text);
    model_set(t->model, name, cJSON_CreateString(copy));
    record_set_string(&t->record, name, text);
    free(copy);
}

static void edit_remove(struct trial *t, const char *name)
{
    cJSON_Delete(cJSON_DetachItemFromObjectCaseSensitive(t->model, name));
    record_remove(&t->record, name);
}

static void edit_append(struct trial *t, const char *name, struct span elements)
{
    cJSON *list = read_between("{\"a\":[", elements, "]}");
    if (cJSON_IsArray(list) && list->child != NULL) {
        cJSON *array = cJSON_GetObjectItemCaseSensitive(t->model, name);
        if (!cJSON_IsArray(array)) {
            array = cJSON_CreateArray();
            model_set(t->model, name, array);
        }
        while (list->child != NULL)
            cJSON_AddItemToArray(array, cJSON_DetachItemFromArray(list, 0));
        record_append(&t->record, name, elements);
    }
    cJSON_Delete(list);
}

static void edit(struct trial *t, struct span line)
{
    if (line.length < 2)
        return;
    size_t which = (unsigned char)line.at[1] % NAMES;
    struct span value = {line.at + 2, line.length - 2};
    t->touched[which] = true;
    switch (line.at[0]) {
    case 'v':
        edit_value(t, names[which], value);
        break;
    case 's':
        edit_string(t, names[which], value);
        break;
    case 'r':
        edit_remove(t, names[which]);
        break;
    case 'a':
        edit_append(t, names[which], value);
        break;
    default:
        break;
    }
}

static bool is_touched(const struct trial *t, struct span name)
{
    for (size_t i = 0; i < NAMES; i++)
        if (t->touched[i] && span_is(name, names[i]))
            return true;
    return false;
}

/* The edits may have put a member elsewhere, so members are compared by their names. */
static void check_tree(const struct trial *t, struct span out)
{
    cJSON *tree = json_read(out);
    fuzz_expect(tree != NULL, "cJSON reads what was written");
    fuzz_expect(cJSON_GetArraySize(tree) == cJSON_GetArraySize(t->model), "as many members");
    for (const cJSON *node = tree->child; node != NULL; node = node->next) {
        const cJSON *want = cJSON_GetObjectItemCaseSensitive(t->model, node->string);
        fuzz_expect(want != NULL && json_same(node, want), "a member says what it should");
    }
    cJSON_Delete(tree);
}

static void check_untouched(const struct trial *t, const struct record *again)
{
    for (size_t i = 0; i < t->record.object.count; i++) {
        const struct member *before = &t->record.object.members[i];
        if (is_touched(t, before->name))
            continue;
        const struct member *after = object_find(&again->object, before->name);
        fuzz_expect(after != NULL, "what nobody touched is there");
        size_t length = (size_t)(before->value.at + before->value.length - before->start);
        fuzz_expect(memcmp(before->start, after->start, length) == 0 &&
                        (size_t)(after->value.at + after->value.length - after->start) == length,
                    "what nobody touched leaves byte for byte");
    }
}

static void check_output(const struct trial *t)
{
    struct buffer out = {0};
    struct record again = {0};
    record_write(&t->record, &out);
    struct span line = {t->record.line, t->record.length};
    bool same = span_equal(buffer_span(&out), line);
    fuzz_expect(record_is_changed(&t->record) || same, "no edit, no change");
    char *copy = fuzz_padded(buffer_span(&out));
    fuzz_expect(record_parse(&again, copy, out.length), "what was written is a record");
    check_tree(t, buffer_span(&out));
    check_untouched(t, &again);
    record_release(&again);
    buffer_release(&out);
    free(copy);
}

static struct span next_line(struct span *rest)
{
    const char *end = rest->length > 0 ? memchr(rest->at, '\n', rest->length) : NULL;
    size_t length = end != NULL ? (size_t)(end - rest->at) : rest->length;
    struct span line = {rest->at, length};
    size_t taken = length + (end != NULL);
    *rest = (struct span){rest->at + taken, rest->length - taken};
    return line;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct trial t = {0};
    struct span rest = {(const char *)bytes, length};
    struct span line = next_line(&rest);
    char *copy = fuzz_padded(line);
    bool good = record_parse(&t.record, copy, line.length);
    t.model = good ? json_read(line) : NULL;
    if (t.model != NULL && t.record.object.count + NAMES <= LEX_MEMBERS) {
        while (rest.length > 0)
            edit(&t, next_line(&rest));
        check_output(&t);
    }
    cJSON_Delete(t.model);
    record_release(&t.record);
    free(copy);
    return 0;
}
