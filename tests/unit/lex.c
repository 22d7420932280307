/* The strict lexer against a table of texts and against a second reader that was written from the
 * grammar of RFC 8259 alone: slow, recursive, one rule a function. */
#include "lib/record/lex.h"

#include "lib/base/buffer.h"

#include "tests/unit/check.h"

#include <stdlib.h>

/* -------------------------------------------------------------- the second reader */

/* Each function takes what it is named after at `at` and moves on, or sets `bad`. What was read is
 * written to `out` in a form that is the same for the same content. */
struct own {
    const unsigned char *text;
    size_t length, at;
    bool bad;
    struct buffer *out;
};

static int own_peek(const struct own *o)
{
    return o->at < o->length ? o->text[o->at] : -1;
}

static bool own_take(struct own *o, int byte)
{
    if (own_peek(o) != byte)
        return false;
    o->at++;
    return true;
}

static void own_must(struct own *o, int byte)
{
    if (!own_take(o, byte))
        o->bad = true;
}

static void own_blanks(struct own *o)
{
    while (own_take(o, 0x20) || own_take(o, 0x09) || own_take(o, 0x0a) || own_take(o, 0x0d))
        ;
}

/* char = unescaped of RFC 8259 over UTF-8 of RFC 3629: by the number that the bytes stand for. */
static void own_character(struct own *o)
{
    int first = own_peek(o);
    int more = first < 0x80                    ? 0
               : first >= 0xc0 && first < 0xe0 ? 1
               : first >= 0xe0 && first < 0xf0 ? 2
               : first >= 0xf0 && first < 0xf8 ? 3
                                               : -1;
    if (first < 0x20 || more < 0 || o->at + (size_t)more >= o->length) {
        o->bad = true;
        return;
    }
    long number = more == 0 ? first : first & (0x3f >> more);
    for (int i = 1; i <= more; i++) {
        int next = o->text[o->at + (size_t)i];
        if (next < 0x80 || next > 0xbf) {
            o->bad = true;
            return;
        }
        number = number * 64 + (next - 0x80);
    }
    static const long least[] = {0, 0x80, 0x800, 0x10000};
    if (number < least[more] || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff)) {
        o->bad = true;
        return;
    }
    buffer_add(o->out, (const char *)o->text + o->at, (size_t)more + 1);
    o->at += (size_t)more + 1;
}

static long own_four_digits(struct own *o)
{
    long number = 0;
    for (int i = 0; i < 4; i++) {
        int c = own_peek(o);
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            o->bad = true;
            return 1;
        }
        number = number * 16 + digit;
        o->at++;
    }
    return number;
}

static void own_write_number(struct own *o, long n)
{
    unsigned char bytes[4];
    size_t count;
    if (n < 0x80) {
        bytes[0] = (unsigned char)n;
        count = 1;
    } else if (n < 0x800) {
        bytes[0] = (unsigned char)(0xc0 + n / 64);
        bytes[1] = (unsigned char)(0x80 + n % 64);
        count = 2;
    } else if (n < 0x10000) {
        bytes[0] = (unsigned char)(0xe0 + n / 4096);
        bytes[1] = (unsigned char)(0x80 + n / 64 % 64);
        bytes[2] = (unsigned char)(0x80 + n % 64);
        count = 3;
    } else {
        bytes[0] = (unsigned char)(0xf0 + n / 262144);
        bytes[1] = (unsigned char)(0x80 + n / 4096 % 64);
        bytes[2] = (unsigned char)(0x80 + n / 64 % 64);
        bytes[3] = (unsigned char)(0x80 + n % 64);
        count = 4;
    }
    buffer_add(o->out, (const char *)bytes, count);
}

static void own_escape(struct own *o)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    for (size_t i = 0; from[i] != '\0'; i++)
        if (own_take(o, from[i])) {
            buffer_add_byte(o->out, to[i]);
            return;
        }
    own_must(o, 'u');
    if (o->bad)
        return;
    long number = own_four_digits(o);
    if (number >= 0xd800 && number <= 0xdbff) {
        own_must(o, '\\');
        if (o->bad)
            return;
        own_must(o, 'u');
        if (o->bad)
            return;
        long low = own_four_digits(o);
        if (low < 0xdc00 || low > 0xdfff)
            o->bad = true;
        number = 0x10000 + (number - 0xd800) * 0x400 + (low - 0xdc00);
    } else if (number == 0 || (number >= 0xdc00 && number <= 0xdfff)) {
        o->bad = true;
    }
    if (!o->bad)
        own_write_number(o, number);
}

static void own_string(struct own *o)
{
    own_must(o, '"');
    buffer_add_byte(o->out, '<');
    while (!o->bad && !own_take(o, '"')) {
        if (own_take(o, '\\'))
            own_escape(o);
        else
            own_character(o);
    }
    buffer_add_byte(o->out, '>');
}

static size_t own_digits(struct own *o)
{
    size_t count = 0;
    for (; own_peek(o) >= '0' && own_peek(o) <= '9'; o->at++)
        count++;
    return count;
}

static void own_number(struct own *o)
{
    own_take(o, '-');
    if (!own_take(o, '0') && own_digits(o) == 0)
        o->bad = true;
    if (own_take(o, '.') && own_digits(o) == 0)
        o->bad = true;
    if (own_take(o, 'e') || own_take(o, 'E')) {
        if (!own_take(o, '+'))
            own_take(o, '-');
        if (own_digits(o) == 0)
            o->bad = true;
    }
}

static void own_word(struct own *o, const char *word)
{
    for (; *word != '\0' && !o->bad; word++)
        own_must(o, *word);
}

static void own_value(struct own *o, int depth);

static void own_array(struct own *o, int depth)
{
    own_must(o, '[');
    buffer_add_byte(o->out, '[');
    own_blanks(o);
    if (own_take(o, ']')) {
        buffer_add_byte(o->out, ']');
        return;
    }
    do {
        own_blanks(o);
        own_value(o, depth);
        own_blanks(o);
        buffer_add_byte(o->out, ',');
    } while (!o->bad && own_take(o, ','));
    own_must(o, ']');
    buffer_add_byte(o->out, ']');
}

