/* A record's edits: by hand-written expectations, and random ones against a rebuild that keeps its
 * members in a plain list. */
#include "lib/record/record.h"

#include "tests/unit/check.h"

#include <stdlib.h>

/* A line with the padding behind it that the lexer needs, and nothing more. */
static char *line_of(struct span text)
{
    char *line = malloc(text.length + LEX_PADDING);
    memcpy(line, text.at, text.length);
    memset(line + text.length, '}', LEX_PADDING);
    line[text.length] = '\0';
    return line;
}

/* ------------------------------------------------------------------ by hand */

enum step_kind { SET, REMOVE, APPEND };

struct step {
    enum step_kind kind;
    const char *name;
    const char *value;
};

struct example {
    const char *what;
    const char *before;
    struct step steps[6]; /* ended by one without a name */
    const char *after;
};

static const struct example examples[] = {
    {"no edit", " { \"a\" : 1.50 ,\t\"b\":[ ] } ", {{0}}, " { \"a\" : 1.50 ,\t\"b\":[ ] } "},
    {"set the first", "{\"a\":1,\"b\":2}", {{SET, "a", "[3]"}}, "{\"a\":[3],\"b\":2}"},
    {"set the last", "{\"a\":1,\"b\":2}", {{SET, "b", "\"x\""}}, "{\"a\":1,\"b\":\"x\"}"},
    {"set keeps all blanks",
     " { \"a\" :  1 , \"b\" : 2 } ",
     {{SET, "a", "9"}},
     " { \"a\" :  9 , \"b\" : 2 } "},
    {"set a new one", "{\"a\":1}", {{SET, "b", "2"}}, "{\"a\":1,\"b\":2}"},
    {"set a new one in an empty object", "{}", {{SET, "b", "2"}}, "{\"b\":2}"},
    {"set two new ones in an empty object",
     "{}",
     {{SET, "b", "2"}, {SET, "a", "1"}},
     "{\"b\":2,\"a\":1}"},
    {"set a new one in a blank object", " { } ", {{SET, "b", "2"}}, " { \"b\":2} "},
    {"set a new one before the blanks of the end",
     "{\"a\":1 } ",
     {{SET, "b", "2"}},
     "{\"a\":1 ,\"b\":2} "},
    {"set the same is no change", "{ \"a\" : 1 }", {{SET, "a", "1"}}, "{ \"a\" : 1 }"},
    {"set and set back is no change",
     "{ \"a\" : 1 }",
     {{SET, "a", "2"}, {SET, "a", "1"}},
     "{ \"a\" : 1 }"},
    {"set another spelling is a change", "{\"a\":1.0}", {{SET, "a", "1"}}, "{\"a\":1}"},
    {"the last set holds", "{\"a\":1}", {{SET, "a", "2"}, {SET, "a", "3"}}, "{\"a\":3}"},
    {"the last set of a new one holds", "{}", {{SET, "a", "2"}, {SET, "a", "3"}}, "{\"a\":3}"},
    {"set a name that is spelt with escapes",
     "{\"\\u0061\" : 1,\"b\":2}",
     {{SET, "a", "3"}},
     "{\"\\u0061\" : 3,\"b\":2}"},
    {"set does not look below the top",
     "{\"b\":{\"a\":1}}",
     {{SET, "a", "2"}},
     "{\"b\":{\"a\":1},\"a\":2}"},
    {"set does not look into strings",
     "{\"b\":\"\\\"a\\\":1\"}",
     {{SET, "a", "2"}},
     "{\"b\":\"\\\"a\\\":1\",\"a\":2}"},
    {"append to what was set with blanks around it",
     "{\"a\":1}",
     {{SET, "a", "\t[4] "}, {APPEND, "a", "5"}},
     "{\"a\":[4,5]}"},
    {"set two, the later first",
     "{\"a\":1,\"b\":2,\"c\":3}",
     {{SET, "c", "30"}, {SET, "a", "10"}},
     "{\"a\":10,\"b\":2,\"c\":30}"},
    {"set to a longer and to a shorter",
     "{\"a\":\"long\",\"b\":1}",
     {{SET, "a", "0"}, {SET, "b", "\"longer\""}},
     "{\"a\":0,\"b\":\"longer\"}"},
    {"set one that is there and a new one",
     "{\"a\":1}",
     {{SET, "n", "2"}, {SET, "a", "3"}},
     "{\"a\":3,\"n\":2}"},
    {"remove the first", "{\"a\":1,\"b\":2}", {{REMOVE, "a", NULL}}, "{\"b\":2}"},
    {"remove the last", "{\"a\":1,\"b\":2}", {{REMOVE, "b", NULL}}, "{\"a\":1}"},
    {"remove the one between",
     "{\"a\":1,\"b\":2,\"c\":3}",
     {{REMOVE, "b", NULL}},
     "{\"a\":1,\"c\":3}"},
    {"remove the only one", "{\"a\":1}", {{REMOVE, "a", NULL}}, "{}"},
    {"remove what is not there", "{ \"a\":1 }", {{REMOVE, "b", NULL}}, "{ \"a\":1 }"},
    {"remove all", "{\"a\":1,\"b\":2}", {{REMOVE, "b", NULL}, {REMOVE, "a", NULL}}, "{}"},
    {"remove keeps the others' own blanks",
     "{\"a\" : [ 1 ],\"b\":2}",
     {{REMOVE, "b", NULL}},
     "{\"a\" : [ 1 ]}"},
    {"remove and set again stays in place",
     "{\"a\":1,\"b\":2}",
     {{REMOVE, "a", NULL}, {SET, "a", "3"}},
     "{\"a\":3,\"b\":2}"},
    {"remove and set back is no change",
     "{ \"a\":1 }",
     {{REMOVE, "a", NULL}, {SET, "a", "1"}},
     "{ \"a\":1 }"},
    {"set and remove", "{\"a\":1,\"b\":2}", {{SET, "a", "3"}, {REMOVE, "a", NULL}}, "{\"b\":2}"},
    {"set a new one and remove it",
     "{ \"a\":1 }",
     {{SET, "b", "3"}, {REMOVE, "b", NULL}},
     "{ \"a\":1 }"},
    {"remove one, set a new one", "{\"a\":1}", {{REMOVE, "a", NULL}, {SET, "b", "2"}}, "{\"b\":2}"},
    {"remove one, set another",
     "{\"a\":1,\"b\":2,\"c\":3}",
     {{SET, "c", "9"}, {REMOVE, "a", NULL}, {SET, "n", "0"}},
     "{\"b\":2,\"c\":9,\"n\":0}"},
    {"append", "{\"h\":[1]}", {{APPEND, "h", "2"}}, "{\"h\":[1,2]}"},
    {"append two at once",
     "{\"h\":[1]}",
     {{APPEND, "h", "2,{\"x\":3}"}},
     "{\"h\":[1,2,{\"x\":3}]}"},
    {"append twice", "{\"h\":[1]}", {{APPEND, "h", "2"}, {APPEND, "h", "3"}}, "{\"h\":[1,2,3]}"},
    {"append to an empty array", "{\"h\":[]}", {{APPEND, "h", "1"}}, "{\"h\":[1]}"},
    {"append to a blank array", "{\"h\":[ ]}", {{APPEND, "h", "1"}}, "{\"h\":[ 1]}"},
    {"append keeps what is there",
     "{\"h\": [ 1.50 , {\"a\":1} ] ,\"b\":2}",
     {{APPEND, "h", "2"}},
     "{\"h\": [ 1.50 , {\"a\":1} ,2] ,\"b\":2}"},
    {"append makes the array", "{\"a\":1}", {{APPEND, "h", "1"}}, "{\"a\":1,\"h\":[1]}"},
    {"append makes the array, and adds",
     "{}",
     {{APPEND, "h", "1"}, {APPEND, "h", "2"}},
     "{\"h\":[1,2]}"},
    {"append nothing", "{ \"h\":[ ] }", {{APPEND, "h", ""}}, "{ \"h\":[ ] }"},
    {"append nothing makes nothing", "{}", {{APPEND, "h", ""}}, "{}"},
    {"append to an array of arrays", "{\"h\":[[]]}", {{APPEND, "h", "[]"}}, "{\"h\":[[],[]]}"},
    {"append after a string with a bracket",
     "{\"h\":[\"]\"]}",
     {{APPEND, "h", "\"[\""}},
     "{\"h\":[\"]\",\"[\"]}"},
    {"append after set", "{\"h\":[1]}", {{SET, "h", "[7]"}, {APPEND, "h", "8"}}, "{\"h\":[7,8]}"},
    {"append after remove",
     "{\"h\":[1],\"a\":2}",
     {{REMOVE, "h", NULL}, {APPEND, "h", "8"}},
     "{\"h\":[8],\"a\":2}"},
    {"append and remove",
     "{\"a\":2,\"h\":[1]}",
     {{APPEND, "h", "8"}, {REMOVE, "h", NULL}},
     "{\"a\":2}"},
};

