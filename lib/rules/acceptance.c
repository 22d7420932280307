#include "lib/rules/acceptance.h"

const char *const verdict_words[VERDICTS] = {"accepted", "review", "declined", "barred"};

const char *const decided_words[DECIDED_WORDS] = {"accept", "decline", "bar"};

const char *const ground_words[GROUNDS] = {
    "art.9(1)",  "art.9(2)",  "art.9(3)",  "art.9(4)",  "art.9(5)",  "art.9(6)",
    "art.10(1)", "art.10(2)", "art.28(1)", "art.28(2)", "art.28(3)",
};

int ground_find(struct span text)
{
    return word_find(ground_words, GROUNDS, text);
}

bool ground_declines(enum ground ground)
{
    return ground <= GROUND_OWN_DUTY;
}

const char *const flag_words[FLAG_CODES] = {
    "lawsuit",
    "arbitration",
    "reconsideration",
    "emergency",
    "police",
    "military",
    "secret",
    "privacy",
    "vague",
    "elsewhere",
    "own_duty",
    "unfounded",
    "abuse",
    "repeat",
    "contacts",
    "restricted",
    "staff",
    "kind_consultation",
    "kind_help",
    "kind_complaint",
    "kind_report",
    "kind_suggestion",
    "urgency_critical",
    "urgency_urgent",
    "confidential",
    "bad_phone",
    "bad_id_number",
};

int flag_ground(enum flag_code code)
{
    static const int grounds[FLAG_STAFF] = {
        [FLAG_LAWSUIT] = GROUND_LEGAL_WAY,
        [FLAG_ARBITRATION] = GROUND_LEGAL_WAY,
        [FLAG_RECONSIDERATION] = GROUND_LEGAL_WAY,
        [FLAG_EMERGENCY] = GROUND_EMERGENCY,
        [FLAG_POLICE] = GROUND_EMERGENCY,
        [FLAG_MILITARY] = GROUND_EMERGENCY,
        [FLAG_SECRET] = GROUND_SECRET,
        [FLAG_PRIVACY] = GROUND_SECRET,
        [FLAG_VAGUE] = GROUND_VAGUE,
        [FLAG_ELSEWHERE] = GROUND_ELSEWHERE,
        [FLAG_OWN_DUTY] = GROUND_OWN_DUTY,
        [FLAG_UNFOUNDED] = GROUND_UNFOUNDED,
        [FLAG_ABUSE] = GROUND_ABUSE,
        [FLAG_REPEAT] = GROUND_REPEATED,
        [FLAG_CONTACTS] = GROUND_OVERUSE,
        [FLAG_RESTRICTED] = GROUND_OVERUSE,
    };
    return code < FLAG_STAFF ? grounds[code] : -1;
}

const char *flag_basis(enum flag_code code)
{
    if (code < FLAG_STAFF)
        return ground_words[flag_ground(code)];
    switch (code) {
    case FLAG_STAFF:
        return "art.8(3)";
    case FLAG_URGENCY_CRITICAL:
    case FLAG_URGENCY_URGENT:
        return "art.14";
    case FLAG_CONFIDENTIAL:
        return "art.22";
    default:
        return "art.3";
    }
}

void flags_add(struct flags *flags, const struct flag *flag)
{
    if (flags->count < FLAGS_MAX)
        flags->list[flags->count++] = *flag;
}

const struct flag *flags_of(const struct flags *flags, enum ground ground)
{
    for (size_t i = 0; i < flags->count; i++)
        if (flag_ground(flags->list[i].code) == (int)ground)
            return &flags->list[i];
    return NULL;
}

static const struct flag *flags_find(const struct flags *flags, enum flag_code code)
{
    for (size_t i = 0; i < flags->count; i++)
        if (flags->list[i].code == code)
            return &flags->list[i];
    return NULL;
}

bool flags_have(const struct flags *flags, enum flag_code code)
{
    return flags_find(flags, code) != NULL;
}

/* ------------------------------------------------------------- art.8: what is taken on */

typedef struct acceptance_answer answer;
typedef struct acceptance_question question;

static answer accepted(const char *basis, const char *reason)
{
    return (answer){.verdict = VERDICT_ACCEPTED,
                    .state = STATE_ACCEPTED,
                    .basis = basis,
                    .reason = reason,
                    .ground = -1};
}

/* Laws, policies, guides, how to get things done. */
static bool art_8_1(const question *q, answer *a)
{
    *a = accepted("art.8(1)", "a consultation about public information");
    return q->kind == KIND_CONSULTATION;
}

/* Economy, culture, society, environment. */
static bool art_8_2(const question *q, answer *a)
{
    *a = accepted("art.8(2)", "an opinion or a suggestion");
    return q->kind == KIND_SUGGESTION && !flags_have(q->flags, FLAG_STAFF);
}

/* Criticism of the government's work and staff, and opinions on them. */
static bool art_8_3(const question *q, answer *a)
{
    *a = accepted("art.8(3)", "a criticism or an opinion of the government's work or staff");
    return flags_have(q->flags, FLAG_STAFF);
}

/* Whatever else laws and rules allow to be asked. */
static bool art_8_4(answer *a)
{
    *a = accepted("art.8(4)", "a request that laws and rules allow");
    return true;
}

