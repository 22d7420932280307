/* lib/record/lex: takes exactly the texts that RFC 8259 and the header's own rules allow, told by a
 * plain recursive reading, and says of each value what cJSON says of it. */
#include "lib/record/lex.h"

#include "tests/fuzz/support/fuzz.h"
#include "tests/fuzz/support/json.h"

#include <stdlib.h>

/* ---------------------------------------------- the grammar, a function a rule */

struct reading {
    const char *at;
    const char *end;
    int depth;
};

static bool read_value(struct reading *r);

static int next_byte(const struct reading *r)
{
    return r->at < r->end ? (unsigned char)*r->at : -1;
}

static bool take(struct reading *r, char byte)
{
    if (next_byte(r) != (unsigned char)byte)
        return false;
    r->at++;
    return true;
}

static void take_blanks(struct reading *r)
{
    while (take(r, ' ') || take(r, '\t') || take(r, '\n') || take(r, '\r'))
        continue;
}

static bool take_word(struct reading *r, const char *word)
{
    while (*word != '\0')
        if (!take(r, *word++))
            return false;
    return true;
}

static bool take_digits(struct reading *r)
{
    const char *start = r->at;
    while (next_byte(r) >= '0' && next_byte(r) <= '9')
        r->at++;
    return r->at > start;
}

static bool read_number(struct reading *r)
{
    take(r, '-');
    if (!take(r, '0') && !take_digits(r))
        return false;
    if (take(r, '.') && !take_digits(r))
        return false;
    if (!take(r, 'e') && !take(r, 'E'))
        return true;
    if (!take(r, '+'))
        take(r, '-');
    return take_digits(r);
}

/* Four hexadecimal digits, or -1. */
static long take_unit(struct reading *r)
{
    char digits[5] = {0};
    for (int i = 0; i < 4; i++) {
        int byte = next_byte(r);
        if (byte < 0 || strchr("0123456789abcdefABCDEF", byte) == NULL || byte == 0)
            return -1;
        digits[i] = *r->at++;
    }
    return strtol(digits, NULL, 16);
}

static bool read_escape(struct reading *r)
{
    for (const char *letter = "\"\\/bfnrt"; *letter != '\0'; letter++)
        if (take(r, *letter))
            return true;
    if (!take(r, 'u'))
        return false;
    long unit = take_unit(r);
    if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
        return false;
    if (unit < 0xd800 || unit > 0xdbff)
        return true;
    if (!take(r, '\\') || !take(r, 'u'))
        return false;
    long low = take_unit(r);
    return low >= 0xdc00 && low <= 0xdfff;
}

static bool read_string(struct reading *r)
{
    if (!take(r, '"'))
        return false;
    while (!take(r, '"')) {
        if (next_byte(r) < 0x20)
            return false;
        if (take(r, '\\') ? !read_escape(r) : (r->at++, false))
            return false;
    }
    return true;
}

static bool read_name(struct reading *r)
{
    if (!read_string(r))
        return false;
    take_blanks(r);
    if (!take(r, ':'))
        return false;
    take_blanks(r);
    return true;
}

static bool read_list(struct reading *r, bool object)
{
    char closing = object ? '}' : ']';
    if (++r->depth > LEX_DEPTH)
        return false;
    take_blanks(r);
    if (!take(r, closing)) {
        do {
            take_blanks(r);
            if ((object && !read_name(r)) || !read_value(r))
                return false;
            take_blanks(r);
        } while (take(r, ','));
        if (!take(r, closing))
            return false;
    }
    r->depth--;
    return true;
}

static bool read_value(struct reading *r)
{
    switch (next_byte(r)) {
    case '{':
    case '[':
        return read_list(r, *r->at++ == '{');
    case '"':
        return read_string(r);
    case 't':
        return take_word(r, "true");
    case 'f':
        return take_word(r, "false");
    case 'n':
        return take_word(r, "null");
    default:
        return read_number(r);
    }
}

static bool grammar_allows(struct span text)
{
    struct reading r = {text.at, text.at + text.length, 0};
    take_blanks(&r);
    if (next_byte(&r) != '{' || !read_value(&r))
        return false;
    take_blanks(&r);
    return r.at == r.end && fuzz_is_utf8(text);
}

/* ------------------------------------------------------------------ what it says */

/* cJSON looks at no more than 63 bytes of a number. */
static bool has_long_number(struct span text)
{
    size_t run = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool of_number = text.at[i] != '\0' && strchr("0123456789+-.eE", text.at[i]) != NULL;
        run = of_number ? run + 1 : 0;
        if (run >= 63)
            return true;
    }
    return false;
}

static bool names_allow(const cJSON *tree)
{
    int count = 0;
    for (const cJSON *a = tree->child; a != NULL; a = a->next) {
        for (const cJSON *b = tree->child; b != a; b = b->next)
            if (strcmp(a->string, b->string) == 0)
                return false;
        count++;
    }
    return count <= LEX_MEMBERS;
}

static void check_value(struct span value, const cJSON *node, struct arena *arena);

static void check_members(const struct object *object, const cJSON *tree, struct arena *arena)
{
    const cJSON *node = tree->child;
    for (size_t i = 0; i < object->count; i++, node = node->next) {
        const struct member *member = &object->members[i];
        fuzz_expect(node != NULL && span_is(member->name, node->string), "names agree");
        fuzz_expect(object_find(object, member->name) == member, "a member is found by its name");
        fuzz_expect(*member->start == '"', "a member starts at its quote");
        check_value(member->value, node, arena);
    }
    fuzz_expect(node == NULL, "as many members");
}

static void check_array(struct span value, const cJSON *node, struct arena *arena)
{
    const char *cursor = NULL;
    struct span element;
    const cJSON *child = node->child;
    for (; lex_next_element(value, &cursor, &element); child = child->next) {
        fuzz_expect(child != NULL, "as many elements");
        check_value(element, child, arena);
    }
    fuzz_expect(child == NULL, "as many elements");
}

static void check_value(struct span value, const cJSON *node, struct arena *arena)
{
    struct fault fault = {0};
    struct object object = {.arena = arena};
    fuzz_expect(value.length > 0, "a value has bytes");
    if (cJSON_IsString(node)) {
        fuzz_expect(span_is(lex_string_text(value, arena), node->valuestring), "texts agree");
    } else if (cJSON_IsArray(node)) {
        check_array(value, node, arena);
    } else if (cJSON_IsObject(node)) {
        bool good = lex_nested_object(value, "", &object, arena, &fault);
        fuzz_expect(good == names_allow(node), "a nested object is refused for its names alone");
        if (good)
            check_members(&object, node, arena);
    } else {
        cJSON *alone = json_read(value);
        fuzz_expect(alone != NULL && json_same(alone, node), "scalars agree");
        cJSON_Delete(alone);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct span text = {(const char *)bytes, length};
    struct object object = {0};
    struct arena arena = {0};
    struct fault fault = {0};
    if (has_long_number(text))
        return 0;
    char *copy = fuzz_padded(text);
    bool good = lex_object(copy, length, &object, &arena, &fault);
    bool allowed = grammar_allows(text);
    cJSON *tree = allowed ? json_read(text) : NULL;
    fuzz_expect(!allowed || tree != NULL, "cJSON reads what the grammar allows");
    fuzz_expect(good == (allowed && names_allow(tree)), "what is allowed is read");
    fuzz_expect(good == fault_none(&fault), "a refusal has a reason");
    if (good)
        check_members(&object, tree, &arena);
    cJSON_Delete(tree);
    object_release(&object);
    arena_release(&arena);
    free(copy);
    return 0;
}
