#include "lib/case/return_proposal.h"

#include "lib/rules/duties.h"

/* art.17: in dispute are those that returned the case and those that they named; who asked for a
 * government says of which line it is. */
static void gather_disputed(const struct return_case *c, struct return_question *question)
{
    for (size_t i = 0; i < c->returns.count; i++) {
        const struct return_entry *entry = &c->returns.entries[i];
        if (!entry->counted)
            continue;
        const struct unit *named = return_case_unit(c, entry->suggested_unit);
        const struct unit *unit = directory_by_code(c->desk->directory, entry->unit);
        disputed_add(question, unit);
        if (unit != NULL && span_empty(unit->line) && entry->acting.at != NULL)
            disputed_add(question, directory_by_code(c->desk->directory, entry->acting));
        if (named != NULL && unit_is_valid(named, c->received))
            disputed_add(question, named);
    }
}

/* It does not judge by the table that misrouted the case alone: what the suggested unit does
 * counts beside it. */
static void gather_responsible(const struct return_case *c, const struct unit *suggested,
                               struct responsible *responsible)
{
    const struct directory *directory = c->desk->directory;
    *responsible = (struct responsible){.count = 0};
    if (c->matter == NULL)
        return;
    duties_of_matter(directory, c->matter, c->district, c->received, responsible);
    duties_of_unit(suggested, c->matter, c->district, c->received, responsible);
}

/* A matter of several lines of business is of its first in a dispute over lines. */
static struct span line_of(const struct matter *matter)
{
    struct span rest = matter != NULL ? matter->line : SPAN_NONE;
    struct span first = SPAN_NONE;
    return rest.at != NULL && span_next_part(&rest, &first) ? first : SPAN_NONE;
}

void return_case_propose(const struct return_case *c, const struct return_entry *entry,
                         struct responsible *responsible, struct return_proposal *proposal)
{
    const struct return_desk *desk = c->desk;
    struct return_question question = {
        .unit = directory_by_code(desk->directory, entry->unit),
        .suggested = return_case_unit(c, entry->suggested_unit),
        .responsible = responsible,
        .receiver_count = c->receiver_count,
        .matter_line = line_of(c->matter),
        .directory = desk->directory,
        .day = c->received,
        .is_assistant = return_is_of_assistant(entry),
        .returns = returns_counted(&c->returns, desk->rules->count_continued),
        .designation_returns = desk->rules->designation_returns,
    };
    memcpy(question.receivers, c->receivers, sizeof question.receivers);
    gather_responsible(c, question.suggested, responsible);
    gather_disputed(c, &question);
    if (question.unit == NULL) {
        *proposal = (struct return_proposal){
            .basis = "art.16", .reason = "the unit that holds the case is not in the directory"};
        return;
    }
    return_propose(&question, proposal);
}

static void write_evidence(struct json *json, const struct return_case *c,
                           const struct responsible *responsible)
{
    json_member_open(json, "evidence", '[');
    if (c->matter != NULL) {
        json_open(json, '{');
        json_member_string(json, "source", SPAN("matters.csv"));
        json_member_integer(json, "row", c->matter->row);
        json_member_string(json, "matter", c->matter->code);
        json_close(json, '}');
    }
    for (size_t i = 0; i < responsible->count; i++) {
        json_open(json, '{');
        json_member_string(json, "source", SPAN("units.csv"));
        json_member_integer(json, "row", responsible->units[i]->row);
        json_member_string(json, "unit", responsible->units[i]->code);
        json_close(json, '}');
    }
    json_close(json, ']');
}

struct span return_proposal_json(const struct return_case *c, const struct responsible *responsible,
                                 const struct return_proposal *proposal)
{
    struct buffer value = {0};
    struct json json = {.out = &value};
    json_open(&json, '{');
    json_member_string(&json, "decision", span_of(return_decision_words[proposal->decision]));
    json_member_string(&json, "basis", span_of(proposal->basis));
    if (proposal->lead != NULL)
        json_member_string(&json, "to", proposal->lead->code);
    if (proposal->co_count > 0) {
        json_member_open(&json, "co", '[');
        for (size_t i = 0; i < proposal->co_count; i++)
            json_string(&json, proposal->co[i]->code);
        json_close(&json, ']');
    }
    json_member_string(&json, "reason", span_of(proposal->reason));
    write_evidence(&json, c, responsible);
    json_close(&json, '}');
    struct span kept = arena_span(&c->record->arena, buffer_span(&value));
    buffer_release(&value);
    return kept;
}
