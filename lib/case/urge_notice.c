#include "lib/case/urge_notice.h"

#include "lib/case/disclosure.h"

/* What is said: the case stands for %1, its due day for %2, the working days that it is late for
 * %3. */
struct wording {
    const char *zh, *en;
};

static const struct wording wordings[URGE_LEVELS] = {
    [URGE_BEFORE] = {"【12345】工单%1将于%2到期，请按时办结并答复反映人。",
                     "12345: case %1 is due on %2; please finish it and answer in time."},
    [URGE_CRITICAL] = {"【12345】特急工单%1应于%2办结，请立即处置并反馈进展。",
                       "12345: critical case %1 is due on %2; please act at once and report."},
    [URGE_ALERT] = {"【12345】特急工单%1的处置通知尚未确认，请立即确认并处置。",
                    "12345: the alert of critical case %1 has not been acknowledged; please "
                    "acknowledge it and act at once."},
    [URGE_LATE] = {"【12345】工单%1已于%2到期，逾期%3个工作日，请尽快办结并答复反映人。",
                   "12345: case %1 was due on %2 and is late by %3 working days; please finish "
                   "it and answer."},
    [URGE_LEADER] = {"【12345】请单位负责人督促办理：工单%1已于%2到期，逾期%3个工作日，仍未办结。",
                     "12345: to the leader of the unit: case %1 was due on %2, is late by %3 "
                     "working days, and is not finished."},
};

static const struct wording alert_leader = {
    "【12345】请单位负责人督促办理：特急工单%1的处置通知至今未确认。",
    "12345: to the leader of the unit: the alert of critical case %1 is still not acknowledged."};

/* What is filled in. */
struct filling {
    struct span id;
    char due[DAY_TEXT_LENGTH];
    int late_workdays;
};

static void fill(const char *words, const struct filling *filling, struct buffer *out)
{
    for (const char *at = words; *at != '\0'; at++) {
        if (*at != '%') {
            buffer_add_byte(out, *at);
            continue;
        }
        at++;
        if (*at == '1')
            buffer_add_span(out, filling->id);
        else if (*at == '2')
            buffer_add(out, filling->due, DAY_TEXT_LENGTH);
        else
            buffer_add_integer(out, filling->late_workdays);
    }
}

static void write_text(struct json *json, const struct urge *urge, const struct filling *filling,
                       bool english)
{
    struct buffer text = {0};
    const struct wording *wording = &wordings[urge->level];
    if (urge->about_alert && urge->level == URGE_LEADER)
        wording = &alert_leader;
    fill(english ? wording->en : wording->zh, filling, &text);
    json_member_printable(json, "text", buffer_span(&text));
    buffer_release(&text);
}

static void write_unit(const struct supervision_case *c, const struct urge *urge, struct json *json)
{
    const struct unit *unit = directory_by_code(c->desk->directory, urge->unit);
    struct span contact = unit != NULL ? unit->contact : SPAN_NONE;
    if (urge->about_alert && c->glance.alert.contact.at != NULL)
        contact = c->glance.alert.contact;
    json_member_printable(json, "unit", urge->unit);
    if (unit != NULL)
        json_member_printable(json, "name", unit->name);
    if (!span_empty(contact))
        json_member_printable(json, "contact", contact);
}

static void write_due(const struct supervision_case *c, const struct urge *urge, instant at,
                      struct json *json, struct filling *filling)
{
    int offset = c->record->offset;
    day_number due = instant_day(urge->due_at, offset), today = instant_day(at, offset);
    bool late = at > urge->due_at;
    day_write(due, filling->due);
    filling->late_workdays = late ? workday_count(c->desk->calendar, due, today) : 0;
    json_member_day(json, "due", due);
    json_member_instant(json, "due_at", urge->due_at, offset);
    if (!late)
        return;
    json_member_integer(json, "late_workdays", filling->late_workdays);
    json_member_integer(json, "late_days", today - due);
}

void urge_notice_write(const struct supervision_case *c, const struct urge *urge, bool english,
                       struct buffer *out)
{
    struct json json = {.out = out};
    struct reader top = read_top(c->record);
    struct disclosure disclosure = disclosure_of(c->record, false);
    struct filling filling = {.id = read_string(&top, "id")};
    instant at = c->supervision.urges.at;
    json_open(&json, '{');
    write_unit(c, urge, &json);
    json_member_printable(&json, "case", filling.id);
    json_member_word(&json, "level", urge_level_words[urge->level]);
    json_member_word(&json, "basis", urge->basis);
    json_member_string(&json, "policy", span_of(urge->policy));
    json_member_instant(&json, "at", at, c->record->offset);
    write_due(c, urge, at, &json, &filling);
    disclosure_member(&disclosure, &json, "title", read_string(&top, "title"));
    write_text(&json, urge, &filling, english);
    json_close(&json, '}');
    buffer_add_byte(out, '\n');
}
