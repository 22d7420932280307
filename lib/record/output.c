#include "lib/record/output.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/record/ledger.h"
#include "lib/record/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Small blocks stay near the processor, large pipes keep the tools of a chain from waiting. */
enum { BLOCK = 64 * 1024, PIPE_SIZE = 1024 * 1024 };

/* A signal handler can be told what to take away through a global only. One process replaces at
 * most a few files; each temporary has a slot while it exists. */
enum { TEMPORARIES = 4 };
static char *volatile temporaries[TEMPORARIES];

static void remove_temporaries(void)
{
    for (int i = 0; i < TEMPORARIES; i++)
        if (temporaries[i] != NULL)
            unlink(temporaries[i]);
}

static void on_signal(int number)
{
    remove_temporaries();
    signal(number, SIG_DFL);
    raise(number);
}

static void remember_temporary(char *path)
{
    static bool handlers_are_set;
    if (!handlers_are_set) {
        handlers_are_set = true;
        atexit(remove_temporaries);
        static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGPIPE};
        for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
            struct sigaction before;
            struct sigaction action = {.sa_handler = on_signal};
            sigaction(signals[i], NULL, &before);
            if (before.sa_handler != SIG_IGN) /* nohup stays nohup */
                sigaction(signals[i], &action, NULL);
        }
    }
    for (int i = 0; i < TEMPORARIES; i++)
        if (temporaries[i] == NULL) {
            temporaries[i] = path;
            return;
        }
    die(STATUS_IO, "internal error: too many files to replace");
}

static void forget_temporary(const char *path)
{
    for (int i = 0; i < TEMPORARIES; i++)
        if (temporaries[i] == path)
            temporaries[i] = NULL;
}

void widen_pipe(int descriptor)
{
    struct stat status;
    if (fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode))
        (void)fcntl(descriptor, F_SETPIPE_SZ, PIPE_SIZE); /* a limit of the system's is no error */
}

char *output_target(const char *path)
{
    char *at = memory_copy_string(path);
    for (int hops = 0; hops < 40; hops++) {
        char link[PATH_MAX];
        ssize_t length = readlink(at, link, sizeof link - 1);
        if (length < 0 && errno != EINVAL && errno != ENOENT && errno != ENOTDIR)
            die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
        if (length < 0) /* no link, or nothing at all */
            return at;
        link[length] = '\0';
        char *next;
        if (link[0] == '/') {
            next = memory_copy_string(link);
        } else {
            char *folder = dirname(at); /* changes `at`, which is done with */
            size_t size = strlen(folder) + 1 + (size_t)length + 1;
            next = memory_get(size);
            snprintf(next, size, "%s/%s", folder, link);
        }
        free(at);
        at = next;
    }
    free(at);
    die(STATUS_USAGE, "'%s': %s", path, strerror(ELOOP));
}

/* Ahead of all else: once the file is in its place, nothing but the syncing itself may go wrong. */
static void open_folder(struct output *output)
{
    char *path = memory_copy_string(output->target);
    output->folder = descriptor_open(dirname(path), O_RDONLY | O_DIRECTORY, 0);
    if (output->folder < 0)
        die(STATUS_USAGE, "'%s': its folder: %s", output->name, strerror(errno));
    free(path);
}

static void open_temporary(struct output *output)
{
    temporary_sweep(output->target);
    output->temporary = temporary_name(output->target);
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before); /* no temporary without somebody to take it away */
    output->descriptor = temporary_make(output->temporary, &output->lock);
    int error = errno;
    if (output->descriptor >= 0)
        remember_temporary(output->temporary);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (output->descriptor < 0)
        die(STATUS_USAGE, "'%s': %s", output->name, strerror(error));
}

void output_open(struct output *output, const char *path)
{
    *output = (struct output){.name = path};
    if (path == NULL || strcmp(path, "-") == 0) {
        output->name = "standard output";
        output->descriptor = STDOUT_FILENO;
        widen_pipe(output->descriptor);
        return;
    }
    if (*path == '\0')
        die(STATUS_USAGE, "'%s': %s", path, strerror(ENOENT));
    char *target = output_target(path);
    output->target_existed = stat(target, &output->target_stat) == 0;
    if (!output->target_existed && errno != ENOENT && errno != ENOTDIR)
        die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
    if (output->target_existed && !S_ISREG(output->target_stat.st_mode)) {
        output->descriptor = descriptor_open(target, O_WRONLY, 0);
        free(target);
        if (output->descriptor < 0)
            die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
        widen_pipe(output->descriptor);
        return;
    }
    output->target = target;
    open_folder(output);
    open_temporary(output);
}

bool output_is_same_file(const struct output *output, const struct stat *other)
{
    return output->target_existed && output->target_stat.st_dev == other->st_dev &&
           output->target_stat.st_ino == other->st_ino;
}

void write_fully(int descriptor, const char *name, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = write(descriptor, bytes, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            die(STATUS_IO, "'%s': %s", name, strerror(errno));
        bytes += done;
        length -= (size_t)done;
    }
}

void output_flush(struct output *output)
{
    size_t length = output->buffer.length;
    output->buffer.length = 0; /* before the write: an exit handler must not write it again */
    write_fully(output->descriptor, output->name, output->buffer.bytes, length);
    output->bytes_written += length;
}

void output_drain(struct output *output)
{
    if (output->buffer.length >= BLOCK)
        output_flush(output);
}

static void keep_mode_and_owner(const struct output *output)
{
    const struct stat *old = &output->target_stat;
    if (!output->target_existed)
        return;
    if ((old->st_uid != geteuid() || old->st_gid != getegid()) &&
        fchown(output->descriptor, old->st_uid, old->st_gid) != 0)
        warn("'%s': the owner can't be kept: %s", output->name, strerror(errno));
    if (fchmod(output->descriptor, old->st_mode & 07777) != 0)
        die(STATUS_IO, "'%s': %s", output->name, strerror(errno));
}

void output_seal(struct output *output)
{
    if (output->sealed)
        return;
    output_flush(output);
    output->sealed = true;
    if (output->target == NULL)
        return;
    keep_mode_and_owner(output);
    if (descriptor_sync(output->descriptor) != 0 || descriptor_close(output->descriptor) != 0)
        die(STATUS_IO, "'%s': %s", output->name, strerror(errno));
}

void output_commit(struct output *output)
{
    output_seal(output);
    if (output->target == NULL)
        return;
    ledger_keep(output->target, output->keep);
    if (rename(output->temporary, output->target) != 0)
        die(STATUS_IO, "'%s': %s", output->name, strerror(errno));
    forget_temporary(output->temporary);
    if (descriptor_sync(output->folder) != 0)
        die(STATUS_IO, "'%s': the folder can't be synced: %s", output->name, strerror(errno));
    close(output->folder);
}

void output_abandon(struct output *output)
{
    if (output->target == NULL) {
        output_flush(output);
        return;
    }
    unlink(output->temporary);
    forget_temporary(output->temporary);
    if (!output->sealed)
        close(output->descriptor);
    close(output->folder);
}

void output_release(struct output *output)
{
    buffer_release(&output->buffer);
    free(output->target);
    free(output->temporary);
    output->target = output->temporary = NULL;
}