static void apply(struct record *record, const struct step *step)
{
    /* The value is the record's own from here on: the text may go. */
    char *value = step->value != NULL ? strdup(step->value) : NULL;
    switch (step->kind) {
    case SET:
        record_set(record, step->name, span_of(value));
        break;
    case REMOVE:
        record_remove(record, step->name);
        break;
    case APPEND:
        record_append(record, step->name, span_of(value));
        break;
    }
    free(value);
}

static void check_examples(void)
{
    struct record record = {0}; /* one for all: each line forgets the one before */
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct example *example = &examples[i];
        char *line = line_of(span_of(example->before));
        if (!check(record_parse(&record, line, strlen(example->before)), "%s: the line is one",
                   example->what))
            continue;
        for (const struct step *step = example->steps; step->name != NULL; step++)
            apply(&record, step);
        bool changes = strcmp(example->before, example->after) != 0;
        check(record_is_changed(&record) == changes, "%s: %s", example->what,
              changes ? "a change" : "no change");
        buffer_reset(&out);
        buffer_add_string(&out, "before|");
        record_write(&record, &out);
        struct span written = {out.bytes + 7, out.length - 7};
        check_text(written, span_of(example->after), example->what);
        free(line);
    }
    record_release(&record);
    buffer_release(&out);
}