enum { OWN_NAMES = 5000 };

/* At the top, names are compared and counted. */
static void own_object(struct own *o, int depth)
{
    struct buffer names[OWN_NAMES];
    size_t count = 0;
    own_must(o, '{');
    buffer_add_byte(o->out, '{');
    own_blanks(o);
    if (own_take(o, '}')) {
        buffer_add_byte(o->out, '}');
        return;
    }
    do {
        size_t before = o->out->length;
        own_blanks(o);
        own_string(o);
        if (depth == 1 && count < OWN_NAMES) {
            names[count] = (struct buffer){0};
            buffer_add(&names[count], o->out->bytes + before, o->out->length - before);
            for (size_t i = 0; i < count; i++)
                if (span_equal(buffer_span(&names[i]), buffer_span(&names[count])))
                    o->bad = true;
            count++;
        }
        own_blanks(o);
        own_must(o, ':');
        own_blanks(o);
        own_value(o, depth);
        own_blanks(o);
        buffer_add_byte(o->out, ',');
    } while (!o->bad && own_take(o, ','));
    own_must(o, '}');
    buffer_add_byte(o->out, '}');
    if (count > LEX_MEMBERS)
        o->bad = true;
    for (size_t i = 0; i < count; i++)
        buffer_release(&names[i]);
}

/* Nested objects need no names kept: a smaller frame for a deep recursion. */
static void own_inner_object(struct own *o, int depth)
{
    own_must(o, '{');
    buffer_add_byte(o->out, '{');
    own_blanks(o);
    if (own_take(o, '}')) {
        buffer_add_byte(o->out, '}');
        return;
    }
    do {
        own_blanks(o);
        own_string(o);
        own_blanks(o);
        own_must(o, ':');
        own_blanks(o);
        own_value(o, depth);
        own_blanks(o);
        buffer_add_byte(o->out, ',');
    } while (!o->bad && own_take(o, ','));
    own_must(o, '}');
    buffer_add_byte(o->out, '}');
}

static void own_value(struct own *o, int depth)
{
    if (o->bad)
        return;
    size_t start = o->at;
    switch (own_peek(o)) {
    case '{':
    case '[':
        if (depth == LEX_DEPTH)
            o->bad = true;
        else if (own_peek(o) == '{')
            own_inner_object(o, depth + 1);
        else
            own_array(o, depth + 1);
        return;
    case '"':
        own_string(o);
        return;
    case 't':
        own_word(o, "true");
        break;
    case 'f':
        own_word(o, "false");
        break;
    case 'n':
        own_word(o, "null");
        break;
    default:
        own_number(o);
    }
    if (!o->bad)
        buffer_add(o->out, (const char *)o->text + start, o->at - start);
}

static bool own_accepts(struct span text, struct buffer *out)
{
    struct own o = {.text = (const unsigned char *)text.at, .length = text.length, .out = out};
    buffer_reset(out);
    own_blanks(&o);
    own_object(&o, 1);
    own_blanks(&o);
    return !o.bad && o.at == o.length;
}

/* ------------------------------------------------------- the lexer, asked the same */

/* A copy with nothing but the padding behind it, so that a sanitizer sees each step too far; what
 * is in the padding after its NUL is made to mislead. */
static char *padded(struct span text)
{
    char *copy = malloc(text.length + LEX_PADDING);
    if (text.length > 0)
        memcpy(copy, text.at, text.length);
    memset(copy + text.length, '"', LEX_PADDING);
    copy[text.length] = '\0';
    return copy;
}

static void walk(struct span value, struct arena *arena, struct buffer *out, bool *good);

static void walk_members(const struct object *object, struct arena *arena, struct buffer *out,
                         bool *good)
{
    buffer_add_byte(out, '{');
    for (size_t i = 0; i < object->count; i++) {
        const struct member *member = &object->members[i];
        *good &= *member->start == '"' && member->start < member->value.at;
        buffer_add_byte(out, '<');
        buffer_add_span(out, member->name);
        buffer_add_byte(out, '>');
        walk(member->value, arena, out, good);
        buffer_add_byte(out, ',');
    }
    *good &= *object->close == '}';
    buffer_add_byte(out, '}');
}

static void walk_array(struct span value, struct arena *arena, struct buffer *out, bool *good)
{
    const char *cursor = NULL;
    struct span element;
    buffer_add_byte(out, '[');
    while (lex_next_element(value, &cursor, &element)) {
        walk(element, arena, out, good);
        buffer_add_byte(out, ',');
    }
    buffer_add_byte(out, ']');
}

static void walk(struct span value, struct arena *arena, struct buffer *out, bool *good)
{
    if (*value.at == '{') {
        struct object object = {0};
        struct fault fault = {0};
        if (lex_nested_object(value, "x", &object, arena, &fault))
            walk_members(&object, arena, out, good);
        else
            *good = false;
        object_release(&object);
    } else if (*value.at == '[') {
        walk_array(value, arena, out, good);
    } else if (*value.at == '"') {
        buffer_add_byte(out, '<');
        buffer_add_span(out, lex_string_text(value, arena));
        buffer_add_byte(out, '>');
    } else {
        buffer_add_span(out, value);
    }
}

struct answer {
    bool accepted;
    struct fault fault;
    struct buffer content; /* where accepted and asked for */
    bool good;             /* the walk met nothing odd */
};

static void ask(struct span text, bool content, struct answer *answer)
{
    struct object object = {0};
    struct arena arena = {0};
    char *copy = padded(text);
    char *before = padded(text);
    answer->fault = (struct fault){0};
    answer->good = true;
    buffer_reset(&answer->content);
    answer->accepted = lex_object(copy, text.length, &object, &arena, &answer->fault);
    if (answer->accepted && content)
        walk_members(&object, &arena, &answer->content, &answer->good);
    answer->good &= memcmp(copy, before, text.length + LEX_PADDING) == 0;
    answer->good &= answer->accepted == fault_none(&answer->fault);
    object_release(&object);
    arena_release(&arena);
    free(copy);
    free(before);
}

