/* Where a tool writes: standard output, a file that is replaced as a whole or not at all, or a
 * device or pipe that is simply written. Large blocks; every failure ends the program with
 * status 3 and names the output. */
#ifndef H12_RECORD_OUTPUT_H
#define H12_RECORD_OUTPUT_H

#include "lib/base/buffer.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct output {
    const char *name; /* for messages */
    int descriptor;
    struct buffer buffer;
    char *target; /* NULL unless a regular file is to be replaced */
    char *temporary;
    int lock;   /* keeps the temporary from being swept, see temporary.h; held to the end */
    int folder; /* of the target, open so that it can be synced */
    bool target_existed;
    bool sealed;
    int keep; /* how many earlier files to keep as FILE.~1~ and so on */
    struct stat target_stat;
    uint64_t bytes_written;
};

/* Opens the output: NULL or "-" is standard output. A regular file (or a name that is free, or a
 * symbolic link's target) is written to a temporary in the same folder, which goes away when the
 * program ends by exit() or by a signal that can be caught before output_commit(). Temporaries that
 * killed programs left of the same file are taken away. What can't be opened is status 2. */
void output_open(struct output *output, const char *path);

/* The file that a path leads to through symbolic links, which may not be there yet; to be freed.
 * More links than can be followed are status 2. */
char *output_target(const char *path);

/* Whether the output would replace this open file. */
bool output_is_same_file(const struct output *output, const struct stat *other);

/* Writes the buffer out if it is full; call it after each record. */
void output_drain(struct output *output);
/* Writes all that is buffered. */
void output_flush(struct output *output);
/* Flushes and fsyncs: after it all is written, and nothing but output_commit() is left to do. Where
 * several files belong together, each is sealed before the first is put in its place. */
void output_seal(struct output *output);
/* Seals, and puts a temporary in its place: rename, fsync of the folder. */
void output_commit(struct output *output);
/* Takes the temporary away: the old file stands. Flushes where there is no file to replace. */
void output_abandon(struct output *output);

/* Frees what the output holds. */
void output_release(struct output *output);

/* Writes all bytes to a descriptor; status 3 and the name on failure. */
void write_fully(int descriptor, const char *name, const char *bytes, size_t length);

/* Makes a pipe as large as the system lets us, so that a chain of tools runs in long strides;
 * other files are left alone. */
void widen_pipe(int descriptor);

#endif
