#include "lib/record/temporary.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK        ".h12-"
#define RANDOM_PART "XXXXXX"

char *temporary_name(const char *target)
{
    size_t size = strlen(target) + sizeof MARK RANDOM_PART;
    char *name = memory_get(size);
    snprintf(name, size, "%s" MARK RANDOM_PART, target);
    return name;
}

/* Locks a file that was just made; false where a sweeper was faster. On a file system without locks
 * no sweeper gets one either. */
static bool claim(int descriptor)
{
    struct stat status;
    while (flock(descriptor, LOCK_EX) != 0 && errno == EINTR)
        continue;
    return fstat(descriptor, &status) != 0 || status.st_nlink > 0;
}

int temporary_make(char *name, int *lock)
{
    char *random_part = name + strlen(name) - strlen(RANDOM_PART);
    for (;;) {
        int descriptor = mkostemp(name, O_CLOEXEC);
        if (descriptor < 0)
            return -1;
        if (claim(descriptor)) {
            *lock = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
            return descriptor;
        }
        close(descriptor);
        memcpy(random_part, RANDOM_PART, strlen(RANDOM_PART));
    }
}

static bool is_temporary_of(const char *name, const char *base)
{
    size_t length = strlen(base);
    return strncmp(name, base, length) == 0 && strncmp(name + length, MARK, strlen(MARK)) == 0 &&
           strlen(name + length) == strlen(MARK RANDOM_PART);
}

/* Whoever finds it without a name under its lock makes another, see claim(). */
static void remove_if_nobodys(int folder, const char *name)
{
    struct stat status;
    int descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
        flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, name, 0);
    close(descriptor);
}

void temporary_sweep(const char *target)
{
    char *for_folder = memory_copy_string(target), *for_base = memory_copy_string(target);
    const char *base = basename(for_base);
    DIR *folder = opendir(dirname(for_folder));
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (is_temporary_of(entry->d_name, base))
            remove_if_nobodys(dirfd(folder), entry->d_name);
    if (folder != NULL)
        closedir(folder);
    free(for_folder);
    free(for_base);
}

int temporary_unnamed(char **name)
{
    const char *folder = getenv("TMPDIR");
    if (folder == NULL || *folder == '\0')
        folder = "/tmp";
    size_t size = strlen(folder) + sizeof "/h12-" RANDOM_PART;
    char *path = memory_get(size);
    snprintf(path, size, "%s/h12-" RANDOM_PART, folder);
    int descriptor = mkostemp(path, O_CLOEXEC);
    if (descriptor < 0)
        die(STATUS_IO, "'%s': %s", path, strerror(errno));
    unlink(path);
    *name = path;
    return descriptor;
}
