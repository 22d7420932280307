#include "lib/record/reread.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/record/output.h"
#include "lib/record/temporary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COPY_BLOCK = 256 * 1024 };

/* Its bytes as they come, into a file without a name that takes its place. */
static void copy_source(struct source *source)
{
    char *block = memory_get(COPY_BLOCK);
    char *name;
    int copy = temporary_unnamed(&name);
    for (;;) {
        ssize_t got = read(source->descriptor, block, COPY_BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            die(STATUS_IO, "'%s': %s", source->name, strerror(errno));
        if (got == 0)
            break;
        write_fully(copy, name, block, (size_t)got);
    }
    if (source->descriptor != STDIN_FILENO)
        close(source->descriptor);
    source->descriptor = copy;
    free(name);
    free(block);
}

static void go_to(const struct source *source, off_t place)
{
    if (lseek(source->descriptor, place, SEEK_SET) < 0)
        die(STATUS_IO, "'%s': %s", source->name, strerror(errno));
}

/* Standard input may be a file of which somebody has read the beginning. */
void reread_start(struct pump *pump)
{
    for (size_t i = 0; i < pump->source_count; i++) {
        struct source *source = &pump->sources[i];
        source->begin = 0;
        if (S_ISREG(source->status.st_mode)) {
            source->begin = lseek(source->descriptor, 0, SEEK_CUR);
        } else {
            copy_source(source);
            go_to(source, 0);
        }
    }
}

static void look_at_source(const struct pump *pump, const struct source *source,
                           struct record *record, sift_function *sift, look_function *look,
                           void *context)
{
    struct lines lines;
    struct line line;
    lines_start(&lines, source->descriptor, source->name, pump->max_line);
    while (lines_next(&lines, &line)) {
        struct span text = {line.text, line.length};
        if (line.length == 0 || line.too_long || (sift != NULL && !sift(context, text)))
            continue;
        if (record_parse(record, line.text, line.length))
            look(context, record);
    }
    lines_release(&lines);
    go_to(source, source->begin);
}

void reread_look(struct pump *pump, sift_function *sift, look_function *look, void *context)
{
    struct record record = {.offset = pump->offset};
    for (size_t i = 0; i < pump->source_count; i++)
        look_at_source(pump, &pump->sources[i], &record, sift, look, context);
    record_release(&record);
}
