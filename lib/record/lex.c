#include "lib/record/lex.h"

#include "lib/base/hash.h"
#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <stdlib.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Every text ends in a NUL that is not part of it. A NUL is legal nowhere in JSON, so no reader
 * below has to ask for the end: whatever stops at the NUL has failed or is done. */
struct lexer {
    const char *text;
    const char *end;
    struct fault *fault;
    const char *path; /* of the object, for faults */
    bool checked;     /* a part of a text that has been through here: its UTF-8 is valid */
};

static const char *fail(const struct lexer *lexer, const char *at, const char *what)
{
    fault_set(lexer->fault, "bad_json", "", "%s at byte %zu", what, (size_t)(at - lexer->text) + 1);
    return NULL;
}

static __attribute__((noinline)) const char *blanks_end(const char *p)
{
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
        p++;
    return p;
}

static inline const char *skip_blanks(const char *p)
{
    return (unsigned char)*p > ' ' ? p : blanks_end(p); /* compact JSON has none */
}

/* Two ways to look for the end of a string: plain_stop() finds the first byte at or after p that
 * is a quote, a backslash, a control character or not ASCII, string_stop() passes over the last. */
#if defined(__SSE2__)
static inline const char *plain_stop(const char *p)
{
    for (;; p += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
        __m128i backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
        /* As signed bytes those that are not ASCII are below zero. */
        __m128i other = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
        int stops = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), other));
        if (stops != 0)
            return p + __builtin_ctz((unsigned)stops);
    }
}

static inline const char *string_stop(const char *p)
{
    const __m128i last_control = _mm_set1_epi8(0x1f);
    for (;; p += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
        __m128i backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, last_control), block);
        int stops = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control));
        if (stops != 0)
            return p + __builtin_ctz((unsigned)stops);
    }
}
#else
static inline const char *string_stop(const char *p)
{
    while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
        p++;
    return p;
}