static answer accept(const question *q)
{
    answer a;
    (void)(art_8_1(q, &a) || art_8_2(q, &a) || art_8_3(q, &a) || art_8_4(&a));
    return a;
}

/* ------------------------------------------------ art.9: what an officer may have to decline */

static bool suspect(const question *q, enum ground ground, const char *reason, answer *a)
{
    const struct flag *flag = flags_of(q->flags, ground);
    if (flag == NULL)
        return false;
    *a = (answer){.verdict = VERDICT_REVIEW,
                  .state = STATE_REVIEW,
                  .basis = ground_words[ground],
                  .reason = reason,
                  .ground = (int)ground,
                  .proposal = DECIDED_DECLINE,
                  .advice = flag->advice};
    return true;
}

/* What courts, arbitration or administrative review have or have to settle. */
static bool art_9_1(const question *q, answer *a)
{
    return suspect(q, GROUND_LEGAL_WAY,
                   "it may be before a court, an arbitration or an administrative review", a);
}

/* Army and armed police; 110, 119 and 120. An emergency that is going on is not held up: it goes
 * on as critical while an officer looks at its acceptance. */
static bool art_9_2(const question *q, answer *a)
{
    if (!suspect(q, GROUND_EMERGENCY, "it may be the army's or the police's", a))
        return false;
    if (flags_have(q->flags, FLAG_EMERGENCY)) {
        a->reason = "an emergency seems to be going on: it goes on at once, and is reviewed";
        a->state = STATE_ACCEPTED;
        a->critical = true;
    }
    return true;
}

/* Secrets of state and business, and privacy. */
static bool art_9_3(const question *q, answer *a)
{
    return suspect(q, GROUND_SECRET, "it may touch a secret or somebody's privacy", a);
}

/* Neither a demand nor anybody complained of: nothing to verify, handle or answer. */
static bool art_9_4(const question *q, answer *a)
{
    return suspect(q, GROUND_VAGUE, "it may have no concrete demand or respondent", a);
}

/* Another city's, or another level's. */
static bool art_9_5(const question *q, answer *a)
{
    return suspect(q, GROUND_ELSEWHERE, "it may be another government's", a);
}

/* By law the duty of a particular body. */
static bool art_9_6(const question *q, answer *a)
{
    return suspect(q, GROUND_OWN_DUTY, "it may be the duty of a particular body", a);
}

/* ------------------------------------------------------ art.10: accepted, with a word to say */

static answer counsel(const question *q, answer a)
{
    const struct flag *flag = flags_of(q->flags, GROUND_UNFOUNDED);
    if (flag == NULL)
        flag = flags_of(q->flags, GROUND_ABUSE);
    if (flag != NULL) {
        a.ground = flag_ground(flag->code);
        a.advice = flag->advice;
    }
    return a;
}

/* ----------------------------------------- art.28(1): the same again, after it was closed */

static bool art_28_1(const question *q, answer *a)
{
    if (!q->bar_proposed)
        return false;
    *a =
        (answer){.verdict = VERDICT_REVIEW,
                 .state = STATE_REVIEW,
                 .basis = ground_words[GROUND_REPEATED],
                 .reason = "it resembles a case of the same requester that was closed and answered",
                 .ground = GROUND_REPEATED,
                 .proposal = DECIDED_BAR};
    return true;
}

/* ------------------------------------------ art.13(3), 14: what is critical goes on at once */

/* Whether by its words or by whoever took the request down: nothing that is suspected holds it up.
 * Where it is accepted anyway, the latter knew where to call. */
static answer hurry(const question *q, answer a)
{
    const struct flag *flag = flags_find(q->flags, FLAG_URGENCY_CRITICAL);
    bool is_held = a.verdict == VERDICT_REVIEW;
    if (flag == NULL && !(q->is_critical && is_held))
        return a;
    a.critical = true;
    a.state = STATE_ACCEPTED;
    a.advice = flag != NULL ? flag->advice : SPAN_NONE;
    return a;
}

/* -------------------------------------------------------------------------- a person's word */

static answer refuse(const question *q, enum verdict verdict, enum state state, enum ground ground)
{
    const struct flag *flag = flags_of(q->flags, ground);
    return (answer){.verdict = verdict,
                    .state = state,
                    .basis = ground_words[ground],
                    .reason = "an officer's decision",
                    .ground = (int)ground,
                    .advice = flag != NULL ? flag->advice : SPAN_NONE};
}

struct acceptance_answer acceptance_decide(const struct acceptance_question *q)
{
    answer a;
    switch (q->decided) {
    case DECIDED_DECLINE:
        return refuse(q, VERDICT_DECLINED, STATE_DECLINED, q->ground);
    case DECIDED_BAR:
        return refuse(q, VERDICT_BARRED, STATE_BARRED, GROUND_REPEATED);
    case DECIDED_ACCEPT:
        return counsel(q, accept(q));
    case DECIDED_NOTHING:
        break;
    }
    /* An emergency first, whatever else it may be. */
    if (flags_have(q->flags, FLAG_EMERGENCY) && art_9_2(q, &a))
        return a;
    if (art_9_1(q, &a) || art_9_2(q, &a) || art_9_3(q, &a) || art_9_4(q, &a) || art_9_5(q, &a) ||
        art_9_6(q, &a) || art_28_1(q, &a))
        return hurry(q, a);
    return hurry(q, counsel(q, accept(q)));
}
