#include "lib/case/acceptance.h"
#include "lib/case/history.h"
#include "lib/case/intake.h"
#include "lib/record/json.h"

static const char by[] = "h12-intake";

/* A record that is being written, member by member. */
struct writer {
    struct intake *intake;
    struct json json;
};

static void open_member(struct writer *writer, const char *name)
{
    struct intake *intake = writer->intake;
    json_key(&writer->json, name);
    struct intake_part *part = &intake->parts[intake->part_count++];
    part->name = name;
    part->start = writer->json.out->length;
}

static void close_member(struct writer *writer)
{
    struct intake *intake = writer->intake;
    intake->parts[intake->part_count - 1].end = writer->json.out->length;
}

static void put_string(struct writer *writer, const char *name, struct span text)
{
    if (text.at == NULL)
        return;
    open_member(writer, name);
    json_string(&writer->json, text);
    close_member(writer);
}

static void put_instant(struct writer *writer, const char *name, instant when)
{
    char text[INSTANT_TEXT_LENGTH];
    if (when == INSTANT_NONE)
        return;
    instant_write(when, writer->intake->offset, text);
    put_string(writer, name, (struct span){text, sizeof text});
}

static void put_requester(struct writer *writer, const struct request_fields *fields)
{
    static const char *const names[] = {"type", "name", "phone", "id_number"};
    const struct span *values = &fields->value[FIELD_REQUESTER_TYPE];
    if (values[0].at == NULL && values[1].at == NULL && values[2].at == NULL &&
        values[3].at == NULL)
        return;
    open_member(writer, "requester");
    json_open(&writer->json, '{');
    for (size_t i = 0; i < 4; i++)
        json_member_string(&writer->json, names[i], values[i]);
    json_close(&writer->json, '}');
    close_member(writer);
}

/* What the export calls a channel but the tables do not know is one all the same. */
static struct span channel_of(const struct request_fields *fields)
{
    bool said = fields->source[FIELD_CHANNEL].at != NULL;
    struct span known = fields->value[FIELD_CHANNEL];
    return said && known.at == NULL ? span_of(channel_words[CHANNEL_OTHER]) : known;
}

static void put_request(struct writer *writer, const struct request_fields *fields,
                        const struct intake_case *judged)
{
    const struct span *value = fields->value;
    put_string(writer, "id", judged->id);
    put_instant(writer, "received_at", fields->received_at);
    put_string(writer, "channel", channel_of(fields));
    if (judged->kind >= 0)
        put_string(writer, "kind", span_of(kind_words[judged->kind]));
    if (judged->kind >= 0 && value[FIELD_KIND].at == NULL)
        put_string(writer, "kind_source", SPAN("text"));
    put_requester(writer, fields);
    if (judged->confidential.at != NULL) {
        open_member(writer, "confidential");
        json_raw(&writer->json, judged->confidential); /* true or false */
        close_member(writer);
    }
    put_string(writer, "district", value[FIELD_DISTRICT]);
    put_string(writer, "address", value[FIELD_ADDRESS]);
    put_string(writer, "title", value[FIELD_TITLE]);
    put_string(writer, "text", value[FIELD_TEXT]);
    put_string(writer, "respondent", value[FIELD_RESPONDENT]);
    put_string(writer, "matter", value[FIELD_MATTER]);
    put_string(writer, "urgency", span_of(urgency_words[judged->urgency]));
    put_string(writer, "unit", judged->unit);
    put_instant(writer, "assigned_at", judged->assigned_at);
}

static void put_extra(struct writer *writer, const struct request_fields *fields)
{
    struct json *json = &writer->json;
    if (fields->extra_count == 0)
        return;
    open_member(writer, "extra");
    json_open(json, '{');
    for (size_t i = 0; i < fields->extra_count; i++) {
        const struct extra_cell *extra = &fields->extras[i];
        json_raw(json, extra->key);
        json->comma = false;
        if (extra->is_json)
            json_raw(json, extra->value);
        else
            json_string(json, extra->value);
    }
    json_close(json, '}');
    close_member(writer);
}

static void put_acceptance(struct writer *writer, const struct request_fields *fields,
                           const struct intake_case *judged)
{
    const struct intake *intake = writer->intake;
    struct acceptance acceptance = {
        .answer = &judged->answer,
        .flags = &judged->flags,
        .repeated = judged->repeated.id.at != NULL ? &judged->repeated : NULL,
        .explained_at = since_receipt(fields->explained_at, fields->received_at, intake->offset),
    };
    open_member(writer, "acceptance");
    acceptance_write(&writer->json, &acceptance, &intake->explaining, intake->offset);
    close_member(writer);
}

/* State, acceptance, extra and history; returns where the entry of history stands. */
static struct intake_part put_outcome(struct writer *writer, const struct request_fields *fields,
                                      const struct intake_case *judged)
{
    const struct acceptance_answer *answer = &judged->answer;
    struct intake_part entry = {.name = "history"};
    struct json *json = &writer->json;
    put_string(writer, "state", span_of(state_words[answer->state]));
    put_acceptance(writer, fields, judged);
    put_string(writer, "repeat_of", judged->repeated.id);
    put_extra(writer, fields);
    json_member_open(json, "history", '[');
    entry.start = json->out->length;
    history_begin(json, judged->at, writer->intake->offset, verdict_words[answer->verdict],
                  judged->by.at != NULL ? judged->by : span_of(by), span_of(answer->basis));
    json_close(json, '}');
    entry.end = json->out->length;
    json_close(json, ']');
    return entry;
}

struct intake_part intake_write_members(struct intake *intake, const struct request_fields *fields,
                                        const struct intake_case *judged, struct buffer *out)
{
    struct writer writer = {.intake = intake, .json = {.out = out}};
    intake->part_count = 0;
    json_open(&writer.json, '{');
    put_request(&writer, fields, judged);
    struct intake_part entry = put_outcome(&writer, fields, judged);
    json_close(&writer.json, '}');
    return entry;
}

void intake_write(struct intake *intake, const struct request_fields *fields,
                  const struct intake_case *judged, struct buffer *out)
{
    intake_write_members(intake, fields, judged, out);
}