/* ------------------------------------------------------------------------ the table */

struct sample {
    const char *code; /* NULL: accepted */
    const char *name;
    struct span text;
};

#define Y(name, text)                                                                              \
    {                                                                                              \
        NULL, name,                                                                                \
        {                                                                                          \
            text, sizeof(text) - 1                                                                 \
        }                                                                                          \
    }
#define N(code, name, text)                                                                        \
    {                                                                                              \
        code, name,                                                                                \
        {                                                                                          \
            text, sizeof(text) - 1                                                                 \
        }                                                                                          \
    }
#define J(name, text) N("bad_json", name, text)
#define U(name, text) N("bad_utf8", name, text)

static const struct sample samples[] = {
    Y("empty object", "{}"),
    Y("blanks in an empty object", "{ \t\r\n}"),
    Y("blanks around", " \t\r\n{\"a\":1} \t\r\n"),
    Y("blanks everywhere", "{ \"a\" : [ 1 , 2 , { } , [ ] ] , \"b\" : \"\" }"),
    Y("empty name", "{\"\":0}"),
    Y("empty name and a blank one", "{\"\":0,\" \":1}"),
    Y("names that differ in case", "{\"a\":1,\"A\":2}"),
    Y("names that differ in a blank", "{\"a\":1,\"a \":2}"),
    Y("a name that begins another", "{\"a\":1,\"ab\":2,\"abc\":3}"),
    Y("composed and decomposed names are two", "{\"\xc3\xa9\":1,\"e\xcc\x81\":2}"),
    Y("a name of one escape", "{\"\\u0061\":1}"),
    Y("a name with a quote", "{\"\\\"\":1}"),
    Y("a name with a newline, escaped", "{\"\\n\":1}"),
    Y("true false null", "{\"a\":true,\"b\":false,\"c\":null}"),
    Y("words in an array", "{\"a\":[true,false,null]}"),
    Y("zero", "{\"a\":0}"),
    Y("minus zero", "{\"a\":-0}"),
    Y("minus zero point zero", "{\"a\":-0.0}"),
    Y("one digit", "{\"a\":7}"),
    Y("many digits", "{\"a\":123456789012345678901234567890123456789012345678901234567890}"),
    Y("over 2^53", "{\"a\":9007199254740993}"),
    Y("fraction", "{\"a\":1.50}"),
    Y("fraction of zeros", "{\"a\":0.000}"),
    Y("long fraction", "{\"a\":0.123456789012345678901234567890}"),
    Y("exponent", "{\"a\":1e5}"),
    Y("exponent capital", "{\"a\":1E5}"),
    Y("exponent plus", "{\"a\":1e+5}"),
    Y("exponent minus", "{\"a\":1E-5}"),
    Y("exponent with zeros in front", "{\"a\":1e005}"),
    Y("zero with exponent", "{\"a\":0e0}"),
    Y("fraction with exponent", "{\"a\":-1.25e-10}"),
    Y("too large for a double", "{\"a\":1e400}"),
    Y("too small for a double", "{\"a\":1e-400}"),
    Y("number before a brace", "{\"a\":{\"b\":-1}}"),
    Y("number before a bracket", "{\"a\":[-1]}"),
    Y("empty array", "{\"a\":[]}"),
    Y("array of one", "{\"a\":[1]}"),
    Y("array of empty arrays", "{\"a\":[[],[[]],[]]}"),
    Y("array of empty objects", "{\"a\":[{},{}]}"),
    Y("empty string", "{\"a\":\"\"}"),
    Y("all short escapes", "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}"),
    Y("slash without escape", "{\"a\":\"/\"}"),
    Y("u escape", "{\"a\":\"\\u4e2d\"}"),
    Y("u escape capital digits", "{\"a\":\"\\u4E2D\\uABCD\"}"),
    Y("u escape of a quote", "{\"a\":\"\\u0022\"}"),
    Y("u escape of a backslash", "{\"a\":\"\\u005c\"}"),
    Y("u escape of a control", "{\"a\":\"\\u0001\\u001f\"}"),
    Y("u escape of DEL", "{\"a\":\"\\u007f\"}"),
    Y("u escapes of two bytes", "{\"a\":\"\\u0080\\u07ff\"}"),
    Y("u escapes beside the surrogates", "{\"a\":\"\\ud7ff\\ue000\"}"),
    Y("noncharacters as escapes", "{\"a\":\"\\ufffe\\uffff\\ufdd0\"}"),
    Y("surrogate pair", "{\"a\":\"\\ud83d\\ude00\"}"),
    Y("first surrogate pair", "{\"a\":\"\\ud800\\udc00\"}"),
    Y("last surrogate pair", "{\"a\":\"\\udbff\\udfff\"}"),
    Y("two pairs in a row", "{\"a\":\"\\ud83d\\ude00\\ud83d\\ude00\"}"),
    Y("pair in mixed case", "{\"a\":\"\\uD83d\\uDe00\"}"),
    Y("backslash before u that is none", "{\"a\":\"\\\\u0000\"}"),
    Y("backslash before a surrogate that is none", "{\"a\":\"\\\\ud800\"}"),
    Y("escape at the end", "{\"a\":\"x\\n\"}"),
    Y("escaped backslash at the end", "{\"a\":\"x\\\\\"}"),
    Y("DEL as it is", "{\"a\":\"\x7f\"}"),
    Y("two bytes", "{\"a\":\"\xc2\x80\xdf\xbf\"}"),
    Y("three bytes", "{\"a\":\"\xe0\xa0\x80\xef\xbf\xbf\"}"),
    Y("three bytes beside the surrogates", "{\"a\":\"\xed\x9f\xbf\xee\x80\x80\"}"),
    Y("four bytes", "{\"a\":\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"}"),
    Y("Chinese text", "{\"\xe4\xb8\xad\":\"\xe5\x9b\xbd\"}"),
    Y("a BOM inside a string", "{\"a\":\"\xef\xbb\xbf\"}"),
    Y("line separators", "{\"a\":\"\xe2\x80\xa8\xe2\x80\xa9\"}"),
    Y("brackets in a string", "{\"a\":\"}]{[,:\"}"),
    Y("twenty characters before the quote", "{\"a\":\"0123456789abcdefghij\"}"),
    Y("fifteen", "{\"a\":\"0123456789abcde\"}"),
    Y("sixteen", "{\"a\":\"0123456789abcdef\"}"),
    Y("seventeen", "{\"a\":\"0123456789abcdefg\"}"),
    Y("an escape in the sixteenth place", "{\"a\":\"0123456789abcde\\n0123456789abcdef\"}"),
    Y("the top's name below", "{\"a\":{\"a\":{\"a\":1}}}"),
    Y("deep", "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1"
              "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"),

    N("not_an_object", "nothing", ""),
    N("not_an_object", "blanks", " \t"),
    N("not_an_object", "an array", "[]"),
    N("not_an_object", "an array of objects", "[{}]"),
    N("not_an_object", "a string", "\"a\""),
    N("not_an_object", "a number", "1"),
    N("not_an_object", "a word", "true"),
    N("not_an_object", "null", "null"),
    N("not_an_object", "a closing brace", "}"),
    N("not_an_object", "a BOM in front", "\xef\xbb\xbf{}"),
    N("not_an_object", "NUL in front", "\0{}"),
    N("not_an_object", "form feed in front", "\f{}"),
    N("not_an_object", "a comment in front", "/**/{}"),
    J("open brace", "{"),
    J("open brace and a blank", "{ "),
    J("two objects", "{}{}"),
    J("two objects with a blank", "{} {}"),
    J("a comma behind", "{},"),
    J("a brace too many", "{}}"),
    J("a bracket behind", "{}]"),
    J("a word behind", "{}x"),
    J("NUL behind", "{}\0"),
    J("NUL and more behind", "{}\0{}"),
    J("vertical tab behind", "{}\v"),
    J("no-break space behind", "{}\xc2\xa0"),
    J("a comment behind", "{}//x"),
    J("name alone", "{\"a\"}"),
    J("name and colon", "{\"a\":}"),
    J("no colon", "{\"a\" 1}"),
    J("two colons", "{\"a\"::1}"),
    J("a comma for the colon", "{\"a\",1}"),
    J("equals for the colon", "{\"a\"=1}"),
    J("bare name", "{a:1}"),
    J("name in single quotes", "{'a':1}"),
    J("a number for a name", "{1:1}"),
    J("a word for a name", "{true:1}"),
    J("null for a name", "{null:1}"),
    J("an array for a name", "{[]:1}"),
    J("comma before the first", "{,\"a\":1}"),
    J("comma after the last", "{\"a\":1,}"),
    J("two commas", "{\"a\":1,,\"b\":2}"),
    J("no comma", "{\"a\":1 \"b\":2}"),
    J("semicolon", "{\"a\":1;\"b\":2}"),
    J("closed by a bracket", "{\"a\":1]"),
    J("array closed by a brace", "{\"a\":[1}}"),
    J("not closed after a value", "{\"a\":1"),
    J("not closed after a comma", "{\"a\":1,"),
    J("not closed after a colon", "{\"a\":"),
    J("not closed after a name", "{\"a\""),
    J("not closed in a name", "{\"a"),
    J("not closed in a string", "{\"a\":\"x"),
    J("not closed in a string of sixteen", "{\"a\":\"0123456789abcdef"),
    J("not closed after a backslash", "{\"a\":\"\\"),
    J("not closed in an escape", "{\"a\":\"\\u00"),
    J("not closed in a pair", "{\"a\":\"\\ud83d"),
    J("not closed in a pair's backslash", "{\"a\":\"\\ud83d\\"),
    J("not closed in a pair's u", "{\"a\":\"\\ud83d\\u"),
    J("not closed in an array", "{\"a\":[1"),
    J("not closed in an array after a comma", "{\"a\":[1,"),
    J("not closed below", "{\"a\":{\"b\":1}"),
    J("array comma first", "{\"a\":[,1]}"),
    J("array comma last", "{\"a\":[1,]}"),
    J("array comma alone", "{\"a\":[,]}"),
    J("array two commas", "{\"a\":[1,,2]}"),
    J("array no comma", "{\"a\":[1 2]}"),
    J("array with a colon", "{\"a\":[1:2]}"),
    J("array with a member", "{\"a\":[\"b\":1]}"),
    J("object with an element", "{\"a\":{1}}"),
    J("nested comma last", "{\"a\":{\"b\":1,}}"),
    J("zero in front", "{\"a\":01}"),
    J("zeros", "{\"a\":00}"),
    J("minus and zero in front", "{\"a\":-01}"),
    J("plus", "{\"a\":+1}"),
    J("minus alone", "{\"a\":-}"),
    J("two minuses", "{\"a\":--1}"),
    J("minus and a blank", "{\"a\":- 1}"),
    J("no digit before the point", "{\"a\":.5}"),
    J("minus and point", "{\"a\":-.5}"),
    J("no digit after the point", "{\"a\":1.}"),
    J("point and exponent", "{\"a\":1.e5}"),
    J("two points", "{\"a\":1.2.3}"),
    J("comma as the point", "{\"a\":1,5}"),
    J("exponent without digit", "{\"a\":1e}"),
    J("exponent with sign without digit", "{\"a\":1e+}"),
    J("exponent with two signs", "{\"a\":1e+-1}"),
    J("exponent with a point", "{\"a\":1e1.5}"),
    J("exponent alone", "{\"a\":e5}"),
    J("hexadecimal", "{\"a\":0x1f}"),
    J("underscore", "{\"a\":1_000}"),
    J("letter behind a number", "{\"a\":1a}"),
    J("blank in a number", "{\"a\":1 2}"),
    J("NaN", "{\"a\":NaN}"),
    J("Infinity", "{\"a\":Infinity}"),
    J("minus Infinity", "{\"a\":-Infinity}"),
    J("full-width digit", "{\"a\":\xef\xbc\x91}"),
    J("True", "{\"a\":True}"),
    J("TRUE", "{\"a\":TRUE}"),
    J("tru", "{\"a\":tru}"),
    J("truee", "{\"a\":truee}"),
    J("t", "{\"a\":t"),
    J("fals", "{\"a\":fals}"),
    J("nul", "{\"a\":nul}"),
    J("nulll", "{\"a\":nulll}"),
    J("undefined", "{\"a\":undefined}"),
    J("NUL in a word", "{\"a\":tr\0e}"),
    J("bare word", "{\"a\":abc}"),
    J("single quotes", "{\"a\":'x'}"),
    J("bad escape x", "{\"a\":\"\\x41\"}"),
    J("bad escape a", "{\"a\":\"\\a\"}"),
    J("bad escape zero", "{\"a\":\"\\0\"}"),
    J("bad escape single quote", "{\"a\":\"\\'\"}"),
    J("bad escape capital N", "{\"a\":\"\\N\"}"),
    J("bad escape capital U", "{\"a\":\"\\U0041\"}"),
    J("bad escape blank", "{\"a\":\"\\ n\"}"),
    J("bad escape of a newline", "{\"a\":\"\\\n\"}"),
    J("bad escape of Chinese", "{\"a\":\"\\\xe4\xb8\xad\"}"),
    J("u with three digits", "{\"a\":\"\\u123\"}"),
    J("u with none", "{\"a\":\"\\u\"}"),
    J("u with a g", "{\"a\":\"\\u12g4\"}"),
    J("u with a sign", "{\"a\":\"\\u+123\"}"),
    J("u with braces", "{\"a\":\"\\u{41}\"}"),
    J("u with a blank", "{\"a\":\"\\u 041\"}"),
    J("U+0000 escaped", "{\"a\":\"\\u0000\"}"),
    J("U+0000 in a name", "{\"\\u0000\":1}"),
    J("lone high surrogate", "{\"a\":\"\\ud800\"}"),
    J("lone high surrogate before text", "{\"a\":\"\\udbffx\"}"),
    J("lone high surrogate before an escape", "{\"a\":\"\\ud800\\n\"}"),
    J("lone high surrogate before another escape", "{\"a\":\"\\ud800\\u0041\"}"),
    J("two high surrogates", "{\"a\":\"\\ud800\\ud800\"}"),
    J("two high surrogates and a low one", "{\"a\":\"\\ud83d\\ud83d\\ude00\"}"),
    J("lone low surrogate", "{\"a\":\"\\udc00\"}"),
    J("the pair the wrong way round", "{\"a\":\"\\ude00\\ud83d\"}"),
    J("lone surrogate in a name", "{\"\\udfff\":1}"),
    J("high surrogate and a bad escape", "{\"a\":\"\\ud83d\\u12\"}"),
    J("NUL in a string", "{\"a\":\"x\0y\"}"),
    J("NUL in a name", "{\"a\0\":1}"),
    J("NUL after the brace", "{\0\"a\":1}"),
    J("NUL for a value", "{\"a\":\0}"),
    J("NUL in a number", "{\"a\":1\0}"),
    J("NUL in an array", "{\"a\":[\0]}"),
    J("control 1 in a string", "{\"a\":\"\x01\"}"),
    J("control 31 in a string", "{\"a\":\"\x1f\"}"),
    J("tab in a string", "{\"a\":\"\t\"}"),
    J("newline in a string", "{\"a\":\"\n\"}"),
    J("CR in a string", "{\"a\":\"\r\"}"),
    J("control in the sixteenth place", "{\"a\":\"0123456789abcde\x01\"}"),
    J("control in the seventeenth place", "{\"a\":\"0123456789abcdef\x01\"}"),
    J("control in a name", "{\"\x02\":1}"),
    J("form feed between", "{\f\"a\":1}"),
    J("vertical tab between", "{\"a\":\v1}"),
    J("backspace between", "{\"a\":\b1}"),
    J("no-break space between", "{\"a\":\xc2\xa0"
                                "1}"),
    J("ideographic space between", "{\"a\":\xe3\x80\x80"
                                   "1}"),
    J("BOM between", "{\xef\xbb\xbf\"a\":1}"),
    J("comment between", "{/**/\"a\":1}"),
    J("comment of a line", "{\"a\":1//x\n}"),
    J("hash comment", "{\"a\":1#x\n}"),
    U("continuation alone", "{\"a\":\"\x80\"}"),
    U("last continuation alone", "{\"a\":\"\xbf\"}"),
    U("0xff", "{\"a\":\"\xff\"}"),
    U("0xfe", "{\"a\":\"\xfe\"}"),
    U("overlong slash", "{\"a\":\"\xc0\xaf\"}"),
    U("overlong NUL", "{\"a\":\"\xc0\x80\"}"),
    U("overlong of two, the last", "{\"a\":\"\xc1\xbf\"}"),
    U("overlong of three", "{\"a\":\"\xe0\x80\x80\"}"),
    U("overlong of three, the last", "{\"a\":\"\xe0\x9f\xbf\"}"),
    U("overlong of four", "{\"a\":\"\xf0\x80\x80\x80\"}"),
    U("overlong of four, the last", "{\"a\":\"\xf0\x8f\xbf\xbf\"}"),
    U("surrogate", "{\"a\":\"\xed\xa0\x80\"}"),
    U("last surrogate", "{\"a\":\"\xed\xbf\xbf\"}"),
    U("surrogate pair in bytes", "{\"a\":\"\xed\xa0\xbd\xed\xb8\x80\"}"),
    U("over U+10FFFF", "{\"a\":\"\xf4\x90\x80\x80\"}"),
    U("far over U+10FFFF", "{\"a\":\"\xf5\x80\x80\x80\"}"),
    U("five bytes", "{\"a\":\"\xf8\x88\x80\x80\x80\"}"),
    U("six bytes", "{\"a\":\"\xfc\x84\x80\x80\x80\x80\"}"),
    U("cut after one of two", "{\"a\":\"\xc3\"}"),
    U("cut after one of three", "{\"a\":\"\xe4\"}"),
    U("cut after two of three", "{\"a\":\"\xe4\xb8\"}"),
    U("cut after three of four", "{\"a\":\"\xf0\x9f\x98\"}"),
    U("cut by the end", "{\"a\":\"\xe4\xb8"),
    U("cut by another character", "{\"a\":\"\xe4\xb8\xe4\xb8\xad\"}"),
    U("one continuation too many", "{\"a\":\"\xe4\xb8\xad\xad\"}"),
    U("latin-1", "{\"a\":\"caf\xe9\"}"),
    U("GB18030", "{\"a\":\"\xd6\xd0\xb9\xfa\"}"),
    U("in a name", "{\"\xff\":1}"),
    U("between", "{\xff\"a\":1}"),
    U("behind", "{}\xff"),
    U("in front", "\xff{}"),
    N("duplicate_key", "twice", "{\"a\":1,\"a\":2}"),
    N("duplicate_key", "twice the same", "{\"a\":1,\"a\":1}"),
    N("duplicate_key", "twice, not side by side", "{\"a\":1,\"b\":2,\"a\":3}"),
    N("duplicate_key", "twice the empty name", "{\"\":1,\"\":2}"),
    N("duplicate_key", "twice by an escape", "{\"a\":1,\"\\u0061\":2}"),
    N("duplicate_key", "twice by two escapes", "{\"\\u0061\":1,\"\\u0061\":2}"),
    N("duplicate_key", "twice by a slash", "{\"/\":1,\"\\/\":2}"),
    N("duplicate_key", "twice by a newline", "{\"\\n\":1,\"\\u000a\":2}"),
    N("duplicate_key", "twice in Chinese", "{\"\xe4\xb8\xad\":1,\"\\u4e2d\":2}"),
    N("duplicate_key", "twice by a pair", "{\"\xf0\x9f\x98\x80\":1,\"\\ud83d\\ude00\":2}"),
    N("duplicate_key", "twice by digits of both cases", "{\"\\u00AF\":1,\"\\u00af\":2}"),
};

