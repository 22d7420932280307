#include "lib/case/dossier.h"

#include "lib/case/assignment.h"
#include "lib/case/deadline.h"
#include "lib/case/disclosure.h"
#include "lib/case/extensions.h"
#include "lib/case/history.h"
#include "lib/case/holding.h"
#include "lib/case/returns.h"
#include "lib/case/state.h"

/* One dossier while it is written. */
struct dossier {
    const struct dossier_desk *desk;
    struct record *record;
    struct reader top;
    enum state state;
    struct assignment assignment;
    struct returns returns;
    struct disclosure disclosure;
    struct json json;
};

bool dossier_is_due(enum state state)
{
    return state == STATE_CONSULTING || state == STATE_COORDINATING;
}

/* A text of the record, masked. */
static void add_text(struct dossier *dossier, const char *name, struct span text)
{
    disclosure_member(&dossier->disclosure, &dossier->json, name, text);
}

static void write_head(struct dossier *dossier)
{
    struct json *json = &dossier->json;
    bool asks_group = dossier->state == STATE_COORDINATING;
    json_member_printable(json, "case", read_string(&dossier->top, "id"));
    json_member_instant(json, "at", dossier->desk->now, dossier->record->offset);
    json_member_word(json, "with", asks_group ? "coordination_group" : "staffing_office");
    json_member_word(json, "basis", asks_group ? "art.17(4)" : "art.17(3)");
    json_member_instant(json, "received_at", read_instant(&dossier->top, "received_at"),
                        dossier->record->offset);
    json_member_string(json, "matter", read_string(&dossier->top, "matter"));
    json_member_string(json, "district", read_string(&dossier->top, "district"));
    add_text(dossier, "title", read_string(&dossier->top, "title"));
}

/* Who had it, from when to when. */
static void write_holders(struct dossier *dossier)
{
    const struct dossier_desk *desk = dossier->desk;
    struct json *json = &dossier->json;
    struct history_walk walk = {.record = dossier->record};
    struct reader held;
    int offset = dossier->record->offset;
    json_member_open(json, "held", '[');
    while (history_next(&walk)) {
        if (!read_object(&walk.entry, "held", &held))
            continue;
        json_open(json, '{');
        json_member_string(json, "by", read_string(&held, "by"));
        json_member_instant(json, "from", read_instant(&held, "from"), offset);
        json_member_instant(json, "to", read_instant(&walk.entry, "at"), offset);
        json_member_integer(json, "workdays", read_integer(&held, "workdays", 0));
        json_close(json, '}');
    }
    struct holding now = holding_read(dossier->record, dossier->state, dossier->assignment.lead,
                                      dossier->assignment.at);
    json_open(json, '{');
    json_member_string(json, "by", now.holder);
    json_member_instant(json, "from", now.since, offset);
    json_member_integer(json, "workdays",
                        workday_count(desk->calendar, instant_day(now.since, offset),
                                      instant_day(desk->now, offset)));
    json_close(json, '}');
    json_close(json, ']');
}

/* A unit by its code; what the directory does not know is a text like any other. */
static void add_unit(struct dossier *dossier, const char *name, struct span text, day_number day)
{
    const struct unit *unit =
        text.at != NULL ? directory_find(dossier->desk->directory, text, day) : NULL;
    if (unit != NULL)
        json_member_string(&dossier->json, name, unit->code);
    else
        add_text(dossier, name, text);
}

/* Why each returned it, and whom it named. */
static void write_returns(struct dossier *dossier)
{
    struct json *json = &dossier->json;
    instant received = read_instant(&dossier->top, "received_at");
    day_number day = instant_day(received, dossier->record->offset);
    json_member_open(json, "returns", '[');
    for (size_t i = 0; i < dossier->returns.count; i++) {
        const struct return_entry *entry = &dossier->returns.entries[i];
        json_open(json, '{');
        add_text(dossier, "request", entry->request);
        add_unit(dossier, "unit", entry->unit, day);
        add_unit(dossier, "acting", entry->acting, day);
        json_member_instant(json, "recorded_at", entry->recorded_at, dossier->record->offset);
        add_text(dossier, "reason", entry->reason);
        add_text(dossier, "basis", entry->basis);
        add_unit(dossier, "named", entry->suggested_unit, day);
        json_member_boolean(json, "counted", entry->counted);
        json_member_word(json, "outcome", return_outcome_words[entry->outcome]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_clocks(struct dossier *dossier, const struct deadline_answer *answer)
{
    struct json *json = &dossier->json;
    json_member_open(json, "clocks", '{');
    json_member_open(json, "citizen", '{');
    json_member_word(json, "clock", clock_words[answer->limit.clock]);
    json_member_word(json, "basis", deadline_basis(answer->limit.clock));
    json_member_day(json, "due", answer->limit.due);
    json_member_word(json, "status", clock_status_words[answer->status]);
    if (answer->late_workdays > 0)
        json_member_integer(json, "late_workdays", answer->late_workdays);
    json_close(json, '}');
    json_member_open(json, "hotline", '{');
    if (answer->has_decide_due) {
        json_member_day(json, "due", answer->decide_due);
        json_member_word(json, "policy", answer->decide_policy);
        json_member_integer(json, "late_workdays", answer->decide_late_workdays);
    }
    json_close(json, '}');
    json_close(json, '}');
}

static bool read_clock(struct dossier *dossier, struct deadline_answer *answer)
{
    const struct dossier_desk *desk = dossier->desk;
    struct deadline_question question;
    struct extensions extensions;
    struct span lead;
    if (!deadline_question(dossier->record, dossier->state, desk->clock, desk->returns,
                           desk->calendar, &question, &lead) ||
        !extensions_read(dossier->record, &extensions))
        return false;
    extensions_add_turns(&extensions, &question);
    deadline_reckon(desk->clock, desk->calendar, desk->calendar, &question, desk->now, answer);
    return true;
}

bool dossier_write(const struct dossier_desk *desk, struct record *record, struct buffer *out)
{
    struct deadline_answer answer;
    struct case_head head;
    struct dossier dossier = {
        .desk = desk,
        .record = record,
        .top = read_top(record),
        .json = {.out = out},
    };
    if (!case_read_head(record, &head))
        return false;
    dossier.state = head.state;
    dossier.disclosure = disclosure_of(record, desk->reveal);
    assignment_read(record, &dossier.assignment);
    if (!returns_read(record, &dossier.returns) || !read_clock(&dossier, &answer))
        return false;
    json_open(&dossier.json, '{');
    write_head(&dossier);
    write_holders(&dossier);
    write_returns(&dossier);
    write_clocks(&dossier, &answer);
    json_close(&dossier.json, '}');
    buffer_add_byte(out, '\n');
    return true;
}
