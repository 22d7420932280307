#include "lib/case/alert.h"

#include "lib/case/disclosure.h"
#include "lib/case/history.h"

struct alert alert_of(const struct unit *unit, const char *reason, instant at, instant response_due)
{
    return (struct alert){
        .basis = SPAN("art.13(3)"),
        .reason = span_of(reason),
        .policy = SPAN("alert.response_hours"),
        .unit = unit->code,
        .contact = span_empty(unit->contact) ? SPAN_NONE : unit->contact,
        .at = at,
        .response_due = response_due,
        .acknowledged_at = INSTANT_NONE,
    };
}

bool alert_read(struct record *record, struct alert *alert)
{
    struct reader top = read_top(record);
    struct reader reader;
    if (!read_object(&top, "alert", &reader))
        return false;
    *alert = (struct alert){
        .basis = read_string(&reader, "basis"),
        .reason = read_string(&reader, "reason"),
        .policy = read_string(&reader, "policy"),
        .unit = read_string(&reader, "unit"),
        .contact = read_string(&reader, "contact"),
        .at = read_required_instant(&reader, "at"),
        .response_due = read_instant(&reader, "response_due"),
        .acknowledged_at = read_instant(&reader, "acknowledged_at"),
        .acknowledged_by = read_string(&reader, "acknowledged_by"),
    };
    return fault_none(&record->fault);
}

static void write_alert(struct json *json, const struct alert *alert, int offset)
{
    json_open(json, '{');
    json_member_string(json, "basis", alert->basis);
    json_member_string(json, "reason", alert->reason);
    json_member_string(json, "unit", alert->unit);
    json_member_string(json, "contact", alert->contact);
    json_member_instant(json, "at", alert->at, offset);
    json_member_instant(json, "response_due", alert->response_due, offset);
    json_member_string(json, "policy", alert->policy);
    json_member_instant(json, "acknowledged_at", alert->acknowledged_at, offset);
    json_member_string(json, "acknowledged_by", alert->acknowledged_by);
    json_close(json, '}');
}

void alert_set(struct record *record, const struct alert *alert)
{
    struct json json = {.out = &record->scratch};
    buffer_reset(&record->scratch);
    write_alert(&json, alert, record->offset);
    record_set(record, "alert", buffer_span(&record->scratch));
}

void alert_raise(struct record *record, const struct alert *alert, struct span by,
                 struct json *history)
{
    alert_set(record, alert);
    history_begin(history, alert->at, record->offset, "alerted", by, alert->basis);
    json_key(history, "alert");
    write_alert(history, alert, record->offset);
    json_close(history, '}');
}

void alert_line(struct record *record, const struct alert *alert, struct buffer *out)
{
    struct json json = {.out = out};
    struct reader top = read_top(record);
    struct disclosure disclosure = disclosure_of(record, false);
    json_open(&json, '{');
    json_member_printable(&json, "case", read_string(&top, "id"));
    json_member_string(&json, "unit", alert->unit);
    json_member_string(&json, "contact", alert->contact);
    json_member_instant(&json, "at", alert->at, record->offset);
    json_member_instant(&json, "response_due", alert->response_due, record->offset);
    json_member_string(&json, "basis", alert->basis);
    json_member_string(&json, "reason", alert->reason);
    disclosure_member(&disclosure, &json, "address", read_string(&top, "address"));
    disclosure_member(&disclosure, &json, "title", read_string(&top, "title"));
    disclosure_member(&disclosure, &json, "text", read_string(&top, "text"));
    json_close(&json, '}');
    buffer_add_byte(out, '\n');
}
