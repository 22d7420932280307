#include "lib/record/read.h"

#include <stdio.h>

struct reader read_top(struct record *record)
{
    return (struct reader){record, &record->object, ""};
}

void read_fault(const struct reader *reader, const char *name, const char *code, const char *reason)
{
    char field[sizeof reader->record->fault.field];
    const char *dot = *reader->path != '\0' ? "." : "";
    snprintf(field, sizeof field, "%s%s%s", reader->path, dot, name);
    fault_set(&reader->record->fault, code, field, "%s", reason);
}

/* The raw value of a member whose first byte is one of `openers`; SPAN_NONE where it is absent or
 * of another type, which is a fault. */
static struct span raw_of_type(const struct reader *reader, const char *name, const char *openers,
                               const char *type)
{
    const struct member *member = object_find(reader->object, span_of(name));
    if (member == NULL)
        return SPAN_NONE;
    if (strchr(openers, *member->value.at) != NULL)
        return member->value;
    read_fault(reader, name, "bad_type", type);
    return SPAN_NONE;
}

struct span read_string(const struct reader *reader, const char *name)
{
    struct span raw = raw_of_type(reader, name, "\"", "is not a string");
    if (raw.at == NULL)
        return SPAN_NONE;
    if (raw.length == 2) {
        read_fault(reader, name, "empty", "is empty; an unknown member is left out");
        return SPAN_NONE;
    }
    return lex_string_text(raw, &reader->record->arena);
}

instant read_instant(const struct reader *reader, const char *name)
{
    struct span text = read_string(reader, name);
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

int64_t read_integer(const struct reader *reader, const char *name, int64_t otherwise)
{
    enum { DIGITS = 15 };
    struct span raw = raw_of_type(reader, name, "-0123456789", "is not a number");
    if (raw.at == NULL)
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

bool read_boolean(const struct reader *reader, const char *name, bool otherwise)
{
    struct span raw = raw_of_type(reader, name, "tf", "is not true or false");
    return raw.at == NULL ? otherwise : *raw.at == 't';
}

static struct object *new_object(const struct reader *reader)
{
    struct arena *arena = &reader->record->arena;
    struct object *object = arena_get(arena, sizeof *object);
    *object = (struct object){.arena = arena};
    return object;
}

static bool open_object(const struct reader *reader, const char *path, struct span raw,
                        struct object *object, struct reader *inner)
{
    struct record *record = reader->record;
    *inner = (struct reader){record, object, path};
    return lex_nested_object(raw, path, object, &record->arena, &record->fault);
}

bool read_object(const struct reader *reader, const char *name, struct reader *inner)
{
    struct span raw = raw_of_type(reader, name, "{", "is not an object");
    if (raw.at == NULL)
        return false;
    const char *path = name;
    if (*reader->path != '\0') {
        size_t size = strlen(reader->path) + strlen(name) + 2;
        char *joined = arena_get(&reader->record->arena, size);
        snprintf(joined, size, "%s.%s", reader->path, name);
        path = joined;
    }
    return open_object(reader, path, raw, new_object(reader), inner);
}

struct span read_array(const struct reader *reader, const char *name)
{
    return raw_of_type(reader, name, "[", "is not an array");
}

bool read_next_object(const struct reader *reader, const char *name, struct span array,
                      const char **cursor, size_t *index, struct reader *inner)
{
    struct span element;
    if (array.at == NULL || !lex_next_element(array, cursor, &element))
        return false;
    size_t size = strlen(reader->path) + strlen(name) + 32;
    char *path = arena_get(&reader->record->arena, size);
    const char *dot = *reader->path != '\0' ? "." : "";
    snprintf(path, size, "%s%s%s[%zu]", reader->path, dot, name, (*index)++);
    if (*element.at != '{')
        return fault_set(&reader->record->fault, "bad_type", path, "is not an object");
    /* One object serves a whole walk: the caller is done with an element at the next. */
    struct object *object =
        *index > 1 ? (struct object *)(uintptr_t)inner->object : new_object(reader);
    return open_object(reader, path, element, object, inner);
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

struct span read_required_string(const struct reader *reader, const char *name)
{
    struct span text = read_string(reader, name);
    if (text.at == NULL)
        read_fault(reader, name, "missing", "is missing");
    return text;
}

instant read_required_instant(const struct reader *reader, const char *name)
{
    instant when = read_instant(reader, name);
    if (when == INSTANT_NONE)
        read_fault(reader, name, "missing", "is missing");
    return when;
}

int read_word(const struct reader *reader, const char *name, const char *const words[], int count,
              int otherwise)
{
    struct span text = read_string(reader, name);
    if (text.at == NULL)
        return otherwise;
    for (int i = 0; i < count; i++)
        if (span_is(text, words[i]))
            return i;
    read_fault(reader, name, "bad_value", "is not one of the known words");
    return otherwise;
}
