#include "lib/record/archive.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/record/lines.h"
#include "lib/record/output.h"
#include "lib/record/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 16 * 1024 };

struct archive_month {
    int number; /* year * 12 + month - 1 */
    char *path;
    int descriptor;
    struct buffer buffer;
    struct hash_set *ids;
    struct hash_set *lines; /* hashes of whole records */
};

void archive_open(struct archive *archive, const char *folder, size_t max_line)
{
    struct stat status;
    *archive = (struct archive){.folder = folder, .max_line = max_line};
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        die(STATUS_USAGE, "'%s': %s", folder, strerror(errno));
    if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode))
        die(STATUS_USAGE, "'%s': %s", folder, strerror(ENOTDIR));
}

static void fail(const char *path)
{
    die(STATUS_IO, "'%s': %s", path, strerror(errno));
}

/* What stands after the last newline of a file that was not written to its end. */
static void keep_torn(const struct archive_month *month, struct span tail, off_t start)
{
    size_t size = strlen(month->path) + sizeof ".torn";
    char *path = memory_get(size);
    snprintf(path, size, "%s.torn", month->path);
    int torn = descriptor_open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
    if (torn < 0)
        fail(path);
    write_fully(torn, path, tail.at, tail.length);
    write_fully(torn, path, "\n", 1);
    if (descriptor_sync(torn) != 0 || descriptor_close(torn) != 0)
        fail(path);
    if (descriptor_truncate(month->descriptor, start) != 0)
        fail(month->path);
    warn("'%s': its last line was cut off; the piece is in '%s'", month->path, path);
    free(path);
}

static void remember(struct archive_month *month, struct span id, struct span line)
{
    hash_set_add(month->ids, hash_64(id));
    hash_set_add(month->lines, hash_64(line));
}

static bool ends_in_newline(const struct archive_month *month, off_t size)
{
    char last = '\n';
    if (size > 0 && descriptor_read_at(month->descriptor, &last, 1, (uint64_t)size - 1) != 1)
        fail(month->path);
    return last == '\n';
}

/* Takes in the records that a month has, and mends its end. */
static void read_month(struct archive_month *month, size_t max_line)
{
    struct record record = {0};
    struct lines lines;
    struct line line;
    off_t size = lseek(month->descriptor, 0, SEEK_END);
    if (size < 0 || lseek(month->descriptor, 0, SEEK_SET) != 0)
        fail(month->path);
    bool whole = ends_in_newline(month, size);
    lines_start(&lines, month->descriptor, month->path, max_line);
    while (lines_next(&lines, &line)) {
        struct span text = {line.text, line.length};
        struct reader top = read_top(&record);
        bool is_last = lines.ended && lines.begin == lines.end;
        if (line.length == 0)
            continue;
        if (!line.too_long && record_parse(&record, line.text, line.length)) {
            struct span id = read_required_string(&top, "id");
            if (id.at != NULL) {
                remember(month, id, text);
                continue;
            }
        }
        if (!is_last || whole)
            die(STATUS_IO, "'%s': line %llu is no case", month->path,
                (unsigned long long)line.number);
        keep_torn(month, text, size - (off_t)line.length);
        whole = true;
    }
    if (!whole) /* a whole record without its newline */
        buffer_add_byte(&month->buffer, '\n');
    lines_release(&lines);
    record_release(&record);
}

static void lock_month(const struct archive_month *month)
{
    int result;
    do
        result = flock(month->descriptor, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result != 0 && errno == EWOULDBLOCK)
        die(STATUS_IO, "'%s' is locked by another job", month->path);
    if (result != 0)
        fail(month->path);
}

static struct archive_month *open_month(const struct archive *archive, int number)
{
    size_t size = strlen(archive->folder) + sizeof "/YYYYYYYYYY-MM.ndjson";
    struct archive_month *month = memory_get_zeroed(1, sizeof *month);
    month->number = number;
    month->path = memory_get(size);
    snprintf(month->path, size, "%s/%04d-%02d.ndjson", archive->folder, number / 12,
             number % 12 + 1);
    month->descriptor = descriptor_open(month->path, O_RDWR | O_CREAT | O_APPEND, 0600);
    if (month->descriptor < 0)
        fail(month->path);
    lock_month(month);
    month->ids = hash_set_new();
    month->lines = hash_set_new();
    read_month(month, archive->max_line);
    return month;
}

static struct archive_month *month_of(struct archive *archive, day_number day)
{
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    int number = year * 12 + month - 1;
    for (size_t i = 0; i < archive->count; i++)
        if (archive->months[i]->number == number)
            return archive->months[i];
    archive->months = memory_grow(archive->months, archive->count, &archive->capacity,
                                  sizeof(struct archive_month *));
    archive->months[archive->count] = open_month(archive, number);
    return archive->months[archive->count++];
}

static void flush_month(struct archive_month *month)
{
    size_t length = month->buffer.length;
    month->buffer.length = 0;
    write_fully(month->descriptor, month->path, month->buffer.bytes, length);
}

enum archive_answer archive_add(struct archive *archive, day_number day, struct span id,
                                struct span line)
{
    struct archive_month *month = month_of(archive, day);
    if (hash_set_has(month->ids, hash_64(id)))
        return hash_set_has(month->lines, hash_64(line)) ? ARCHIVE_KNOWN : ARCHIVE_DIFFERS;
    remember(month, id, line);
    buffer_add_span(&month->buffer, line);
    buffer_add_byte(&month->buffer, '\n');
    if (month->buffer.length >= BLOCK)
        flush_month(month);
    return ARCHIVE_ADDED;
}

static void sync_folder(const char *folder)
{
    int descriptor = descriptor_open(folder, O_RDONLY | O_DIRECTORY, 0);
    if (descriptor < 0 || descriptor_sync(descriptor) != 0)
        fail(folder);
    close(descriptor);
}

void archive_close(struct archive *archive)
{
    for (size_t i = 0; i < archive->count; i++) {
        struct archive_month *month = archive->months[i];
        flush_month(month);
        if (descriptor_sync(month->descriptor) != 0 || descriptor_close(month->descriptor) != 0)
            fail(month->path);
        hash_set_free(month->ids);
        hash_set_free(month->lines);
        buffer_release(&month->buffer);
        free(month->path);
        free(month);
    }
    if (archive->count > 0)
        sync_folder(archive->folder);
    free(archive->months);
    *archive = (struct archive){0};
}