/* A line that is refused leaves no edits behind, and the next is read. */
static void check_reuse(void)
{
    struct record record = {.offset = 28800};
    struct buffer out = {0};
    char *good = line_of(SPAN("{\"a\":1}"));
    char *bad = line_of(SPAN("{\"a\":1"));
    check(record_parse(&record, good, 7), "a good line");
    record_set(&record, "a", SPAN("2"));
    check(!record_parse(&record, bad, 6) && strcmp(record.fault.code, "bad_json") == 0,
          "a bad line has its fault");
    check(record_parse(&record, good, 7) && fault_none(&record.fault) &&
              !record_is_changed(&record),
          "the next good line has neither fault nor edits");
    record_write(&record, &out);
    check_text(buffer_span(&out), SPAN("{\"a\":1}"), "and leaves as it came");
    check(record.offset == 28800, "the offset stays");
    record_release(&record);
    check(record.offset == 28800, "also when it is released");
    buffer_release(&out);
    free(good);
    free(bad);
}

/* As many edits as there may be, and long values. */
static void check_many(void)
{
    static char names[RECORD_EDITS][16];
    struct record record = {0};
    struct buffer line = {0}, out = {0}, want = {0}, value = {0};
    buffer_add_byte(&line, '{');
    for (int i = 0; i < RECORD_EDITS; i++) {
        snprintf(names[i], sizeof names[i], "m%d", i);
        if (i % 2 == 0)
            buffer_printf(&line, "%s\"m%d\":%d", i > 0 ? "," : "", i, i);
    }
    buffer_add_byte(&line, '}');
    char *text = line_of(buffer_span(&line));
    buffer_add_byte(&value, '"');
    for (int i = 0; i < 100000; i++)
        buffer_add_byte(&value, 'x');
    buffer_add_byte(&value, '"');
    check(record_parse(&record, text, line.length), "a line of many members");
    for (int i = RECORD_EDITS - 1; i >= 0; i--)
        record_set(&record, names[i], buffer_span(&value));
    record_write(&record, &out);
    for (int i = 0; i < RECORD_EDITS; i += 2) {
        buffer_printf(&want, "%c\"m%d\":", i == 0 ? '{' : ',', i);
        buffer_add_span(&want, buffer_span(&value));
    }
    for (int i = RECORD_EDITS - 1; i > 0; i -= 2) {
        buffer_printf(&want, ",\"m%d\":", i);
        buffer_add_span(&want, buffer_span(&value));
    }
    buffer_add_byte(&want, '}');
    check(span_equal(buffer_span(&out), buffer_span(&want)), "%d edits of 100,000 bytes each",
          RECORD_EDITS);
    free(text);
    record_release(&record);
    buffer_release(&line);
    buffer_release(&out);
    buffer_release(&want);
    buffer_release(&value);
}

