/* lib/record/events: whatever the file is, each event that is held is a JSON object with what its
 * columns say, is found by its case and stands in order; each row that is not is a reject that
 * reads as JSON. The input is the file. */
#include "lib/record/events.h"

#include "lib/case/return_events.h"
#include "tests/fuzz/support/fuzz.h"
#include "tests/fuzz/support/guard.h"
#include "tests/fuzz/support/json.h"

#include <stdlib.h>
#include <unistd.h>

enum { SHANGHAI = 8 * 3600 };

struct trial {
    const char *path;
    const char *rejects_path; /* NULL: stderr */
};

static void check_event(const struct events *events, const struct event *event)
{
    size_t count = 0;
    const struct event *of_case = events_of(events, event->case_id, &count);
    fuzz_expect(of_case != NULL && of_case <= event && event < of_case + count,
                "an event is found by its case");
    fuzz_expect(event == of_case || event[-1].recorded_at <= event->recorded_at,
                "the events of a case are in order");
    fuzz_expect(event->id.length > 0 && event->case_id.length > 0, "an event has an id and a case");
    cJSON *tree = json_read(event->input);
    fuzz_expect(tree != NULL && fuzz_is_utf8(event->input), "an event is JSON");
    for (size_t i = 0; i < return_event_plan.count; i++) {
        struct span value = event->values[i];
        const char *name = return_event_plan.columns[i].name;
        const cJSON *member = cJSON_GetObjectItemCaseSensitive(tree, name);
        fuzz_expect(value.at == NULL ? member == NULL
                                     : member != NULL && span_is(value, member->valuestring),
                    "an event says what its columns say");
    }
    cJSON_Delete(tree);
}

static void load(void *context)
{
    const struct trial *trial = context;
    struct rejects rejects;
    struct events events;
    rejects_open(&rejects, trial->rejects_path);
    events_load(&events, trial->path, &return_event_plan, SHANGHAI, &rejects);
    fuzz_expect(rejects.count == events.rejected, "rejects are counted");
    fuzz_expect(events.count + events.repeated + events.rejected == events.read,
                "what is read is held, repeated or rejected");
    for (size_t i = 0; i < events.count; i++)
        check_event(&events, &events.events[i]);
    events_release(&events);
    buffer_release(&rejects.buffer);
    if (rejects.descriptor >= 0)
        close(rejects.descriptor);
}

static void check_rejects(const struct fuzz_file *file)
{
    size_t length;
    char *bytes = fuzz_file_get(file, &length);
    for (const char *line = bytes; line < bytes + length;) {
        const char *end = memchr(line, '\n', (size_t)(bytes + length - line));
        fuzz_expect(end != NULL, "a reject is a line");
        struct span text = {line, (size_t)(end - line)};
        cJSON *tree = json_read(text);
        fuzz_expect(tree != NULL && fuzz_is_utf8(text), "a reject is JSON");
        cJSON_Delete(tree);
        line = end + 1;
    }
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file file, rejects;
    bool to_file = length % 2 == 0;
    struct trial trial = {.path = fuzz_file_set(&file, (struct span){(const char *)bytes, length})};
    const char *rejects_path = fuzz_file_set(&rejects, SPAN(""));
    trial.rejects_path = to_file ? rejects_path : NULL;
    guard_run(load, &trial);
    check_rejects(&rejects);
    return 0;
}
