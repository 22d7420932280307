#include "lib/report/findings.h"

#include "lib/base/memory.h"

#include <stdlib.h>

/* The field without the indexes of elements, into the arena. */
static struct span without_indexes(struct arena *arena, struct span field)
{
    char *text = arena_get(arena, field.length + 1);
    size_t length = 0;
    bool inside = false;
    for (size_t i = 0; i < field.length; i++) {
        inside |= field.at[i] == '[';
        if (!inside)
            text[length++] = field.at[i];
        inside &= field.at[i] != ']';
    }
    return (struct span){text, length};
}

static bool is_same_kind(const struct finding_kind *a, const char *code, struct span field,
                         const char *basis)
{
    return strcmp(a->code, code) == 0 && span_equal(a->field, field) &&
           span_equal(span_of(a->basis), span_of(basis));
}

void findings_add(struct findings *findings, const struct finding_kind *kind)
{
    struct span field = kind->field;
    if (memchr(field.at, '[', field.length) != NULL)
        field = without_indexes(&findings->arena, field);
    for (size_t i = 0; i < findings->count; i++)
        if (is_same_kind(&findings->kinds[i], kind->code, field, kind->basis)) {
            findings->kinds[i].count++;
            return;
        }
    findings->kinds =
        memory_grow(findings->kinds, findings->count, &findings->capacity, sizeof *findings->kinds);
    struct finding_kind *added = &findings->kinds[findings->count++];
    *added = *kind;
    added->count = 1;
    added->field = arena_span(&findings->arena, field);
    added->first_id = arena_span(&findings->arena, kind->first_id);
    added->first_source = arena_span(&findings->arena, kind->first_source);
}

static int compare_kinds(const void *a, const void *b)
{
    const struct finding_kind *left = a;
    const struct finding_kind *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    int order = strcmp(left->code, right->code);
    return order != 0 ? order : span_compare(left->field, right->field);
}

void findings_write(struct findings *findings, struct buffer *out)
{
    if (findings->count > 1)
        qsort(findings->kinds, findings->count, sizeof *findings->kinds, compare_kinds);
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding_kind *kind = &findings->kinds[i];
        struct json json = {.out = out};
        json_open(&json, '{');
        json_member_word(&json, "code", kind->code);
        json_member_string(&json, "field", kind->field);
        json_member_string(&json, "basis", span_of(kind->basis));
        json_member_integer(&json, "count", (int64_t)kind->count);
        if (!span_empty(kind->first_id))
            json_member_printable(&json, "first_id", kind->first_id);
        json_member_printable(&json, "first_source", kind->first_source);
        json_member_integer(&json, "first_line", (int64_t)kind->first_line);
        json_close(&json, '}');
        buffer_add_byte(out, '\n');
    }
}

void findings_release(struct findings *findings)
{
    arena_release(&findings->arena);
    free(findings->kinds);
    *findings = (struct findings){0};
}
