#include "lib/base/memory.h"
#include "lib/record/archive.h"
#include "lib/record/output.h"

#include <dirent.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_same(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

/* `YYYY-MM.ndjson`, or with `.torn` behind it. A year has four digits or more. */
static bool is_month_name(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    const char *month = name + digits;
    if (digits < 4 || *month != '-' || strspn(month + 1, "0123456789") != 2)
        return false;
    return strcmp(month + 3, ".ndjson") == 0 || strcmp(month + 3, ".ndjson.torn") == 0;
}

/* Whether the file has a name among the months; a month may be a link. */
static bool has_file(const char *folder, const struct stat *file)
{
    bool found = false;
    DIR *months = opendir(folder);
    if (months == NULL)
        return false; /* archive_open() says why, where it is there */
    for (struct dirent *entry; !found && (entry = readdir(months)) != NULL;) {
        struct stat month;
        found = is_month_name(entry->d_name) &&
                fstatat(dirfd(months), entry->d_name, &month, 0) == 0 && is_same(&month, file);
    }
    closedir(months);
    return found;
}

/* Whether it would be a month that is not there yet. */
static bool has_place(const char *folder, const char *target)
{
    struct stat archive, parent;
    char *for_name = memory_copy_string(target);
    char *for_folder = memory_copy_string(target);
    bool found = is_month_name(basename(for_name)) && stat(folder, &archive) == 0 &&
                 stat(dirname(for_folder), &parent) == 0 && is_same(&archive, &parent);
    free(for_name);
    free(for_folder);
    return found;
}

bool archive_has_path(const char *folder, const char *path)
{
    struct stat file;
    char *target = output_target(path);
    bool found = has_place(folder, target) || (stat(target, &file) == 0 && has_file(folder, &file));
    free(target);
    return found;
}

bool archive_has_descriptor(const char *folder, int descriptor)
{
    struct stat file;
    return fstat(descriptor, &file) == 0 && has_file(folder, &file);
}