static void check_samples(void)
{
    struct answer answer = {0};
    struct buffer content = {0};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const struct sample *sample = &samples[i];
        ask(sample->text, true, &answer);
        bool right = answer.accepted == (sample->code == NULL) && answer.good;
        if (sample->code != NULL)
            right &= answer.fault.code != NULL && strcmp(answer.fault.code, sample->code) == 0 &&
                     answer.fault.reason[0] != '\0';
        check(right, "%s: %s", sample->code == NULL ? "y" : sample->code, sample->name);
        if (!right) {
            check_show("text", sample->text);
            printf("#   %s: %s\n", answer.fault.code != NULL ? answer.fault.code : "accepted",
                   answer.fault.reason);
        }
        bool own = own_accepts(sample->text, &content);
        if (own != (sample->code == NULL))
            check(false, "the second reader is wrong: %s", sample->name);
        else if (own)
            check(span_equal(buffer_span(&content), buffer_span(&answer.content)), "content: %s",
                  sample->name);
    }
    buffer_release(&answer.content);
    buffer_release(&content);
}

/* --------------------------------------------------------------------- the limits */

static void add_many(struct buffer *text, const char *piece, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buffer_add_string(text, piece);
}

static void check_code(struct buffer *text, const char *code, const char *name)
{
    struct answer answer = {0};
    ask(buffer_span(text), true, &answer);
    bool right =
        code == NULL ? answer.accepted : !answer.accepted && strcmp(answer.fault.code, code) == 0;
    check(right && answer.good, "%s: %s", code == NULL ? "y" : code, name);
    buffer_release(&answer.content);
    buffer_reset(text);
}