/* ---------------------------------------------------------------- by chance */

enum { NAMES = 8, MOST = 16 };
static const char *const names[NAMES] = {"a",     "b",       "c",        "id",
                                         "state", "history", "deadline", "x y"};

/* One member of the plain list: what stands before the value, and the value. */
struct part {
    int name; /* -1: it is gone */
    bool is_new;
    char head[64];
    char value[400];
};

struct model {
    struct part parts[MOST];
    int count;
    int from_line; /* the first so many came with the line */
    bool removed;
};

static const char *random_value(uint64_t *state)
{
    static const char *const values[] = {
        "1",
        "-0",
        "1.50",
        "9007199254740993",
        "1e400",
        "true",
        "null",
        "\"\"",
        "\"x\\u0041\"",
        "[]",
        "[ ]",
        "[1, 2]",
        "[\"]\",[]]",
        "{}",
        "{ \"a\" : [1] }",
        "{\"a\":1,\"a\":2}",
        "\"\xe4\xb8\xad\"",
    };
    return values[check_below(state, sizeof values / sizeof *values)];
}

static const char *random_blanks(uint64_t *state)
{
    static const char *const blanks[] = {"", "", "", " ", "\t", "  ", " \r"};
    return blanks[check_below(state, 7)];
}

/* A line out of names in any order, its parts in the model. */
static void make_line(struct buffer *line, struct model *model, uint64_t *state)
{
    bool taken[NAMES] = {false};
    *model = (struct model){.count = 0};
    buffer_reset(line);
    buffer_printf(line, "%s{%s", random_blanks(state), random_blanks(state));
    for (size_t tries = check_below(state, 8); tries > 0; tries--) {
        int name = (int)check_below(state, NAMES);
        if (taken[name])
            continue;
        taken[name] = true;
        struct part *part = &model->parts[model->count];
        bool escape = check_below(state, 4) == 0;
        part->name = name;
        if (escape)
            snprintf(part->head, sizeof part->head, "\"\\u%04x%s\"%s:%s", names[name][0],
                     names[name] + 1, random_blanks(state), random_blanks(state));
        else
            snprintf(part->head, sizeof part->head, "\"%s\"%s:%s", names[name],
                     random_blanks(state), random_blanks(state));
        snprintf(part->value, sizeof part->value, "%s", random_value(state));
        buffer_printf(line, "%s%s%s%s%s", model->count > 0 ? "," : "", random_blanks(state),
                      part->head, part->value, random_blanks(state));
        model->count++;
    }
    model->from_line = model->count;
    buffer_printf(line, "}%s", random_blanks(state));
}

static struct part *part_of(struct model *model, int name)
{
    for (int i = 0; i < model->count; i++)
        if (model->parts[i].name == name)
            return &model->parts[i];
    return NULL;
}

static void model_set(struct model *model, int name, const char *value)
{
    struct part *part = part_of(model, name);
    if (part == NULL) {
        part = &model->parts[model->count++];
        part->name = name;
        part->is_new = true;
        snprintf(part->head, sizeof part->head, "\"%s\":", names[name]);
    }
    snprintf(part->value, sizeof part->value, "%s", value);
}

/* A member of the line leaves a gap, where a later set puts it back; a new one goes for good. */
static void model_remove(struct model *model, int name)
{
    struct part *part = part_of(model, name);
    if (part == NULL)
        return;
    if (!part->is_new) {
        part->value[0] = '\0';
        return;
    }
    int index = (int)(part - model->parts);
    memmove(part, part + 1, (size_t)(model->count - index - 1) * sizeof *part);
    model->count--;
}

static void model_append(struct model *model, int name, const char *elements)
{
    char array[400];
    struct part *part = part_of(model, name);
    if (part == NULL || part->value[0] != '[') {
        snprintf(array, sizeof array, "[%s]", elements);
    } else {
        size_t length = strlen(part->value) - 1;
        bool empty = strspn(part->value + 1, " ") == length - 1;
        snprintf(array, sizeof array, "%.*s%s%s]", (int)length, part->value, empty ? "" : ",",
                 elements);
    }
    model_set(model, name, array);
}

