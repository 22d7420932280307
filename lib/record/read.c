#include "lib/record/read.h"

#include <stdio.h>

struct reader read_top(struct record *record)
{
    return (struct reader){record, &record->object, "", NOT_AN_ELEMENT};
}

/* `path[index].name`, with what there is of it. */
static void write_path(const struct reader *reader, const char *name, char *out, size_t size)
{
    const char *dot = *reader->path != '\0' && *name != '\0' ? "." : "";
    if (reader->index == NOT_AN_ELEMENT)
        snprintf(out, size, "%s%s%s", reader->path, dot, name);
    else
        snprintf(out, size, "%s[%zu]%s%s", reader->path, reader->index, dot, name);
}

void read_fault(const struct reader *reader, const char *name, const char *code, const char *reason)
{
    char field[sizeof reader->record->fault.field];
    write_path(reader, name, field, sizeof field);
    fault_set(&reader->record->fault, code, field, "%s", reason);
}

enum type { TYPE_STRING, TYPE_NUMBER, TYPE_BOOLEAN, TYPE_OBJECT, TYPE_ARRAY };

static bool is_of_type(char first, enum type type)
{
    switch (type) {
    case TYPE_STRING:
        return first == '"';
    case TYPE_NUMBER:
        return first == '-' || (first >= '0' && first <= '9');
    case TYPE_BOOLEAN:
        return first == 't' || first == 'f';
    case TYPE_OBJECT:
        return first == '{';
    case TYPE_ARRAY:
        return first == '[';
    }
    return false;
}

/* Whether a member that is there is of that type; a fault where it is not. */
static inline bool of_type(const struct reader *reader, const char *name,
                           const struct member *member, enum type type)
{
    static const char *const not_so[] = {"is not a string", "is not a number",
                                         "is not true or false", "is not an object",
                                         "is not an array"};
    if (is_of_type(*member->value.at, type))
        return true;
    read_fault(reader, name, "bad_type", not_so[type]);
    return false;
}

struct span read_string_found(const struct reader *reader, const char *name,
                              const struct member *member)
{
    if (!of_type(reader, name, member, TYPE_STRING))
        return SPAN_NONE;
    if (member->value.length == 2) {
        read_fault(reader, name, "empty", "is empty; an unknown member is left out");
        return SPAN_NONE;
    }
    return lex_string_text(member->value, &reader->record->arena);
}

instant read_instant_found(const struct reader *reader, const char *name,
                           const struct member *member)
{
    struct span text = read_string_found(reader, name, member);
    instant when;
    if (text.at == NULL)
        return INSTANT_NONE;
    if (instant_read(text, reader->record->offset, &when))
        return when;
    read_fault(reader, name, "bad_date", "cannot be read as a time");
    return INSTANT_NONE;
}

bool read_day(const struct reader *reader, const char *name, day_number *day)
{
    struct span text = read_string(reader, name);
    if (text.at == NULL)
        return false;
    if (day_read(text, day))
        return true;
    read_fault(reader, name, "bad_date", "cannot be read as a date");
    return false;
}

int64_t read_integer_found(const struct reader *reader, const char *name, int64_t otherwise,
                           const struct member *member)
{
    enum { DIGITS = 15 };
    struct span raw = member->value;
    if (!of_type(reader, name, member, TYPE_NUMBER))
        return otherwise;
    bool negative = *raw.at == '-';
    int64_t number = 0;
    if (raw.length - negative > DIGITS) {
        read_fault(reader, name, "bad_value", "is too large a number");
        return otherwise;
    }
    for (size_t i = negative; i < raw.length; i++) {
        if (raw.at[i] < '0' || raw.at[i] > '9') {
            read_fault(reader, name, "bad_value", "is not a whole number");
            return otherwise;
        }
        number = number * 10 + (raw.at[i] - '0');
    }
    return negative ? -number : number;
}

struct span read_number_found(const struct reader *reader, const char *name,
                              const struct member *member)
{
    return of_type(reader, name, member, TYPE_NUMBER) ? member->value : SPAN_NONE;
}

bool read_boolean_found(const struct reader *reader, const char *name, bool otherwise,
                        const struct member *member)
{
    return of_type(reader, name, member, TYPE_BOOLEAN) ? *member->value.at == 't' : otherwise;
}

static struct object *new_object(const struct reader *reader)
{
    struct arena *arena = &reader->record->arena;
    struct object *object = arena_get(arena, sizeof *object);
    *object = (struct object){.arena = arena};
    return object;
}

/* Only a fault has use for the path of an object as text, so it is written then. */
static bool open_object(const struct reader *inner, struct span raw, struct object *object)
{
    struct record *record = inner->record;
    struct fault fault = {.code = NULL};
    if (lex_nested_object(raw, "", object, &record->arena, &fault))
        return true;
    read_fault(inner, "", fault.code, fault.reason);
    return false;
}

bool read_object_found(const struct reader *reader, const char *name, struct reader *inner,
                       const struct member *member)
{
    if (!of_type(reader, name, member, TYPE_OBJECT))
        return false;
    const char *path = name;
    if (*reader->path != '\0') {
        size_t size = strlen(reader->path) + strlen(name) + 32;
        char *joined = arena_get(&reader->record->arena, size);
        write_path(reader, name, joined, size);
        path = joined;
    }
    struct object *object = new_object(reader);
    *inner = (struct reader){reader->record, object, path, NOT_AN_ELEMENT};
    return open_object(inner, member->value, object);
}

struct span read_array_found(const struct reader *reader, const char *name,
                             const struct member *member)
{
    return of_type(reader, name, member, TYPE_ARRAY) ? member->value : SPAN_NONE;
}

bool read_next_object(const struct reader *reader, const char *name, struct span array,
                      const char **cursor, size_t *index, struct reader *inner)
{
    const char *start = array.at == NULL ? NULL : lex_next_start(array, *cursor);
    if (start == NULL)
        return false;
    /* One object serves a whole walk: the caller is done with an element at the next. */
    struct object *object =
        *index > 0 ? (struct object *)(uintptr_t)inner->object : new_object(reader);
    const char *path = *index > 0 ? inner->path : name;
    if (*index == 0 && *reader->path != '\0') {
        size_t size = strlen(reader->path) + strlen(name) + 32;
        char *joined = arena_get(&reader->record->arena, size);
        write_path(reader, name, joined, size);
        path = joined;
    }
    *inner = (struct reader){reader->record, object, path, (*index)++};
    if (*start != '{') {
        read_fault(inner, "", "bad_type", "is not an object");
        return false;
    }
    struct span rest = {start, (size_t)(array.at + array.length - start)};
    if (!open_object(inner, rest, object))
        return false;
    *cursor = object->close + 1;
    return true;
}

bool read_next_string(const struct reader *reader, const char *name, struct span array,
                      const char **cursor, struct span *text)
{
    struct span element;
    if (array.at == NULL || !lex_next_element(array, cursor, &element))
        return false;
    if (*element.at != '"' || element.length == 2) {
        read_fault(reader, name, "bad_type", "is not an array of strings");
        return false;
    }
    *text = lex_string_text(element, &reader->record->arena);
    return true;
}

int read_word_found(const struct reader *reader, const char *name, const char *const words[],
                    int count, int otherwise, const struct member *member)
{
    struct span text = read_string_found(reader, name, member);
    if (text.at == NULL)
        return otherwise;
    for (int i = 0; i < count; i++)
        if (*words[i] == *text.at && span_is(text, words[i]))
            return i;
    read_fault(reader, name, "bad_value", "is not one of the known words");
    return otherwise;
}