static void check_depth(void)
{
    struct buffer text = {0};
    for (int depth = 60; depth <= 70; depth++) {
        const char *code = depth > LEX_DEPTH ? "too_deep" : NULL;
        char name[40];
        snprintf(name, sizeof name, "nested %d deep", depth);
        buffer_add_string(&text, "{\"a\":");
        add_many(&text, "[", (size_t)depth - 1);
        add_many(&text, "]", (size_t)depth - 1);
        buffer_add_string(&text, "}");
        check_code(&text, code, name);
        add_many(&text, "{\"a\":", (size_t)depth - 1);
        buffer_add_string(&text, "{}");
        add_many(&text, "}", (size_t)depth - 1);
        check_code(&text, code, name);
        buffer_add_string(&text, "{\"a\":[0,[],{},");
        add_many(&text, "[1,{\"b\":", ((size_t)depth - 2) / 2);
        add_many(&text, "[", (size_t)depth % 2);
        add_many(&text, "]", (size_t)depth % 2);
        if (depth % 2 == 0)
            buffer_add_string(&text, "1");
        add_many(&text, "},2]", ((size_t)depth - 2) / 2);
        buffer_add_string(&text, "]}");
        check_code(&text, code, name);
    }
    buffer_add_string(&text, "{\"a\":");
    add_many(&text, "[", 1000000);
    check_code(&text, "too_deep", "a million brackets");
    buffer_add_string(&text, "{\"a\":[");
    add_many(&text, "[[[]],{\"b\":{}}],", 5000);
    buffer_add_string(&text, "1]}");
    check_code(&text, NULL, "many brackets, never deep");
    buffer_release(&text);
}

