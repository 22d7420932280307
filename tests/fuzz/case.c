/* The tools' work on one case: routing, requests for return, replies, ratings and the clock, over
 * the tables of share. Each stage leaves a record; done twice it changes nothing more; and a case
 * that is well by lib/case/check before it is well behind it. The first line of the input is the
 * case, the rest event files of h12-return, h12-reply and h12-callback, with an empty line behind
 * each. */
#include "lib/case/callback_events.h"
#include "lib/case/check.h"
#include "lib/case/extensions.h"
#include "lib/case/reply_events.h"
#include "lib/case/reply_signs.h"
#include "lib/case/return_events.h"
#include "lib/case/routing.h"
#include "lib/reference/calendar.h"
#include "lib/reference/directory.h"
#include "lib/reference/gazetteer.h"
#include "lib/reference/knowledge.h"
#include "lib/rules/lexicon.h"
#include "tests/fuzz/support/guard.h"

#include <stdlib.h>

enum { NOW = 1793548799 }; /* 2026-11-01T23:59:59+08:00 */

/* What all runs share: read once, before any run is guarded. */
static struct {
    struct policy policy;
    struct directory directory;
    struct catalogue catalogue;
    struct calendars calendars;
    struct gazetteer gazetteer;
    struct knowledge knowledge;
    struct lexicon lexicon;
    struct check_desk check;
    struct dispatch_desk dispatch;
    struct return_desk returns;
    struct reply_signs signs;
    struct reply_desk replies;
    struct callback_desk callbacks;
} office;

static void open_office(void)
{
    struct problems problems = {0};
    policy_load(&office.policy, "share/policy/hangzhou-draft-2023.json");
    directory_load(&office.directory, "share/units.csv", &problems);
    catalogue_load(&office.catalogue, "share/matters.csv", &problems);
    calendars_load(&office.calendars, &office.directory, &office.policy, "share", NULL, 0,
                   &problems);
    gazetteer_load(&office.gazetteer, &office.directory, "share/gazetteer.csv", &problems);
    knowledge_load(&office.knowledge, &office.directory, "share/knowledge.csv", &problems);
    fuzz_expect(problems.count == 0, "the tables of share are well");
    lexicon_build(&office.lexicon, &office.catalogue, &office.directory, &office.gazetteer,
                  &office.policy.routing);
    office.check = (struct check_desk){
        .rules = &office.policy.deadline,
        .returns = &office.policy.returns,
        .calendars = &office.calendars,
        .directory = &office.directory,
        .names = {span_of(office.policy.id), span_of(office.calendars.city.name)},
        .now = NOW,
    };
    office.dispatch = (struct dispatch_desk){
        .rules = &office.policy.routing,
        .knowledge_rules = &office.policy.knowledge,
        .alerts = &office.policy.alert,
        .promises = &office.policy.promise,
        .limits = &office.policy.deadline,
        .directory = &office.directory,
        .catalogue = &office.catalogue,
        .lexicon = &office.lexicon,
        .knowledge = &office.knowledge,
        .calendar = &office.calendars.city,
        .duty_unit = directory_by_code(&office.directory, span_of(office.policy.duty_unit)),
        .now = NOW,
    };
    office.returns = (struct return_desk){
        .rules = &office.policy.returns,
        .clock = &office.policy.deadline,
        .directory = &office.directory,
        .catalogue = &office.catalogue,
        .calendars = &office.calendars,
        .now = NOW,
        .automatic = true,
    };
    office.replies = (struct reply_desk){
        .rules = &office.policy.reply,
        .clock = &office.policy.deadline,
        .returns = &office.policy.returns,
        .directory = &office.directory,
        .calendar = &office.calendars.city,
        .signs = &office.signs,
        .now = NOW,
        .automatic = true,
    };
    office.callbacks = (struct callback_desk){
        .rules = &office.policy.callback,
        .clock = &office.policy.deadline,
        .returns = &office.policy.returns,
        .directory = &office.directory,
        .calendars = &office.calendars,
        .names = office.check.names,
        .now = NOW,
    };
}

enum file { FILE_RETURNS, FILE_REPLIES, FILE_RATINGS, FILES };

struct trial {
    struct span line;
    const char *paths[FILES]; /* of the event files */
};

