#include "lib/case/schema.h"

#include "lib/case/schema_shapes.h"

struct schema_check {
    struct record *record;
    finding_function *found;
    void *context;
    bool well;
};

/* A typed reader has noted a fault: it becomes a finding, and the next reader starts anew. */
static void hand_out(struct schema_check *check)
{
    struct fault *fault = &check->record->fault;
    if (fault_none(fault))
        return;
    struct finding finding = {fault->code, fault->field, NULL, fault->reason};
    check->found(check->context, &finding);
    check->well = false;
    fault->code = NULL;
}

static void check_members(struct schema_check *check, const struct reader *reader,
                          const struct member_shape *shapes);

static void check_strings(const struct reader *reader, const char *name)
{
    struct span array = read_array(reader, name);
    const char *cursor = NULL;
    struct span text;
    while (read_next_string(reader, name, array, &cursor, &text))
        ;
}

static void check_objects(struct schema_check *check, const struct reader *reader,
                          const struct member_shape *shape)
{
    struct span array = read_array(reader, shape->name);
    const char *cursor = NULL;
    size_t index = 0;
    struct reader inner;
    while (read_next_object(reader, shape->name, array, &cursor, &index, &inner))
        if (shape->inner != NULL)
            check_members(check, &inner, shape->inner);
}

static void check_object(struct schema_check *check, const struct reader *reader,
                         const struct member_shape *shape)
{
    struct reader inner;
    if (read_object(reader, shape->name, &inner) && shape->inner != NULL)
        check_members(check, &inner, shape->inner);
}

/* Tools read many forms of a time and write one: another one was put there by hand. */
static void check_instant(const struct reader *reader, const char *name)
{
    instant when = read_instant(reader, name);
    char written[INSTANT_TEXT_LENGTH];
    if (when == INSTANT_NONE)
        return;
    instant_write(when, reader->record->offset, written);
    if (!span_equal(read_string(reader, name), (struct span){written, sizeof written}))
        read_fault(reader, name, "bad_date", "is not RFC 3339 to the second in local time");
}

static void check_member(struct schema_check *check, const struct reader *reader,
                         const struct member_shape *shape)
{
    day_number day;
    switch (shape->shape) {
    case SHAPE_STRING:
        read_string(reader, shape->name);
        break;
    case SHAPE_WORD:
        read_word(reader, shape->name, shape->words, shape->word_count, 0);
        break;
    case SHAPE_INSTANT:
        check_instant(reader, shape->name);
        break;
    case SHAPE_DAY:
        read_day(reader, shape->name, &day);
        break;
    case SHAPE_INTEGER:
        read_integer(reader, shape->name, 0);
        break;
    case SHAPE_NUMBER:
        read_number(reader, shape->name);
        break;
    case SHAPE_BOOLEAN:
        read_boolean(reader, shape->name, false);
        break;
    case SHAPE_OBJECT:
        check_object(check, reader, shape);
        break;
    case SHAPE_STRINGS:
        check_strings(reader, shape->name);
        break;
    case SHAPE_OBJECTS:
        check_objects(check, reader, shape);
        break;
    }
}

static void check_members(struct schema_check *check, const struct reader *reader,
                          const struct member_shape *shapes)
{
    for (const struct member_shape *shape = shapes; shape->name != NULL; shape++) {
        if (object_find(reader->object, span_of(shape->name)) != NULL)
            check_member(check, reader, shape);
        else if (shape->required)
            read_fault(reader, shape->name, "missing", "is missing");
        hand_out(check);
    }
}

bool schema_check(struct record *record, finding_function *found, void *context)
{
    struct schema_check check = {record, found, context, .well = true};
    struct reader top = read_top(record);
    check_members(&check, &top, case_shape);
    return check.well;
}
