#include "lib/reference/share.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef H12_SHARE_DIR
#define H12_SHARE_DIR "/usr/local/share/h12"
#endif

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Many folders are called share; ours has a units table. */
static bool is_ours(const char *folder)
{
    char *table = share_path(folder, "units.csv");
    bool there = access(table, R_OK) == 0;
    free(table);
    return there;
}

/* PREFIX/bin/h12-x has ../share/h12, build/bin/h12-x has ../../share, a build within the build one
 * folder more. */
static char *beside_the_binary(void)
{
    static const char *const places[] = {"../share/h12", "../../share", "../../../share"};
    char binary[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", binary, sizeof binary - 1);
    if (length < 0)
        return NULL;
    binary[length] = '\0';
    const char *folder = dirname(binary);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *candidate = share_path(folder, places[i]);
        if (is_ours(candidate))
            return candidate;
        free(candidate);
    }
    return NULL;
}

char *share_find(const char *option, const char *environment)
{
    const char *named = option != NULL ? option : environment;
    if (named != NULL && *named != '\0') {
        if (!is_folder(named))
            die(STATUS_USAGE, "'%s': %s", named, strerror(errno != 0 ? errno : ENOTDIR));
        return memory_copy_string(named);
    }
    char *found = beside_the_binary();
    if (found != NULL)
        return found;
    if (is_ours(H12_SHARE_DIR))
        return memory_copy_string(H12_SHARE_DIR);
    die(STATUS_USAGE, "the reference tables are not found; name their folder with --share");
}

char *share_path(const char *folder, const char *name)
{
    if (*name == '/' || strncmp(name, "./", 2) == 0)
        return memory_copy_string(name);
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = memory_get(size);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}
