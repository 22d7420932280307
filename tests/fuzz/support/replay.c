/* Runs a harness over the files of tests/data/fuzz/NAME, where the program is called fuzz-NAME:
 * what was found once stays found. Each file has a process of its own, so that one that fails does
 * not hide the others. */
#include "tests/fuzz/support/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 1;
    enum { MOST = 1024 * 1024 };
    static uint8_t bytes[MOST];
    size_t length = fread(bytes, 1, MOST, file);
    fclose(file);
    /* In a block of its own length: a byte too far is seen. */
    uint8_t *copy = malloc(length > 0 ? length : 1);
    if (copy == NULL)
        return 1;
    memcpy(copy, bytes, length);
    int status = LLVMFuzzerTestOneInput(copy, length);
    free(copy);
    return status;
}

static bool replay(const char *path)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        exit(run_file(path));
    int status = 1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    (void)argc;
    const char *slash = strrchr(argv[0], '/');
    const char *name = slash != NULL ? slash + 1 : argv[0];
    if (strncmp(name, "fuzz-", 5) == 0)
        name += 5;
    char folder[256];
    struct dirent **entries;
    int failures = 0;
    snprintf(folder, sizeof folder, "tests/data/fuzz/%s", name);
    int count = scandir(folder, &entries, is_shown, alphasort);
    if (count <= 0) {
        printf("not ok 1 - %s: there is nothing to replay\n", folder);
        return 1;
    }
    for (int i = 0; i < count; i++) {
        char path[600];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        bool good = replay(path);
        printf("%s %d - %s\n", good ? "ok" : "not ok", i + 1, path);
        failures += !good;
        free(entries[i]);
    }
    free(entries);
    printf("1..%d\n", count);
    return failures > 0 ? 1 : 0;
}
