/* Messages and exits. Every message goes to stderr as "prog: text", made safe for terminals and
 * logs; every failure leaves through die(), so that exit handlers can take temporary files away.
 * Knows nothing of records, options or files. */
#ifndef H12_BASE_DIE_H
#define H12_BASE_DIE_H

/* The exit statuses that every tool promises. */
enum status {
    STATUS_OK = 0,      /* all went through */
    STATUS_REJECTS = 1, /* finished, some input was rejected */
    STATUS_USAGE = 2,   /* bad option, table, policy or file: nothing was written */
    STATUS_IO = 3,      /* a read, write or memory failure: the output is incomplete */
};

/* Remembers the last path component of argv[0] as the program's name: the only global state. */
void program_name_set(const char *argv0);
const char *program_name(void);

/* Prints "prog: message\n" in one write. Control characters, escape sequences, bidirectional
 * overrides and zero-width characters of the formatted text come out as \xNN or \u{NNNN},
 * newlines too: a message is one line, whatever is in it. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same without the "prog: " in front, for lines that have a shape of their own. */
void warn_plain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Warns, then exits with the status. */
void die(enum status status, const char *format, ...)
    __attribute__((format(printf, 2, 3), noreturn));

#endif
