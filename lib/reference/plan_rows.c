#include "lib/base/utf8.h"
#include "lib/reference/columns_format.h"
#include "lib/reference/columns_table.h"
#include "lib/reference/plan.h"
#include "lib/text/identity.h"
#include "lib/text/telephone.h"

#include <string.h>

static struct span first_code_points(struct span text, int count)
{
    size_t length = 0;
    uint32_t code_point;
    while (count-- > 0 && length < text.length)
        length += utf8_decode(text.at + length, text.length - length, &code_point);
    return (struct span){text.at, length};
}

static instant read_time(const struct columns *columns, enum field field, struct span text)
{
    const char *format = columns->rules[field].format;
    instant when;
    if (text.at == NULL)
        return INSTANT_NONE;
    if (format != NULL)
        return columns_format_read(text, format, columns->offset);
    return instant_read(text, columns->offset, &when) ? when : INSTANT_NONE;
}

/* The code for a word; SPAN_NONE where an enumerated field has none for it. */
static struct span look_up(const struct columns *columns, enum field field, struct span text)
{
    struct span code = columns_code(columns, field, text);
    return code.at != NULL || field_is_enumerated(field) ? code : text;
}

/* A number of the requester's in the form that it is kept in; the cell itself, where it is written
 * otherwise, is then kept in the extras. */
static struct span read_number(struct plan *plan, enum field field, struct span text)
{
    if (field != FIELD_REQUESTER_PHONE && field != FIELD_REQUESTER_ID_NUMBER)
        return text;
    char *room = arena_get(&plan->row, 3 * text.length + TELEPHONE_ADDS);
    struct span number = field == FIELD_REQUESTER_PHONE ? telephone_normalise(text, room)
                                                        : identity_normalise(text, room);
    return span_empty(number) ? text : number;
}

/* Takes the first of the field's columns that says something in this row. */
static void read_field(struct plan *plan, enum field field, const struct span *cells,
                       struct request_fields *fields)
{
    int prefix = plan->columns->rules[field].prefix;
    for (size_t i = plan->first_choice[field]; i < plan->first_choice[field + 1]; i++) {
        size_t column = plan->choices[i].column;
        struct span text = span_trim(cells[column]);
        if (span_empty(text))
            continue;
        if (field == FIELD_TEXT && prefix == 0)
            text = cells[column]; /* the citizen's words stay as they are */
        if (prefix > 0)
            text = first_code_points(text, prefix);
        fields->source[field] = text;
        struct span number = read_number(plan, field, text);
        fields->value[field] = look_up(plan->columns, field, number);
        /* What a prefix leaves, a word that is not known, and a number that was written otherwise
         * are kept in the extras. */
        if (prefix == 0 && fields->value[field].at != NULL && number.at == text.at)
            plan->used[column] = true;
        return;
    }
}

void plan_read(struct plan *plan, const struct span *cells, struct request_fields *fields)
{
    memset(plan->used, 0, plan->count * sizeof *plan->used);
    memset(fields->source, 0, sizeof fields->source);
    memset(fields->value, 0, sizeof fields->value);
    fields->extra_count = 0;
    arena_reset(&plan->row);
    for (int field = 0; field < FIELDS; field++)
        read_field(plan, (enum field)field, cells, fields);
    fields->received_at =
        read_time(plan->columns, FIELD_RECEIVED_AT, fields->source[FIELD_RECEIVED_AT]);
    fields->assigned_at =
        read_time(plan->columns, FIELD_ASSIGNED_AT, fields->source[FIELD_ASSIGNED_AT]);
    fields->explained_at =
        read_time(plan->columns, FIELD_EXPLAINED_AT, fields->source[FIELD_EXPLAINED_AT]);
}

void plan_add_rest(const struct plan *plan, const struct span *cells, struct request_fields *fields)
{
    for (size_t i = 0; i < plan->count; i++)
        if (!plan->used[i] && !span_empty(span_trim(cells[i])))
            fields_add_extra(fields, plan->keys[i], cells[i], false);
}
