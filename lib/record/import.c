#include "lib/record/import.h"

#include "lib/base/die.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void read_header(struct import *import)
{
    struct fault fault = {0};
    import->rows = csv_rows_new(&import->lines, import->form.encoding, import->form.delimiter);
    switch (csv_rows_next(import->rows, &import->header, &fault)) {
    case CSV_ROW:
        return;
    case CSV_BAD:
        die(STATUS_USAGE, "'%s': no header: line %llu: %s", import->lines.source,
            (unsigned long long)import->header.line, fault.reason);
    case CSV_ENDED:
        break;
    }
    die(STATUS_USAGE, "'%s': no header: it is empty", import->lines.source);
}

static void flush_before_wait(void *context)
{
    const struct pump *pump = context;
    output_flush(pump->output);
}

void import_start(struct import *import, const struct source *source, struct pump *pump,
                  const struct form_wish *wish)
{
    *import = (struct import){.start = lseek(source->descriptor, 0, SEEK_CUR)};
    lines_start(&import->lines, source->descriptor, source->name, pump->max_line);
    import->lines.before_wait = flush_before_wait;
    import->lines.context = pump;
    form_tell(&import->form, &import->lines, wish, true);
    if (import->form.kind == FORM_EMPTY)
        die(STATUS_USAGE, "'%s': no header: it is empty", source->name);
    if (import->form.kind == FORM_CSV)
        read_header(import);
}

bool import_next_line(struct import *import, struct line *line)
{
    return form_next_line(&import->form, &import->lines, line);
}

void import_progress(const struct import *import, struct pump *pump)
{
    progress_show(&pump->progress, pump->counts.read,
                  pump->progress_bytes + import->lines.bytes_read);
}

void import_end(struct import *import)
{
    csv_rows_free(import->rows);
    form_release(&import->form);
    lines_release(&import->lines);
}

bool import_can_rewind(const struct source *source)
{
    return S_ISREG(source->status.st_mode) && lseek(source->descriptor, 0, SEEK_CUR) >= 0;
}

void import_rewind(struct import *import, const struct source *source)
{
    off_t start = import->start;
    import_end(import);
    if (lseek(source->descriptor, start, SEEK_SET) != start)
        die(STATUS_IO, "'%s': %s", source->name, strerror(errno));
}
