#include "lib/record/record.h"

#include "lib/base/die.h"
#include "lib/record/json.h"

bool record_parse(struct record *record, const char *line, size_t length)
{
    arena_reset(&record->arena);
    record->line = line;
    record->length = length;
    record->fault.code = NULL;
    record->edit_count = 0;
    return lex_object(line, length, &record->object, &record->arena, &record->fault);
}

void record_release(struct record *record)
{
    object_release(&record->object);
    arena_release(&record->arena);
    buffer_release(&record->scratch);
}

/* The place of the edit of that name; edit_count where there is none. Most names differ at once. */
static size_t find_edit(const struct record *record, const char *name)
{
    size_t i = 0;
    while (i < record->edit_count &&
           (*record->edits[i].name != *name || strcmp(record->edits[i].name, name) != 0))
        i++;
    return i;
}

/* The edit of that name, made if need be. */
static struct edit *edit_of(struct record *record, const char *name)
{
    size_t place = find_edit(record, name);
    if (place < record->edit_count)
        return &record->edits[place];
    if (record->edit_count == RECORD_EDITS)
        die(STATUS_IO, "internal error: more than %d members of one record changed", RECORD_EDITS);
    struct edit *edit = &record->edits[record->edit_count++];
    edit->name = name;
    edit->member = object_find(&record->object, span_of(name));
    edit->value = edit->member != NULL ? edit->member->value : SPAN_NONE;
    return edit;
}

struct span record_value(const struct record *record, const char *name)
{
    size_t place = find_edit(record, name);
    if (place < record->edit_count)
        return record->edits[place].value;
    const struct member *member = object_find(&record->object, span_of(name));
    return member != NULL ? member->value : SPAN_NONE;
}

static void forget_if_no_change(struct record *record, struct edit *edit)
{
    struct span before = edit->member != NULL ? edit->member->value : SPAN_NONE;
    if (!span_equal(before, edit->value) || (before.at == NULL) != (edit->value.at == NULL))
        return;
    size_t index = (size_t)(edit - record->edits);
    record->edit_count--;
    memmove(edit, edit + 1, (record->edit_count - index) * sizeof *edit);
}

void record_set(struct record *record, const char *name, struct span value)
{
    struct edit *edit = edit_of(record, name);
    edit->value = arena_span(&record->arena, span_trim(value)); /* as the lexer's values are */
    forget_if_no_change(record, edit);
}

void record_set_string(struct record *record, const char *name, struct span text)
{
    struct json json = {.out = &record->scratch};
    buffer_reset(&record->scratch);
    json_string(&json, text);
    record_set(record, name, buffer_span(&record->scratch));
}

void record_remove(struct record *record, const char *name)
{
    struct edit *edit = edit_of(record, name);
    edit->value = SPAN_NONE;
    forget_if_no_change(record, edit);
}

void record_append(struct record *record, const char *name, struct span elements)
{
    if (span_empty(elements))
        return;
    struct edit *edit = edit_of(record, name);
    struct span before = edit->value;
    bool first = true;
    size_t kept = 0; /* of the array before, without its bracket */
    if (before.at != NULL && *before.at == '[') {
        kept = before.length - 1;
        first = lex_next_start(before, NULL) == NULL;
    }
    size_t size = (kept > 0 ? kept : 1) + !first + elements.length + 1;
    char *array = arena_get(&record->arena, size + 1);
    char *end = array;
    if (kept > 0)
        end = (char *)memcpy(end, before.at, kept) + kept;
    else
        *end++ = '[';
    if (!first)
        *end++ = ',';
    end = (char *)memcpy(end, elements.at, elements.length) + elements.length;
    *end++ = ']';
    *end = '\0';
    edit->value = (struct span){array, size};
}

bool record_is_changed(const struct record *record)
{
    return record->edit_count > 0;
}

static const struct edit *edit_at(const struct record *record, const struct member *member)
{
    for (size_t i = 0; i < record->edit_count; i++)
        if (record->edits[i].member == member)
            return &record->edits[i];
    return NULL;
}

static bool removes_any(const struct record *record)
{
    for (size_t i = 0; i < record->edit_count; i++)
        if (record->edits[i].value.at == NULL)
            return true;
    return false;
}

static void write_new_members(const struct record *record, bool comma, struct buffer *out)
{
    for (size_t i = 0; i < record->edit_count; i++) {
        const struct edit *edit = &record->edits[i];
        if (edit->member != NULL || edit->value.at == NULL)
            continue;
        if (comma)
            buffer_add_byte(out, ',');
        comma = true;
        buffer_add_byte(out, '"');
        buffer_add_string(out, edit->name);
        buffer_add(out, "\":", 2);
        buffer_add_span(out, edit->value);
    }
}

/* A member that goes takes its comma along, so the members that stay are joined anew; each of
 * them still leaves as it came. */
static void write_joined(const struct record *record, struct buffer *out)
{
    bool comma = false;
    buffer_add_byte(out, '{');
    for (size_t i = 0; i < record->object.count; i++) {
        const struct member *member = &record->object.members[i];
        const struct edit *edit = edit_at(record, member);
        if (edit != NULL && edit->value.at == NULL)
            continue;
        if (comma)
            buffer_add_byte(out, ',');
        comma = true;
        buffer_add(out, member->start, (size_t)(member->value.at - member->start));
        buffer_add_span(out, edit != NULL ? edit->value : member->value);
    }
    write_new_members(record, comma, out);
    buffer_add_byte(out, '}');
}

void record_write(const struct record *record, struct buffer *out)
{
    if (record->edit_count == 0) {
        buffer_add(out, record->line, record->length);
        return;
    }
    if (removes_any(record)) {
        write_joined(record, out);
        return;
    }
    const char *from = record->line;
    for (size_t i = 0; i < record->object.count; i++) {
        const struct edit *edit = edit_at(record, &record->object.members[i]);
        if (edit == NULL)
            continue;
        buffer_add(out, from, (size_t)(edit->member->value.at - from));
        buffer_add_span(out, edit->value);
        from = edit->member->value.at + edit->member->value.length;
    }
    buffer_add(out, from, (size_t)(record->object.close - from));
    write_new_members(record, record->object.count > 0, out);
    buffer_add(out, record->object.close,
               (size_t)(record->line + record->length - record->object.close));
}

bool record_parse_buffer(struct record *record, struct buffer *line)
{
    buffer_reserve(line, LEX_PADDING);
    memset(line->bytes + line->length, 0, LEX_PADDING);
    return record_parse(record, line->bytes, line->length);
}

bool record_as_written(const struct record *record, struct record *outgoing, struct buffer *line)
{
    buffer_reset(line);
    record_write(record, line);
    outgoing->offset = record->offset;
    return record_parse_buffer(outgoing, line);
}
