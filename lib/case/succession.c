#include "lib/case/succession.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/shown.h"
#include "lib/record/read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { NAMED = 10 }; /* how many cases a message names */

static void open_lines(struct succession *s)
{
    if (lseek(s->descriptor, 0, SEEK_SET) != 0)
        die(STATUS_IO, "'%s': %s", s->ledger, strerror(errno));
    lines_start(&s->lines, s->descriptor, s->ledger, s->max_line);
    s->scanning = true;
    s->position = 0;
}

static void close_lines(struct succession *s)
{
    if (s->scanning)
        lines_release(&s->lines);
    s->scanning = false;
}

static void die_of_line(const struct succession *s, const char *why)
{
    die(STATUS_IO, "'%s': line %llu is no case, so it can't be shown that it is kept: %s",
        s->ledger, (unsigned long long)s->lines.number, why);
}

/* The next case of the old ledger; SPAN_NONE at its end. */
static void await_next(struct succession *s)
{
    struct line line = {0};
    s->awaited = SPAN_NONE;
    do {
        if (!lines_next(&s->lines, &line))
            return;
    } while (line.length == 0);
    if (line.too_long)
        die_of_line(s, "the line is too long");
    if (!record_parse(&s->record, line.text, line.length))
        die_of_line(s, s->record.fault.reason);
    struct reader top = read_top(&s->record);
    s->awaited = read_required_string(&top, "id");
    if (s->awaited.at == NULL)
        die_of_line(s, "it has no id");
}

void succession_start(struct succession *s, const char *ledger, size_t max_line, int offset,
                      struct hash_set *allowed)
{
    *s = (struct succession){
        .ledger = ledger,
        .max_line = max_line,
        .record = {.offset = offset},
        .others = hash_set_new(),
        .passed_over = hash_set_new(),
        .allowed = allowed,
        .identical = true,
    };
    s->descriptor = descriptor_open(ledger, O_RDONLY, 0);
    if (s->descriptor < 0 && errno != ENOENT)
        die(STATUS_USAGE, "'%s': %s", ledger, strerror(errno));
    if (s->descriptor < 0)
        return;
    open_lines(s);
    await_next(s);
}

static bool may_be_gone(const struct succession *s, struct span id)
{
    return s->allowed != NULL && hash_set_has(s->allowed, hash_64(id));
}

/* The awaited case may be gone: it counts as removed until it comes after all. */
static void pass_over(struct succession *s)
{
    uint64_t hash = hash_64(s->awaited);
    if (hash_set_has(s->others, hash))
        s->kept++;
    else
        s->removed++;
    hash_set_add(s->passed_over, hash);
    s->identical = false;
    s->position++;
    await_next(s);
}

/* A case that is new, or of another place. */
static bool take_other(struct succession *s, struct span id)
{
    uint64_t hash = hash_64(id);
    s->identical = false;
    s->other_count++;
    if (!hash_set_add(s->others, hash))
        return false;
    if (hash_set_has(s->passed_over, hash)) {
        s->removed--;
        s->kept++;
    }
    return true;
}

bool succession_take(struct succession *s, struct span id, struct span line)
{
    while (s->awaited.at != NULL && !span_equal(s->awaited, id) && may_be_gone(s, s->awaited))
        pass_over(s);
    if (s->awaited.at == NULL || !span_equal(s->awaited, id))
        return take_other(s, id);
    s->identical =
        s->identical && span_equal(line, (struct span){s->record.line, s->record.length});
    s->kept++;
    s->position++;
    await_next(s);
    return true;
}

static void name_case(const struct succession *s, uint64_t *count, const char *what)
{
    char id[SHOWN_SIZE];
    if (++*count <= NAMED)
        warn("'%s': case '%s' %s", s->ledger, shown(s->awaited, id), what);
    else if (*count == NAMED + 1)
        warn("'%s': and more", s->ledger);
}

/* The old cases that were not met in step are among the others, or gone. */
static void look_for_rest(struct succession *s)
{
    for (; s->awaited.at != NULL; await_next(s)) {
        s->identical = false;
        if (hash_set_has(s->others, hash_64(s->awaited)))
            s->kept++;
        else if (may_be_gone(s, s->awaited))
            s->removed++;
        else
            name_case(s, &s->missing, "is missing");
    }
}

/* What was met in step and is among the others, too, has come twice. */
static void look_for_twice(struct succession *s, uint64_t in_step)
{
    close_lines(s);
    open_lines(s);
    await_next(s);
    for (; s->awaited.at != NULL && s->position < in_step; await_next(s)) {
        s->position++;
        uint64_t hash = hash_64(s->awaited);
        if (hash_set_has(s->others, hash) && !hash_set_has(s->passed_over, hash))
            name_case(s, &s->twice, "stands twice in the new ledger");
    }
}

void succession_end(struct succession *s)
{
    if (s->descriptor < 0)
        return;
    uint64_t in_step = s->position;
    look_for_rest(s);
    if (s->other_count > 0 && in_step > 0)
        look_for_twice(s, in_step);
}

void succession_release(struct succession *s)
{
    close_lines(s);
    if (s->descriptor >= 0)
        close(s->descriptor);
    record_release(&s->record);
    hash_set_free(s->others);
    hash_set_free(s->passed_over);
}
