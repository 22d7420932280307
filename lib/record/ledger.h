/* A ledger as a file that several jobs want: its lock, its stamp, its backups. Knows nothing of
 * what stands in it. */
#ifndef H12_RECORD_LEDGER_H
#define H12_RECORD_LEDGER_H

#include <stdbool.h>
#include <sys/stat.h>

enum { STAMP_SIZE = 80, KEEP_MAX = 1000 };

/* What tells one version of a file from the next: inode, size and time of change, or "none" where
 * there is no file. Written into `stamp`. A file that can't be looked at is status 3. */
void ledger_stamp(const char *path, char stamp[STAMP_SIZE]);

/* Takes the exclusive lock on `path.lock` (flock(2); the file is made where it is not there, and
 * stays), waiting so many seconds; false where another has it for longer. `held` is a descriptor of
 * the lock file on which the caller's parent has the lock already, or -1. It is let go when the
 * program ends. A path to anything but a regular file, or nothing yet, is status 2. */
bool ledger_lock(const char *path, int wait_seconds, int held);

/* Keeps the file that is about to be replaced as `path.~1~`, what was that as `path.~2~`, and so on
 * up to `keep`. The file itself stands all the while. Failures are status 3. */
void ledger_keep(const char *path, int keep);

#endif