typedef bool stage(struct record *record, const struct case_head *head, struct events *events);

static bool route(struct record *record, const struct case_head *head, struct events *events)
{
    struct route_scratch scratch = {0};
    (void)events;
    bool good = head->state != STATE_ACCEPTED || route_case(&office.dispatch, &scratch, record);
    route_scratch_release(&scratch);
    return good;
}

/* Applies the events of a case by one function; returns how many changed it. */
static size_t apply_all(const struct event list[], size_t count, void *context,
                        enum event_verdict (*apply)(void *context, const struct event *event,
                                                    struct fault *fault))
{
    size_t changes = 0;
    for (size_t i = 0; i < count; i++) {
        struct fault fault = {0};
        enum event_verdict verdict = apply(context, &list[i], &fault);
        fuzz_expect((verdict == EVENT_REJECTED) == !fault_none(&fault), "a reject has a reason");
        changes += verdict == EVENT_APPLIED || verdict == EVENT_REFUSED;
    }
    return changes;
}

static enum event_verdict apply_return(void *context, const struct event *event,
                                       struct fault *fault)
{
    return return_case_apply(context, event, fault);
}

static bool take_returns(struct record *record, const struct case_head *head, struct events *events)
{
    struct return_case c = {0};
    size_t count = 0;
    const struct event *list = events_of(events, head->id, &count);
    bool good = list == NULL || return_case_read(&c, &office.returns, record, head->state);
    if (good && apply_all(list, count, &c, apply_return) > 0)
        return_case_write(&c);
    buffer_release(&c.log.buffer);
    return good;
}

static enum event_verdict apply_reply(void *context, const struct event *event, struct fault *fault)
{
    return reply_case_apply(context, event, fault);
}

static bool take_replies(struct record *record, const struct case_head *head, struct events *events)
{
    struct reply_case c = {0};
    size_t count = 0;
    const struct event *list = events_of(events, head->id, &count);
    bool good = list == NULL || reply_case_read(&c, &office.replies, record, head->state);
    if (good && apply_all(list, count, &c, apply_reply) > 0)
        reply_case_write(&c);
    buffer_release(&c.log.buffer);
    return good && fault_none(&record->fault);
}

static enum event_verdict apply_rating(void *context, const struct event *event,
                                       struct fault *fault)
{
    return callback_case_apply(context, event, fault);
}

static bool take_ratings(struct record *record, const struct case_head *head, struct events *events)
{
    struct callback_case c = {0};
    size_t count = 0;
    const struct event *list = events_of(events, head->id, &count);
    bool good = list == NULL || callback_case_read(&c, &office.callbacks, record, head->state);
    if (good && apply_all(list, count, &c, apply_rating) > 0)
        good = callback_case_write(&c);
    else if (good && head->state == STATE_VERIFYING)
        good = callback_clock_set(&office.callbacks, record);
    callback_case_release(&c);
    return good;
}

/* Those that the record has; requests for more are another file's. */
static bool add_extensions(struct record *record, struct deadline_question *question)
{
    struct extensions extensions = {0};
    if (!extensions_read(record, &extensions))
        return false;
    extensions_add_turns(&extensions, question);
    return true;
}

static bool set_clock(struct record *record, const struct case_head *head, struct events *events)
{
    const struct deadline_rules *rules = &office.policy.deadline;
    struct deadline_question question;
    struct deadline_answer answer;
    struct span lead;
    (void)events;
    if (head->state == STATE_COMMITTED || head->state == STATE_VERIFYING)
        return true;
    if (!deadline_has_clock(head->state)) {
        deadline_clear(record, &office.check.names);
        return true;
    }
    if (!deadline_question(record, head->state, rules, &office.policy.returns,
                           &office.calendars.city, &question, &lead) ||
        !add_extensions(record, &question))
        return false;
    deadline_reckon(rules, &office.calendars.city,
                    calendars_of(&office.calendars, &office.directory, lead), &question, NOW,
                    &answer);
    deadline_set(record, &answer, &office.check.names);
    return true;
}

static void check_finding(void *context, const struct finding *finding)
{
    (void)context;
    fuzz_expect(fuzz_is_harmless(span_of(finding->field)), "a finding names a field");
    fuzz_expect(finding->code != NULL && finding->reason != NULL, "a finding has a reason");
}