static void random_edit(struct record *record, struct model *model, uint64_t *state)
{
    int name = (int)check_below(state, NAMES);
    const char *value = random_value(state);
    struct part *part = part_of(model, name);
    switch (check_below(state, 4)) {
    case 0:
        record_remove(record, names[name]);
        model_remove(model, name);
        break;
    case 1:
        if (part != NULL && strlen(part->value) > 300)
            break;
        record_append(record, names[name], span_of(value));
        model_append(model, name, value);
        break;
    default:
        record_set(record, names[name], span_of(value));
        model_set(model, name, value);
    }
}

/* The members as they should leave: each the bytes from its name to its value. */
static void model_members(const struct model *model, struct buffer *out)
{
    buffer_reset(out);
    for (int i = 0; i < model->count; i++)
        if (model->parts[i].value[0] != '\0')
            buffer_printf(out, "%s%s\n", model->parts[i].head, model->parts[i].value);
}

static bool written_members(struct span text, struct buffer *out)
{
    struct record again = {0};
    char *line = line_of(text);
    buffer_reset(out);
    bool good = record_parse(&again, line, text.length);
    for (size_t i = 0; good && i < again.object.count; i++) {
        const struct member *member = &again.object.members[i];
        buffer_add(out, member->start, (size_t)(member->value.at - member->start));
        buffer_add_span(out, member->value);
        buffer_add_byte(out, '\n');
    }
    free(line);
    record_release(&again);
    return good;
}

static bool any_is_gone(const struct model *model)
{
    for (int i = 0; i < model->count; i++)
        if (model->parts[i].value[0] == '\0')
            return true;
    return false;
}

/* Where nothing is taken out, each byte outside of the values is the line's. */
static void rebuild(const struct record *record, const struct model *model, struct buffer *out)
{
    const char *from = record->line;
    buffer_reset(out);
    for (size_t i = 0; i < record->object.count; i++) {
        struct span value = record->object.members[i].value;
        buffer_add(out, from, (size_t)(value.at - from));
        buffer_add_string(out, model->parts[i].value);
        from = value.at + value.length;
    }
    buffer_add(out, from, (size_t)(record->object.close - from));
    for (int i = model->from_line; i < model->count; i++)
        buffer_printf(out, "%s%s%s", i > 0 ? "," : "", model->parts[i].head, model->parts[i].value);
    buffer_add_string(out, record->object.close); /* the line ends with a NUL */
}

static void check_random_edits(void)
{
    enum { ROUNDS = 60000 };
    struct record record = {0};
    struct buffer line = {0}, out = {0}, want = {0}, got = {0};
    uint64_t state = 31;
    size_t wrong = 0, inexact = 0, exact = 0, unread = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct model model;
        make_line(&line, &model, &state);
        char *text = line_of(buffer_span(&line));
        unread += !record_parse(&record, text, line.length);
        for (size_t edits = check_below(&state, 7); edits > 0; edits--)
            random_edit(&record, &model, &state);
        buffer_reset(&out);
        record_write(&record, &out);
        model_members(&model, &want);
        if (!written_members(buffer_span(&out), &got) ||
            !span_equal(buffer_span(&got), buffer_span(&want))) {
            if (wrong++ < 3) {
                check_show("line", buffer_span(&line));
                check_show("want", buffer_span(&want));
                check_show("got ", buffer_span(&out));
            }
        }
        if (!any_is_gone(&model)) {
            rebuild(&record, &model, &want);
            exact++;
            if (!span_equal(buffer_span(&want), buffer_span(&out)) && inexact++ < 3) {
                check_show("line", buffer_span(&line));
                check_show("want", buffer_span(&want));
                check_show("got ", buffer_span(&out));
            }
        }
        free(text);
    }
    check(unread == 0, "all lines are read");
    check(wrong == 0, "%d lines with random edits, members in order: %zu wrong", ROUNDS, wrong);
    check(inexact == 0 && exact > 1000, "%zu without a removal, byte for byte: %zu wrong", exact,
          inexact);
    record_release(&record);
    buffer_release(&line);
    buffer_release(&out);
    buffer_release(&want);
    buffer_release(&got);
}

int main(void)
{
    check_examples();
    check_reuse();
    check_many();
    check_random_edits();
    return check_end();
}