static inline const char *plain_stop(const char *p)
{
    while ((unsigned char)*p >= 0x20 && (unsigned char)*p < 0x80 && *p != '"' && *p != '\\')
        p++;
    return p;
}
#endif

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The value of four hexadecimal digits, or -1; stops before a NUL. */
static int hex_unit(const char *p)
{
    int unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* Past one escape; p is at its backslash. */
static const char *escape_end(const struct lexer *lexer, const char *p)
{
    switch (p[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return p + 2;
    case 'u':
        break;
    default:
        return fail(lexer, p, "bad escape");
    }
    int unit = hex_unit(p + 2);
    if (unit < 0)
        return fail(lexer, p, "bad escape");
    if (unit == 0)
        return fail(lexer, p, "U+0000");
    if (unit >= 0xdc00 && unit <= 0xdfff)
        return fail(lexer, p, "lone surrogate");
    if (unit < 0xd800 || unit > 0xdbff)
        return p + 6;
    if (p[6] != '\\' || p[7] != 'u')
        return fail(lexer, p, "lone surrogate");
    int low = hex_unit(p + 8);
    if (low < 0xdc00 || low > 0xdfff)
        return fail(lexer, p, "lone surrogate");
    return p + 12;
}

static const char *fail_utf8(const struct lexer *lexer, const char *at)
{
    fault_set(lexer->fault, "bad_utf8", "", "invalid UTF-8 at byte %zu",
              (size_t)(at - lexer->text) + 1);
    return NULL;
}

/* Goes on with a string that is not plain: `start` is behind its opening quote, `p` where it stops
 * being so. Outside of strings all of JSON is ASCII, so this is the one place where UTF-8 is asked
 * for. */
static __attribute__((noinline)) const char *string_rest(const struct lexer *lexer,
                                                         const char *start, const char *p)
{
    while (*(p = string_stop(p)) != '"') {
        if (*p != '\\')
            return fail(lexer, p, p == lexer->end ? "unclosed string" : "control character");
        p = escape_end(lexer, p);
        if (p == NULL)
            return NULL;
    }
    size_t bad;
    if (!lexer->checked && !utf8_valid(start, (size_t)(p - start), &bad))
        return fail_utf8(lexer, start + bad);
    return p + 1;
}

/* Past the string whose opening quote is at p. `*plain`: nothing in it but ASCII, without escapes.
 */
static inline const char *string_end(const struct lexer *lexer, const char *p, bool *plain)
{
    const char *stop = plain_stop(p + 1);
    *plain = *stop == '"';
    return *plain ? stop + 1 : string_rest(lexer, p + 1, stop);
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *number_end(const struct lexer *lexer, const char *p)
{
    const char *start = p;
    if (*p == '-')
        p++;
    if (*p == '0')
        p++;
    else if (is_digit(*p))
        while (is_digit(*p))
            p++;
    else
        return fail(lexer, start, "bad number");
    if (*p == '.') {
        p++;
        if (!is_digit(*p))
            return fail(lexer, start, "bad number");
        while (is_digit(*p))
            p++;
    }
    if (*p == 'e' || *p == 'E') {
        p++;
        if (*p == '+' || *p == '-')
            p++;
        if (!is_digit(*p))
            return fail(lexer, start, "bad number");
        while (is_digit(*p))
            p++;
    }
    return p;
}

static const char *scalar_end(const struct lexer *lexer, const char *p)
{
    switch (*p) {
    case 't':
        return strncmp(p, "true", 4) == 0 ? p + 4 : fail(lexer, p, "bad literal");
    case 'f':
        return strncmp(p, "false", 5) == 0 ? p + 5 : fail(lexer, p, "bad literal");
    case 'n':
        return strncmp(p, "null", 4) == 0 ? p + 4 : fail(lexer, p, "bad literal");
    default:
        if (*p == '-' || is_digit(*p))
            return number_end(lexer, p);
        return fail(lexer, p, p == lexer->end ? "unexpected end" : "unexpected character");
    }
}

/* Past `"name":` and the blanks after it. `*name` is what stands between the quotes, `*plain`
 * whether that is the name, without escapes to decode. */
static inline const char *name_end(const struct lexer *lexer, const char *p, struct span *name,
                                   bool *plain)
{
    if (*p != '"')
        return fail(lexer, p, p == lexer->end ? "unexpected end" : "member name expected");
    const char *quote = p;
    p = string_end(lexer, p, plain);
    if (p == NULL)
        return NULL;
    *name = (struct span){quote + 1, (size_t)(p - quote) - 2};
    p = skip_blanks(p);
    if (*p != ':')
        return fail(lexer, p, "':' expected");
    return skip_blanks(p + 1);
}

/* The same where nobody asks what the name is. */
static inline const char *any_name_end(const struct lexer *lexer, const char *p)
{
    struct span name;
    bool plain;
    return name_end(lexer, p, &name, &plain);
}

/* Past one value of any kind. Which of the open brackets are objects stands in the bits of one
 * word: LEX_DEPTH is 64 for that reason. `outer` is the depth that the value stands at. */
static const char *value_end(const struct lexer *lexer, const char *p, int outer)
{
    bool plain;
    uint64_t objects = 0;
    int depth = 0;
    for (;;) {
        if (*p == '"') { /* most values are strings */
            if ((p = string_end(lexer, p, &plain)) == NULL)
                return NULL;
        } else if (*p == '{' || *p == '[') {
            bool object = *p == '{';
            if (outer + depth >= LEX_DEPTH) {
                fault_set(lexer->fault, "too_deep", "", "nested deeper than %d at byte %zu",
                          LEX_DEPTH, (size_t)(p - lexer->text) + 1);
                return NULL;
            }
            objects = objects << 1 | object;
            depth++;
            p = skip_blanks(p + 1);
            if (*p != (object ? '}' : ']')) {
                if (object && (p = any_name_end(lexer, p)) == NULL)
                    return NULL;
                continue;
            }
            p++;
            objects >>= 1;
            depth--;
        } else if ((p = scalar_end(lexer, p)) == NULL) {
            return NULL;
        }
        for (;;) { /* after a value: close what ends here, or go on to the next */
            if (depth == 0)
                return p;
            p = skip_blanks(p);
            if (*p == ',')
                break;
            if (*p != ((objects & 1) != 0 ? '}' : ']'))
                return fail(lexer, p, p == lexer->end ? "unexpected end" : "',' expected");
            p++;
            objects >>= 1;
            depth--;
        }
        p = skip_blanks(p + 1);
        if ((objects & 1) != 0 && (p = any_name_end(lexer, p)) == NULL)
            return NULL;
    }
}

/* Decodes the inside of a checked string with escapes; never longer than its source. */
static struct span decode(struct span inside, struct arena *arena)
{
    char *out = arena_get(arena, inside.length + 1);
    size_t used = 0;
    const char *p = inside.at;
    const char *end = p + inside.length;
    while (p < end) {
        if (*p != '\\') {
            out[used++] = *p++;
            continue;
        }
        static const char letters[] = "bfnrt";
        static const char meanings[] = "\b\f\n\r\t";
        if (p[1] != 'u') {
            const char *letter = strchr(letters, p[1]);
            out[used++] = letter != NULL ? meanings[letter - letters] : p[1];
            p += 2;
            continue;
        }
        uint32_t code_point = (uint32_t)hex_unit(p + 2);
        p += 6;
        if (code_point >= 0xd800 && code_point <= 0xdbff) {
            uint32_t low = (uint32_t)hex_unit(p + 2);
            code_point = 0x10000 + ((code_point - 0xd800) << 10 | (low - 0xdc00));
            p += 6;
        }
        used += utf8_encode(code_point, out + used);
    }
    out[used] = '\0';
    return (struct span){out, used};
}

/* The name is the input's, so the message says where it stands, not what it is. */
static bool name_stands_twice(const struct lexer *lexer, const struct member *member)
{
    return fault_set(lexer->fault, "duplicate_key", lexer->path,
                     "a member's name stands twice, again at byte %zu",
                     (size_t)(member->start - lexer->text) + 1);
}

static int compare_names(const void *a, const void *b)
{
    const struct member *left = *(const struct member *const *)a;
    const struct member *right = *(const struct member *const *)b;
    int order = span_compare(left->name, right->name);
    return order != 0 ? order : (left->start > right->start) - (left->start < right->start);
}

/* Many members: sorted names bring equal ones together. */
static bool names_differ_sorted(const struct lexer *lexer, const struct object *object,
                                struct arena *arena)
{
    const struct member **sorted = arena_get(arena, object->count * sizeof *sorted);
    for (size_t i = 0; i < object->count; i++)
        sorted[i] = &object->members[i];
    qsort(sorted, object->count, sizeof *sorted, compare_names);
    for (size_t i = 1; i < object->count; i++)
        if (span_equal(sorted[i - 1]->name, sorted[i]->name))
            return name_stands_twice(lexer, sorted[i]);
    return true;
}

/* Few members: their slots tell most names apart at once; only where a slot is taken is the name
 * compared with those before it. What the slots say stays with the object, for object_find(). */
static bool names_differ(const struct lexer *lexer, struct object *object, struct arena *arena)
{
    enum { FEW = 40 };
    object->has_slots = object->count <= FEW;
    if (!object->has_slots)
        return names_differ_sorted(lexer, object, arena);
    uint64_t taken = 0;
    for (size_t i = 0; i < object->count; i++) {
        struct span name = object->members[i].name;
        unsigned slot = name_slot(name);
        uint64_t bit = UINT64_C(1) << slot;
        if ((taken & bit) == 0) {
            taken |= bit;
            object->slots[slot] = (uint8_t)i;
            continue;
        }
        for (size_t j = object->slots[slot]; j < i; j++)
            if (span_equal(object->members[j].name, name))
                return name_stands_twice(lexer, &object->members[i]);
    }
    object->slots_taken = taken;
    return true;
}

static void enlarge(struct object *object)
{
    enum { START = 16 };
    if (object->arena == NULL) {
        object->members =
            memory_grow(object->members, object->count, &object->capacity, sizeof *object->members);
        return;
    }
    object->capacity = object->capacity == 0 ? START : 2 * object->capacity;
    struct member *members = arena_get(object->arena, object->capacity * sizeof *members);
    if (object->count > 0)
        memcpy(members, object->members, object->count * sizeof *members);
    object->members = members;
}

static struct member *next_member(const struct lexer *lexer, struct object *object)
{
    if (object->count == LEX_MEMBERS) {
        fault_set(lexer->fault, "too_many_members", lexer->path, "more than %d members",
                  LEX_MEMBERS);
        return NULL;
    }
    if (object->count == object->capacity)
        enlarge(object);
    return &object->members[object->count++];
}

/* Past the object whose opening brace is at p, its members indexed. */
static const char *members_end(const struct lexer *lexer, const char *p, struct object *object,
                               struct arena *arena)
{
    object->count = 0;
    p = skip_blanks(p + 1);
    if (*p == '}') {
        object->close = p;
        return names_differ(lexer, object, arena) ? p + 1 : NULL;
    }
    for (;;) {
        struct member *member = next_member(lexer, object);
        if (member == NULL)
            return NULL;
        bool plain;
        member->start = p;
        p = name_end(lexer, p, &member->name, &plain);
        if (p == NULL)
            return NULL;
        if (!plain)
            member->name = decode(member->name, arena);
        member->value.at = p;
        p = *p == '"' ? string_end(lexer, p, &plain) : value_end(lexer, p, 1);
        if (p == NULL)
            return NULL;
        member->value.length = (size_t)(p - member->value.at);
        p = skip_blanks(p);
        if (*p == '}')
            break;
        if (*p != ',')
            return fail(lexer, p, p == lexer->end ? "unexpected end" : "',' expected");
        p = skip_blanks(p + 1);
    }
    object->close = p;
    return names_differ(lexer, object, arena) ? p + 1 : NULL;
}

static bool lex_whole(const struct lexer *lexer, struct object *object, struct arena *arena)
{
    const char *p = skip_blanks(lexer->text);
    if (*p != '{')
        return fault_set(lexer->fault, "not_an_object", "", "not a JSON object");
    p = members_end(lexer, p, object, arena);
    if (p == NULL)
        return false;
    p = skip_blanks(p);
    if (p != lexer->end)
        return fail(lexer, p, "text after the object") != NULL;
    return true;
}

bool lex_object(const char *text, size_t length, struct object *object, struct arena *arena,
                struct fault *fault)
{
    struct lexer lexer = {.text = text, .end = text + length, .fault = fault, .path = ""};
    if (lex_whole(&lexer, object, arena))
        return true;
    size_t bad;
    if (!utf8_valid(text, length, &bad)) { /* wherever it is: the fault that is named first */
        fault->code = NULL;
        fail_utf8(&lexer, text + bad);
    }
    return false;
}

bool lex_nested_object(struct span value, const char *path, struct object *object,
                       struct arena *arena, struct fault *fault)
{
    struct lexer lexer = {value.at, value.at + value.length, fault, path, .checked = true};
    return members_end(&lexer, value.at, object, arena) != NULL;
}

const char *lex_next_start(struct span array, const char *cursor)
{
    const char *p = skip_blanks(cursor == NULL ? array.at + 1 : cursor);
    if (*p == ',')
        p = skip_blanks(p + 1);
    return *p == ']' ? NULL : p;
}

bool lex_next_element(struct span array, const char **cursor, struct span *element)
{
    struct fault none = {0};
    struct lexer lexer = {array.at, array.at + array.length, &none, "", .checked = true};
    element->at = lex_next_start(array, *cursor);
    if (element->at == NULL)
        return false;
    *cursor = value_end(&lexer, element->at, 0);
    element->length = (size_t)(*cursor - element->at);
    return true;
}

struct span lex_string_text(struct span value, struct arena *arena)
{
    struct span inside = {value.at + 1, value.length - 2};
    if (memchr(inside.at, '\\', inside.length) == NULL)
        return inside;
    return decode(inside, arena);
}

void object_release(struct object *object)
{
    if (object->arena == NULL)
        free(object->members);
    *object = (struct object){0};
}