static void check_member_count(void)
{
    struct buffer text = {0};
    struct answer answer = {0};
    for (size_t count = LEX_MEMBERS - 1; count <= LEX_MEMBERS + 2; count++) {
        buffer_reset(&text);
        for (size_t i = 0; i < count; i++)
            buffer_printf(&text, "%c\"m%zu\":%zu", i == 0 ? '{' : ',', i * 7919 % 100003, i);
        buffer_add_byte(&text, '}');
        ask(buffer_span(&text), true, &answer);
        bool few = count <= LEX_MEMBERS;
        check(answer.accepted == few && (few || strcmp(answer.fault.code, "too_many_members") == 0),
              "%zu members at the top", count);
    }
    buffer_reset(&text);
    buffer_add_string(&text, "{\"a\":{");
    for (size_t i = 0; i < LEX_MEMBERS + 1; i++)
        buffer_printf(&text, "%s\"m%zu\":0", i == 0 ? "" : ",", i);
    buffer_add_string(&text, "}}");
    ask(buffer_span(&text), false, &answer);
    check(answer.accepted, "more members below the top are nobody's concern");
    ask(buffer_span(&text), true, &answer);
    check(!answer.good, "but not where they are indexed");
    buffer_release(&text);
    buffer_release(&answer.content);
}

