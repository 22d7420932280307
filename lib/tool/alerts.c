#include "lib/tool/alerts.h"

#include "lib/base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* One alert: of this case to this unit. */
static uint64_t name_of(struct span case_id, struct span unit)
{
    return hash_64(case_id) * 31 + hash_64_other(unit);
}

static void refuse_mix_up(const struct run *run, const struct stat *status, const char *path)
{
    bool taken =
        output_is_same_file(&run->output, status) || rejects_is_same_file(&run->rejects, status);
    for (size_t i = 0; i < run->pump.source_count; i++)
        taken |= S_ISREG(status->st_mode) && run->pump.sources[i].status.st_dev == status->st_dev &&
                 run->pump.sources[i].status.st_ino == status->st_ino;
    if (taken)
        die(STATUS_USAGE, "--alerts: '%s' is an input or another output", path);
}

/* Learns what the file has; a last line that was cut off gets its newline, so that the next one
 * stands by itself. Lines that are no alerts are somebody else's to mend. */
static void read_told(struct alert_file *file, int offset)
{
    struct lines lines;
    struct line line;
    struct record record = {.offset = offset};
    int descriptor = source_open(file->path);
    char last = '\n';
    lines_start(&lines, descriptor, file->path, LINE_CAP);
    while (lines_next(&lines, &line)) {
        if (line.too_long || !record_parse(&record, line.text, line.length))
            continue;
        struct reader top = read_top(&record);
        struct span case_id = read_string(&top, "case");
        struct span unit = read_string(&top, "unit");
        if (fault_none(&record.fault) && case_id.at != NULL && unit.at != NULL)
            hash_set_add(file->told, name_of(case_id, unit));
    }
    off_t end = lseek(descriptor, -1, SEEK_END);
    if (end >= 0 && read(descriptor, &last, 1) == 1 && last != '\n')
        write_fully(file->descriptor, file->path, "\n", 1);
    lines_release(&lines);
    record_release(&record);
    close(descriptor);
}

void alert_file_open(struct alert_file *file, const struct run *run, const char *path)
{
    struct stat status;
    *file = (struct alert_file){.path = path, .descriptor = -1};
    if (path == NULL)
        return;
    if (strcmp(path, "-") == 0)
        die(STATUS_USAGE, "--alerts needs a file of its own");
    const char *output = run->settings.output;
    if (output != NULL && strcmp(output, path) == 0 && strcmp(path, "/dev/null") != 0)
        die(STATUS_USAGE, "--alerts: '%s' is an input or another output", path);
    if (stat(path, &status) == 0)
        refuse_mix_up(run, &status, path);
    file->descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file->descriptor < 0 || fstat(file->descriptor, &status) != 0)
        die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
    file->told = hash_set_new();
    if (S_ISREG(status.st_mode))
        read_told(file, run->policy.deadline.offset);
}

void alert_file_tell(struct alert_file *file, struct record *record, const struct alert *alert)
{
    struct reader top = read_top(record);
    if (file->path == NULL ||
        !hash_set_add(file->told, name_of(read_string(&top, "id"), alert->unit)))
        return;
    buffer_reset(&file->line);
    alert_line(record, alert, &file->line);
    write_fully(file->descriptor, file->path, file->line.bytes, file->line.length);
    file->count++;
}

void alert_file_close(struct alert_file *file)
{
    if (file->path == NULL)
        return;
    if (fsync(file->descriptor) != 0 && errno != EINVAL && errno != EROFS)
        die(STATUS_IO, "'%s': %s", file->path, strerror(errno));
    if (close(file->descriptor) != 0)
        die(STATUS_IO, "'%s': %s", file->path, strerror(errno));
    hash_set_free(file->told);
    buffer_release(&file->line);
}
