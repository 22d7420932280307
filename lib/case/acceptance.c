#include "lib/case/acceptance.h"

#include "lib/case/returns.h"

/* Writes flags as an array. */
static void write_flags(struct json *json, const struct flags *flags,
                        const struct repeated *repeated)
{
    json_open(json, '[');
    for (size_t i = 0; i < flags->count; i++) {
        const struct flag *flag = &flags->list[i];
        json_open(json, '{');
        json_member_word(json, "code", flag_words[flag->code]);
        json_member_word(json, "basis", flag_basis(flag->code));
        if (flag->row > 0)
            json_member_integer(json, "row", flag->row);
        json_member_string(json, "member", span_of(flag->member));
        if (flag->row > 0)
            json_member_integer(json, "offset", (int64_t)flag->offset);
        if (flag->code == FLAG_CONTACTS) {
            json_member_integer(json, "count", flag->count);
            json_member_word(json, "policy", "repeat.contacts");
        }
        if (flag->code == FLAG_REPEAT && repeated != NULL) {
            json_member_integer(json, "likeness", repeated->likeness);
            json_member_word(json, "policy", "repeat.likeness");
            json_member_boolean(json, "new", repeated->is_new);
            if (repeated->follows)
                json_member_boolean(json, "follows", true);
        }
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* What an officer is asked to decide. */
static void write_proposal(struct json *json, const struct acceptance *acceptance)
{
    const struct acceptance_answer *answer = acceptance->answer;
    json_member_open(json, "proposal", '{');
    json_member_word(json, "decision", decided_words[answer->proposal - DECIDED_ACCEPT]);
    json_member_word(json, "ground", ground_words[answer->ground]);
    if (answer->proposal == DECIDED_BAR && acceptance->repeated != NULL) {
        json_member_string(json, "repeat_of", acceptance->repeated->id);
        json_member_integer(json, "likeness", acceptance->repeated->likeness);
        json_member_word(json, "policy", "repeat.likeness");
        json_member_boolean(json, "new", acceptance->repeated->is_new);
        json_member_raw(json, "closing", acceptance->repeated->closing);
    }
    json_close(json, '}');
}

instant since_receipt(instant when, instant received, int offset)
{
    bool is_date = when != INSTANT_NONE && when < received &&
                   instant_second_of_day(when, offset) == 0 &&
                   instant_day(when, offset) == instant_day(received, offset);
    return is_date ? received : when;
}

const char *explained_wrongly(instant explained, instant received, instant now)
{
    if (explained < received)
        return "is before received_at";
    return explained > now ? "is after now" : NULL;
}

void acceptance_write(struct json *json, const struct acceptance *acceptance,
                      const struct explaining *explaining, int offset)
{
    const struct acceptance_answer *answer = acceptance->answer;
    struct buffer words = {0};
    json_open(json, '{');
    json_member_word(json, "verdict", verdict_words[answer->verdict]);
    json_member_word(json, "basis", answer->basis);
    if (acceptance->reason.at != NULL)
        json_member_string(json, "reason", acceptance->reason);
    else
        json_member_word(json, "reason", answer->reason);
    if (explanation_is_due(answer)) {
        explanation_write(explaining->explanations, answer, explaining->language, &words);
        json_member_string(json, "explanation", buffer_span(&words));
        buffer_release(&words);
    }
    json_member_instant(json, "explained_at", acceptance->explained_at, offset);
    if (acceptance->flags_raw.at != NULL) {
        json_member_raw(json, "flags", acceptance->flags_raw);
    } else if (acceptance->flags->count > 0) {
        json_key(json, "flags");
        write_flags(json, acceptance->flags, acceptance->repeated);
    }
    if (acceptance->proposal_raw.at != NULL)
        json_member_raw(json, "proposal", acceptance->proposal_raw);
    else if (answer->proposal != DECIDED_NOTHING)
        write_proposal(json, acceptance);
    json_close(json, '}');
}

void acceptance_lapse(struct record *record)
{
    record_remove(record, "triage");
    returns_lapse(record, "the hotline does not take the request on");
}