/* One name twice among N, at places by chance; then none. The lexer goes two ways, by N. */
static void check_duplicates(void)
{
    static const size_t counts[] = {2, 3, 16, 17, 39, 40, 41, 42, 64, 100, 1000, LEX_MEMBERS};
    struct buffer text = {0};
    struct answer answer = {0};
    uint64_t state = 5;
    size_t missed = 0, invented = 0;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (int round = 0; round < 40; round++) {
            size_t count = counts[c];
            size_t first = check_below(&state, count);
            size_t second = round % 4 == 0 ? first : check_below(&state, count);
            size_t salt = check_below(&state, 1000);
            buffer_reset(&text);
            for (size_t i = 0; i < count; i++) {
                size_t name = i == second ? first : i;
                buffer_add_byte(&text, i == 0 ? '{' : ',');
                if (round % 3 == 0 && i == second)
                    buffer_printf(&text, "\"\\u006e%zu\":0", name + salt);
                else
                    buffer_printf(&text, "\"n%zu\":0", name + salt);
            }
            buffer_add_byte(&text, '}');
            ask(buffer_span(&text), false, &answer);
            missed += first != second && answer.accepted;
            invented += first == second && !answer.accepted;
        }
    check(missed == 0, "a name twice is seen among any number: %zu missed", missed);
    check(invented == 0, "names that differ are let through: %zu refused", invented);
    buffer_release(&text);
}

static void check_nested_duplicates(void)
{
    static const char text[] = "{\"a\":{\"b\":1,\"\\u0062\":2},\"c\":[{\"d\":1}]}";
    char *copy = padded((struct span){text, sizeof text - 1});
    struct object object = {0}, inner = {0};
    struct arena arena = {0};
    struct fault fault = {0};
    check(lex_object(copy, sizeof text - 1, &object, &arena, &fault),
          "a nested name may stand twice");
    const struct member *a = object_find(&object, SPAN("a"));
    check(!lex_nested_object(a->value, "the.path", &inner, &arena, &fault) &&
              strcmp(fault.code, "duplicate_key") == 0 && strcmp(fault.field, "the.path") == 0,
          "until it is read; the fault names the object");
    check(strstr(fault.reason, "b") == NULL || strstr(fault.reason, "'b'") == NULL,
          "and not what the input says");
    check(object_find(&object, SPAN("c")) != NULL && object_find(&object, SPAN("b")) == NULL &&
              object_find(&object, SPAN("")) == NULL,
          "object_find finds what is there");
    object_release(&object);
    object_release(&inner);
    arena_release(&arena);
    free(copy);
}

/* -------------------------------------------------------------- made up by chance */

struct maker {
    uint64_t state;
    struct buffer *out;
    size_t names;
};

static size_t below(struct maker *maker, size_t limit)
{
    return check_below(&maker->state, limit);
}

static void make_blanks(struct maker *maker)
{
    while (below(maker, 6) == 0)
        buffer_add_byte(maker->out, " \t\r\n"[below(maker, 4)]);
}

static void make_string_inside(struct maker *maker)
{
    static const char *const pieces[] = {
        "a",
        "Z",
        " ",
        "0",
        "/",
        "\x7f",
        "{",
        "]",
        "\xc2\x80",
        "\xdf\xbf",
        "\xe0\xa0\x80",
        "\xe4\xb8\xad",
        "\xed\x9f\xbf",
        "\xef\xbf\xbf",
        "\xf0\x90\x80\x80",
        "\xf4\x8f\xbf\xbf",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0001",
        "\\u4e2d",
        "\\uFFFF",
        "\\ud7ff",
        "\\ue000",
        "\\ud800\\udc00",
        "\\uDBFF\\uDFFF",
        "0123456789abcdef",
        "\xe4\xb8\xad\xe5\x9b\xbd\xe4\xb8\xad\xe5\x9b\xbd",
        "\\\\u0000",
    };
    for (size_t count = below(maker, 6); count > 0; count--)
        buffer_add_string(maker->out, pieces[below(maker, sizeof pieces / sizeof *pieces)]);
}

static void make_number(struct maker *maker)
{
    static const char *const starts[] = {"0", "-0", "7", "-1", "42", "9007199254740993", "-100"};
    static const char *const fractions[] = {"", "", ".0", ".50", ".000123"};
    static const char *const exponents[] = {"", "", "e5", "E+07", "e-400", "E0"};
    buffer_add_string(maker->out, starts[below(maker, 7)]);
    buffer_add_string(maker->out, fractions[below(maker, 5)]);
    buffer_add_string(maker->out, exponents[below(maker, 6)]);
}

static void make_value(struct maker *maker, int depth);

static void make_object(struct maker *maker, int depth)
{
    size_t count = below(maker, depth > 4 ? 3 : 6);
    buffer_add_byte(maker->out, '{');
    make_blanks(maker);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(maker->out, ',');
        make_blanks(maker);
        buffer_add_byte(maker->out, '"');
        make_string_inside(maker);
        buffer_printf(maker->out, "%zu\"", maker->names++); /* so that no two are alike */
        make_blanks(maker);
        buffer_add_byte(maker->out, ':');
        make_blanks(maker);
        make_value(maker, depth + 1);
        make_blanks(maker);
    }
    buffer_add_byte(maker->out, '}');
}

