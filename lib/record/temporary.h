/* The temporaries of files that are being replaced, `FILE.h12-XXXXXX` in FILE's folder, and those
 * that killed programs have left. A program holds a lock (flock(2)) on its temporary as long as it
 * lives, so one that nobody has locked is nobody's. And files that have no name, for what is read
 * twice. */
#ifndef H12_RECORD_TEMPORARY_H
#define H12_RECORD_TEMPORARY_H

/* A template for mkstemp(3), to be freed. */
char *temporary_name(const char *target);

/* Makes the file of a template, mode 0600, and locks it; -1 and errno on failure. `*lock` becomes a
 * second descriptor that holds the lock: it is to stay open until the file is renamed or gone. */
int temporary_make(char *name, int *lock);

/* Opens a file without a name, in TMPDIR or /tmp, that is gone when the program ends; what can't be
 * is status 3. `*name` becomes the one that it had, for messages, to be freed. */
int temporary_unnamed(char **name);

/* Takes away the temporaries of a target that nobody has locked. What can't be looked at or removed
 * stays, in silence. */
void temporary_sweep(const char *target);

#endif
