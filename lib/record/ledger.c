#include "lib/record/ledger.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

void ledger_stamp(const char *path, char stamp[STAMP_SIZE])
{
    struct stat status;
    if (stat(path, &status) == 0)
        snprintf(stamp, STAMP_SIZE, "%llu-%lld-%lld.%09ld", (unsigned long long)status.st_ino,
                 (long long)status.st_size, (long long)status.st_mtim.tv_sec,
                 status.st_mtim.tv_nsec);
    else if (errno == ENOENT)
        snprintf(stamp, STAMP_SIZE, "none");
    else
        die(STATUS_IO, "'%s': %s", path, strerror(errno));
}

static char *path_with(const char *path, const char *suffix)
{
    size_t size = strlen(path) + strlen(suffix) + 1;
    char *joined = memory_get(size);
    snprintf(joined, size, "%s%s", path, suffix);
    return joined;
}

/* A descriptor that is not of this lock file protects nothing. */
static void check_held(const char *lock, int held)
{
    struct stat ours, theirs;
    if (fstat(held, &theirs) != 0)
        die(STATUS_USAGE, "--lock-fd: descriptor %d: %s", held, strerror(errno));
    if (stat(lock, &ours) != 0 || ours.st_dev != theirs.st_dev || ours.st_ino != theirs.st_ino)
        die(STATUS_USAGE, "--lock-fd: descriptor %d is not of '%s'", held, lock);
}

/* Asks again ten times a second: flock(2) itself would wait for ever. */
static bool wait_for_lock(const char *lock, int descriptor, int wait_seconds)
{
    const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};
    for (long tries = 10L * wait_seconds;; tries--) {
        if (flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK && errno != EINTR)
            die(STATUS_IO, "'%s': %s", lock, strerror(errno));
        if (tries <= 0)
            return false;
        nanosleep(&pause, NULL);
    }
}

/* A folder, a device or a link in a circle is no ledger: nothing is made beside it. */
static void check_regular(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 && errno != ENOENT)
        die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        die(STATUS_USAGE, "'%s' is no regular file", path);
}

bool ledger_lock(const char *path, int wait_seconds, int held)
{
    check_regular(path);
    char *lock = path_with(path, ".lock");
    int descriptor = held;
    if (held >= 0)
        check_held(lock, held);
    else
        descriptor = descriptor_open(lock, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        die(STATUS_USAGE, "'%s': %s", lock, strerror(errno));
    bool locked = wait_for_lock(lock, descriptor, wait_seconds);
    free(lock);
    return locked;
}

static char *backup_name(const char *path, int number)
{
    char suffix[32];
    snprintf(suffix, sizeof suffix, ".~%d~", number);
    return path_with(path, suffix);
}

static bool backup_exists(const char *path, int number)
{
    char *name = backup_name(path, number);
    bool exists = access(name, F_OK) == 0;
    free(name);
    return exists;
}

static void must(int result, const char *name)
{
    if (result != 0)
        die(STATUS_IO, "'%s': %s", name, strerror(errno));
}

/* The file itself is the first backup already: a job was killed between here and its rename. */
static bool is_kept(const char *path, const struct stat *status)
{
    struct stat first;
    char *name = backup_name(path, 1);
    bool kept =
        stat(name, &first) == 0 && first.st_dev == status->st_dev && first.st_ino == status->st_ino;
    free(name);
    return kept;
}

/* Moves up to the first free number only: where an earlier job was killed between two steps, a gap
 * is closed and no backup falls off the end for it. */
void ledger_keep(const char *path, int keep)
{
    struct stat status;
    if (keep <= 0 || stat(path, &status) != 0 || is_kept(path, &status))
        return;
    int free_number = 1;
    while (free_number < keep && backup_exists(path, free_number))
        free_number++;
    for (int number = free_number; number > 1; number--) {
        char *from = backup_name(path, number - 1);
        char *to = backup_name(path, number);
        must(rename(from, to), to);
        free(from);
        free(to);
    }
    char *first = backup_name(path, 1);
    if (keep == 1)
        unlink(first);
    must(link(path, first), first);
    free(first);
}