static void make_array(struct maker *maker, int depth)
{
    size_t count = below(maker, depth > 4 ? 3 : 6);
    buffer_add_byte(maker->out, '[');
    make_blanks(maker);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(maker->out, ',');
        make_blanks(maker);
        make_value(maker, depth + 1);
        make_blanks(maker);
    }
    buffer_add_byte(maker->out, ']');
}

static void make_value(struct maker *maker, int depth)
{
    static const char *const words[] = {"true", "false", "null"};
    switch (below(maker, depth > 12 ? 4 : 7)) {
    case 0:
    case 1:
        buffer_add_byte(maker->out, '"');
        make_string_inside(maker);
        buffer_add_byte(maker->out, '"');
        break;
    case 2:
        make_number(maker);
        break;
    case 3:
        buffer_add_string(maker->out, words[below(maker, 3)]);
        break;
    case 4:
        make_array(maker, depth);
        break;
    default:
        make_object(maker, depth);
    }
}

static void make_text(struct maker *maker)
{
    buffer_reset(maker->out);
    make_blanks(maker);
    make_object(maker, 1);
    make_blanks(maker);
}

/* One byte changed, put in, taken out, or two swapped. */
static void mutate(struct maker *maker, const struct buffer *from, struct buffer *to)
{
    static const char likely[] =
        "\"\\{}[],:0123456789-+.eEutrfalsn \t\r\n/\0\x01\x1f\x7f\x80\xbf\xc0"
        "\xc2\xe0\xed\xa0\xf0\xf4\x90\xff";
    size_t at = below(maker, from->length);
    char byte =
        below(maker, 4) == 0 ? (char)below(maker, 256) : likely[below(maker, sizeof likely - 1)];
    buffer_reset(to);
    buffer_add(to, from->bytes, from->length);
    switch (below(maker, 4)) {
    case 0:
        to->bytes[at] = byte;
        break;
    case 1:
        buffer_add_byte(to, 0);
        memmove(to->bytes + at + 1, to->bytes + at, to->length - at - 1);
        to->bytes[at] = byte;
        break;
    case 2:
        memmove(to->bytes + at, to->bytes + at + 1, to->length - at - 1);
        to->length--;
        break;
    default:
        if (at + 1 < to->length) {
            char other = to->bytes[at];
            to->bytes[at] = to->bytes[at + 1];
            to->bytes[at + 1] = other;
        }
    }
}

static void check_random_texts(void)
{
    enum { TEXTS = 3000, MUTATIONS = 60 };
    struct buffer text = {0}, changed = {0}, content = {0};
    struct answer answer = {0};
    struct maker maker = {.state = 2026, .out = &text};
    size_t refused = 0, disagreed = 0, different = 0, valid = 0, tried = 0;
    for (int i = 0; i < TEXTS; i++) {
        maker.names = 0;
        make_text(&maker);
        ask(buffer_span(&text), true, &answer);
        if (!own_accepts(buffer_span(&text), &content) || !answer.accepted || !answer.good) {
            if (refused++ < 3)
                check_show("refused", buffer_span(&text));
            continue;
        }
        different += !span_equal(buffer_span(&content), buffer_span(&answer.content));
        for (int j = 0; j < MUTATIONS; j++) {
            mutate(&maker, &text, &changed);
            ask(buffer_span(&changed), false, &answer);
            bool own = own_accepts(buffer_span(&changed), &content);
            tried++;
            valid += own;
            if (own == answer.accepted && answer.good)
                continue;
            if (disagreed++ < 3) {
                check_show(own ? "only the lexer refuses" : "only the lexer accepts",
                           buffer_span(&changed));
                printf("#   %s\n", answer.fault.reason);
            }
        }
    }
    check(refused == 0, "valid texts pass: %zu of %d refused", refused, TEXTS);
    check(different == 0, "and read alike: %zu differ", different);
    check(disagreed == 0, "texts with a byte changed: %zu of %zu disagree", disagreed, tried);
    check(valid > tried / 50 && valid < tried / 50 * 49, "of which %zu are valid", valid);
    buffer_release(&text);
    buffer_release(&changed);
    buffer_release(&content);
    buffer_release(&answer.content);
}

/* Every start of a text is refused, and none of them makes the lexer step too far. */
static void check_starts(void)
{
    static const char text[] =
        " {\"a\\u0041\":[1.5e+3,\"\\ud83d\\ude00\xe4\xb8\xad\",true,{\"b\":null}],"
        "\"0123456789abcdef\":\"0123456789abcdef0123456789abcdef\"} ";
    struct answer answer = {0};
    size_t accepted = 0;
    for (size_t length = 0; length < sizeof text - 2; length++) {
        ask((struct span){text, length}, false, &answer);
        accepted += answer.accepted;
    }
    check(accepted == 0, "no start of a text is a text");
    ask((struct span){text, sizeof text - 2}, true, &answer);
    check(answer.accepted, "the whole is");
    buffer_release(&answer.content);
}

/* A string with one byte of each kind at every place of a block. */
static void check_blocks(void)
{
    struct buffer text = {0}, content = {0};
    struct answer answer = {0};
    size_t wrong = 0;
    for (size_t length = 0; length < 70; length++)
        for (int byte = 0; byte < 256; byte++) {
            buffer_reset(&text);
            buffer_add_string(&text, "{\"a\":\"");
            add_many(&text, "x", length);
            buffer_add_byte(&text, (char)byte);
            buffer_add_string(&text, "n\"}");
            ask(buffer_span(&text), true, &answer);
            bool own = own_accepts(buffer_span(&text), &content);
            wrong += own != answer.accepted ||
                     (own && !span_equal(buffer_span(&content), buffer_span(&answer.content)));
        }
    check(wrong == 0, "each byte at each place of a string: %zu wrong", wrong);
    buffer_release(&text);
    buffer_release(&content);
    buffer_release(&answer.content);
}

int main(void)
{
    check_samples();
    check_depth();
    check_member_count();
    check_duplicates();
    check_nested_duplicates();
    check_starts();
    check_blocks();
    check_random_texts();
    return check_end();
}
