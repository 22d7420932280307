/* h12-commit: replaces a ledger by what comes in, but only if every case of it is still there. */
#include "lib/base/die.h"
#include "lib/case/schema.h"
#include "lib/case/succession.h"
#include "lib/record/id_list.h"
#include "lib/record/ledger.h"
#include "lib/tool/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "usage: h12-commit [OPTION]... LEDGER [FILE]...\n"
    "\n"
    "Replaces LEDGER by the cases that come in, if each case of it is among them, every\n"
    "line is a valid case, and nobody else has changed it; else exit 3, and it stands.\n"
    "\n"
    "      --stamp           print the ledger's stamp and exit\n"
    "      --base STAMP      the ledger must still have this stamp\n"
    "      --keep N          keep the last N ledgers as LEDGER.~1~ and so on (default 7)\n"
    "      --expect-new N    exactly so many cases must be new\n"
    "      --allow-remove FILE\n"
    "                        the cases that were archived: an id a line, or records\n"
    "      --wait SECONDS    how long to wait for LEDGER.lock (default 60)\n"
    "      --lock-fd N       the lock is held already, on this descriptor\n";

enum {
    OPTION_STAMP = OWN_OPTION,
    OPTION_BASE,
    OPTION_KEEP,
    OPTION_EXPECT_NEW,
    OPTION_ALLOW_REMOVE,
    OPTION_WAIT,
    OPTION_LOCK_FD,
};

static const struct option options[] = {
    {"stamp", no_argument, NULL, OPTION_STAMP},
    {"base", required_argument, NULL, OPTION_BASE},
    {"keep", required_argument, NULL, OPTION_KEEP},
    {"expect-new", required_argument, NULL, OPTION_EXPECT_NEW},
    {"allow-remove", required_argument, NULL, OPTION_ALLOW_REMOVE},
    {"wait", required_argument, NULL, OPTION_WAIT},
    {"lock-fd", required_argument, NULL, OPTION_LOCK_FD},
    {0},
};

enum { KEEP = 7, WAIT = 60, WAIT_MAX = 86400 };

struct handover {
    struct run run;
    bool stamp_only;
    const char *base, *allow_remove;
    int64_t keep, expect_new, wait, lock_fd; /* -1: not given */
    char stamp[STAMP_SIZE];                  /* as it was under the lock */
    struct hash_set *allowed;
    struct succession succession;
};

static void on_option(void *context, int option, const char *value)
{
    struct handover *work = context;
    switch (option) {
    case OPTION_STAMP:
        work->stamp_only = true;
        break;
    case OPTION_BASE:
        work->base = value;
        break;
    case OPTION_KEEP:
        work->keep = option_number("--keep", value, KEEP_MAX);
        break;
    case OPTION_EXPECT_NEW:
        work->expect_new = option_number("--expect-new", value, INT64_MAX);
        break;
    case OPTION_ALLOW_REMOVE:
        work->allow_remove = value;
        break;
    case OPTION_WAIT:
        work->wait = option_number("--wait", value, WAIT_MAX);
        break;
    case OPTION_LOCK_FD:
        work->lock_fd = option_number("--lock-fd", value, 1 << 20);
        break;
    default:
        break;
    }
}

static const struct tool tool = {
    .usage = usage,
    .takes = TAKES_LEDGER,
    .options = options,
    .on_option = on_option,
};

static void print_stamp(const char *ledger)
{
    char stamp[STAMP_SIZE];
    ledger_stamp(ledger, stamp);
    if (printf("%s\n", stamp) < 0 || fflush(stdout) == EOF)
        die(STATUS_IO, "'standard output': %s", strerror(errno));
    exit(STATUS_OK);
}

/* The lock comes before the first look at the ledger. */
static void take_hold(struct handover *work)
{
    const char *ledger = work->run.settings.output;
    if (!ledger_lock(ledger, (int)work->wait, (int)work->lock_fd))
        die(STATUS_IO, "'%s' is locked by another job; it was waited for %d s", ledger,
            (int)work->wait);
    ledger_stamp(ledger, work->stamp);
    if (work->base != NULL && strcmp(work->base, work->stamp) != 0)
        die(STATUS_IO, "'%s' has changed: its stamp is %s, not '%s'", ledger, work->stamp,
            work->base);
    if (work->allow_remove != NULL)
        work->allowed = id_list_load(work->allow_remove);
    succession_start(&work->succession, ledger, work->run.settings.max_line,
                     work->run.policy.deadline.offset, work->allowed);
}

static void on_finding(void *context, const struct finding *finding)
{
    fault_set(context, finding->code, finding->field, "%s", finding->reason);
}

/* The filter: a valid case passes byte for byte, and is taken note of. */
static enum outcome hand_over(void *context, struct record *record)
{
    struct handover *work = context;
    struct fault fault = {0};
    struct reader top = read_top(record);
    if (!schema_check(record, on_finding, &fault)) {
        record->fault = fault;
        return OUTCOME_REJECT;
    }
    struct span line = {record->line, record->length};
    if (succession_take(&work->succession, read_string(&top, "id"), line))
        return OUTCOME_PASS;
    fault_set(&record->fault, "duplicate_id", "id", "a case before it has this id");
    return OUTCOME_REJECT;
}

/* Says why the ledger has to stand; false where it need not. */
static bool must_stand(struct handover *work)
{
    const struct succession *s = &work->succession;
    const char *ledger = work->run.settings.output;
    uint64_t fresh = work->run.pump.counts.written - s->kept;
    char stamp[STAMP_SIZE];
    bool stands = work->run.pump.counts.rejected > 0 || s->missing > 0 || s->twice > 0;
    if (s->missing > 0)
        warn("'%s': %llu cases are missing", ledger, (unsigned long long)s->missing);
    if (s->missing == 0 && work->expect_new >= 0 && fresh != (uint64_t)work->expect_new) {
        warn("'%s': %llu cases are new, not %lld", ledger, (unsigned long long)fresh,
             (long long)work->expect_new);
        stands = true;
    }
    ledger_stamp(ledger, stamp);
    if (strcmp(stamp, work->stamp) != 0) {
        warn("'%s' was changed by another job meanwhile", ledger);
        stands = true;
    }
    return stands;
}

static const char *fate(enum ledger_fate ledger)
{
    if (ledger == LEDGER_REPLACED)
        return "";
    return ledger == LEDGER_UNCHANGED ? ", nothing changed" : ", nothing taken over";
}

static int conclude(struct handover *work)
{
    struct run *run = &work->run;
    struct succession *s = &work->succession;
    succession_end(s);
    bool unchanged = s->descriptor >= 0 && s->identical;
    if (must_stand(work)) {
        warn("'%s' is left as it was", run->settings.output);
        run->ledger = LEDGER_REFUSED;
    } else if (unchanged) {
        run->ledger = LEDGER_UNCHANGED;
    }
    buffer_printf(&run->note, ", %llu new, %llu removed%s",
                  (unsigned long long)(run->pump.counts.written - s->kept),
                  (unsigned long long)s->removed, fate(run->ledger));
    run->output.keep = (int)work->keep;
    succession_release(s);
    hash_set_free(work->allowed);
    return run_finish(run);
}

int main(int argc, char **argv)
{
    static struct handover work = {.keep = KEEP, .expect_new = -1, .wait = WAIT, .lock_fd = -1};
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    if (work.stamp_only)
        print_stamp(work.run.settings.output);
    take_hold(&work);
    run_open(&work.run);
    run_pump(&work.run, hand_over, &work);
    return conclude(&work);
}