/* One stage over one line; the line behind it in `out`, empty where it is refused. Returns whether
 * the case was well before. */
static bool run_stage(stage *work, struct span line, struct events *events, struct buffer *out)
{
    struct record record = {.offset = office.policy.deadline.offset};
    struct case_head head;
    char *copy = fuzz_padded(line);
    bool well = false;
    buffer_reset(out);
    if (record_parse(&record, copy, line.length)) {
        well = case_check(&office.check, &record, check_finding, NULL);
        bool good = case_read_head(&record, &head) && work(&record, &head, events);
        fuzz_expect(good == fault_none(&record.fault), "a record is refused for a reason");
        if (good)
            record_write(&record, out);
    }
    record_release(&record);
    free(copy);
    return well;
}

static bool is_well(struct span line)
{
    struct record record = {.offset = office.policy.deadline.offset};
    char *copy = fuzz_padded(line);
    fuzz_expect(record_parse(&record, copy, line.length), "what a stage leaves is a record");
    bool well = case_check(&office.check, &record, check_finding, NULL);
    record_release(&record);
    free(copy);
    return well;
}

/* One stage after what the one before left in `line`, twice. */
static void run_link(stage *work, struct events *events, struct buffer *line)
{
    struct buffer once = {0};
    struct buffer twice = {0};
    bool well = run_stage(work, buffer_span(line), events, &once);
    if (once.length > 0) {
        fuzz_expect(is_well(buffer_span(&once)) || !well, "a case that is well stays well");
        run_stage(work, buffer_span(&once), events, &twice);
        /* What was wrong all along may be read only now, as an earlier round: it is refused. */
        fuzz_expect(span_equal(buffer_span(&once), buffer_span(&twice)) ||
                        (!well && twice.length == 0),
                    "twice is once");
    }
    buffer_reset(line);
    buffer_add_span(line, buffer_span(&once));
    buffer_release(&once);
    buffer_release(&twice);
}

static void run_chain(void *context)
{
    static const struct {
        stage *work;
        enum file file;
    } links[] = {
        {route, FILE_RETURNS},        {take_returns, FILE_RETURNS}, {take_replies, FILE_REPLIES},
        {take_ratings, FILE_RATINGS}, {set_clock, FILE_RETURNS},
    };
    static const struct event_plan *const plans[FILES] = {&return_event_plan, &reply_event_plan,
                                                          &callback_event_plan};
    const struct trial *trial = context;
    struct rejects rejects;
    struct events events[FILES];
    struct buffer line = {0};
    rejects_open(&rejects, NULL);
    for (int i = 0; i < FILES; i++)
        events_load(&events[i], trial->paths[i], plans[i], office.policy.deadline.offset, &rejects);
    reply_signs_count(&office.signs, &events[FILE_REPLIES]);
    buffer_add_span(&line, trial->line);
    for (size_t i = 0; i < sizeof links / sizeof *links && line.length > 0; i++)
        run_link(links[i].work, &events[links[i].file], &line);
    reply_signs_release(&office.signs);
    for (int i = 0; i < FILES; i++)
        events_release(&events[i]);
    buffer_release(&rejects.buffer);
    buffer_release(&line);
}

/* What comes before an empty line, or all; takes it off the front. */
static struct span next_block(struct span *rest)
{
    const char *gap = rest->length > 0 ? memmem(rest->at, rest->length, "\n\n", 2) : NULL;
    struct span block = {rest->at, gap != NULL ? (size_t)(gap - rest->at) + 1 : rest->length};
    size_t taken = gap != NULL ? block.length + 1 : block.length;
    *rest = (struct span){rest->at + taken, rest->length - taken};
    return block;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file files[FILES];
    if (office.policy.path == NULL)
        open_office();
    const char *text = (const char *)bytes;
    const char *newline = length > 0 ? memchr(text, '\n', length) : NULL;
    size_t first = newline != NULL ? (size_t)(newline - text) : length;
    size_t skipped = newline != NULL ? first + 1 : length;
    struct span rest = {text + skipped, length - skipped};
    struct trial trial = {.line = {text, first}};
    for (int i = 0; i < FILES; i++)
        trial.paths[i] = fuzz_file_set(&files[i], next_block(&rest));
    guard_run(run_chain, &trial);
    return 0;
}
