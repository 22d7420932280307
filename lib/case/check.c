#include "lib/case/check.h"

#include "lib/case/check_parts.h"
#include "lib/case/supervision_check.h"

void check_finding(struct check *check, const char *code, const char *field, const char *basis,
                   const char *reason)
{
    struct finding finding = {code, field, basis, reason};
    check->found(check->context, &finding);
    check->well = false;
}

bool check_has(const struct check *check, const char *name)
{
    return object_find(check->top.object, span_of(name)) != NULL;
}

/* art.11(3), 12, 19: what is supervised, done and urged is what history tells. */
static void check_supervision(struct check *check)
{
    if (!supervision_check(check->record, check->found, check->context))
        check->well = false;
}

/* A reader found what the schema has no word for: too many of something. */
static void hand_out_fault(struct check *check)
{
    struct fault *fault = &check->record->fault;
    if (fault_none(fault))
        return;
    check_finding(check, fault->code, fault->field, NULL, fault->reason);
    fault->code = NULL;
}

bool case_check(const struct check_desk *desk, struct record *record, finding_function *found,
                void *context)
{
    static void (*const checks[])(struct check *) = {
        check_state,    check_history, check_acceptance, check_returns,     check_replies,
        check_callback, check_alert,   check_clock,      check_supervision, check_tables};
    struct check check = {.desk = desk,
                          .record = record,
                          .found = found,
                          .context = context,
                          .well = true,
                          .top = read_top(record)};
    if (!schema_check(record, found, context))
        return false;
    check.state = (enum state)read_word(&check.top, "state", state_words, STATES, 0);
    returns_read(record, &check.returns);
    hand_out_fault(&check);
    callback_read(record, &check.callback);
    hand_out_fault(&check);
    replies_read(record, &check.replies);
    hand_out_fault(&check);
    extensions_read(record, &check.extensions);
    hand_out_fault(&check);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        checks[i](&check);
        hand_out_fault(&check);
    }
    return check.well;
}
