/* A library to preload: it stands between a program and the system, counts the calls, and makes
 * those fail that it is told to.
 *
 *   H12_FAULT=CALL:N[+|%][:HOW]   the N-th call of that kind fails; with `+` it and all that
 * follow; with `%` each N-th. HOW is an errno's name (ENOSPC, EIO, ENOMEM, EINTR, EACCES, EMFILE),
 * the call's usual one where it is left out; or SHORT: a read or a write gets through with half its
 * bytes H12_FAULT_COUNTS=FILE         at the end, a line `CALL COUNT` each, and `fired COUNT`
 *
 * The kinds are those of `kinds` below; malloc stands for calloc and realloc as well. Messages are
 * left alone: writes to stderr are neither counted nor made to fail. A close counts where something
 * could have been written. A program that hangs is ended by SIGALRM. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SHORT_BYTES = 7, SECONDS = 30 };

enum kind {
    MALLOC,
    READ,
    PREAD,
    WRITE,
    OPEN,
    CLOSE,
    TEMPORARY,
    FSYNC,
    RENAME,
    LINK,
    UNLINK,
    FTRUNCATE,
    LSEEK,
    STAT,
    READLINK,
    MKDIR,
    CHMOD,
    FLOCK,
    POLL,
    ICONV,
    ICONV_OPEN,
    KINDS
};

static const struct {
    const char *name;
    int usual; /* errno */
} kinds[KINDS] = {
    [MALLOC] = {"malloc", ENOMEM},
    [READ] = {"read", EIO},
    [PREAD] = {"pread", EIO},
    [WRITE] = {"write", ENOSPC},
    [OPEN] = {"open", EACCES},
    [CLOSE] = {"close", EIO},
    [TEMPORARY] = {"mkostemp", EACCES},
    [FSYNC] = {"fsync", EIO},
    [RENAME] = {"rename", EIO},
    [LINK] = {"link", EIO},
    [UNLINK] = {"unlink", EIO},
    [FTRUNCATE] = {"ftruncate", EIO},
    [LSEEK] = {"lseek", EIO},
    [STAT] = {"stat", EIO},
    [READLINK] = {"readlink", EIO},
    [MKDIR] = {"mkdir", EACCES},
    [CHMOD] = {"chmod", EPERM},
    [FLOCK] = {"flock", ENOLCK},
    [POLL] = {"poll", ENOMEM},
    [ICONV] = {"iconv", EBADF},
    [ICONV_OPEN] = {"iconv_open", EINVAL},
};

static const struct {
    const char *name;
    int number;
} ways[] = {
    {"ENOSPC", ENOSPC}, {"EIO", EIO},       {"ENOMEM", ENOMEM},
    {"EINTR", EINTR},   {"EACCES", EACCES}, {"EMFILE", EMFILE},
};

static struct {
    bool ready;
    enum kind kind;
    uint64_t number;
    char repeat; /* '+', '%' or 0 */
    int error;
    bool is_short;
    uint64_t counts[KINDS];
    uint64_t fired;
} plan;

/* ----------------------------------------------------------------- what is asked for */

static void refuse(const char *text)
{
    static const char message[] = "faults: H12_FAULT can't be read: ";
    (void)!syscall(SYS_write, 2, message, sizeof message - 1);
    (void)!syscall(SYS_write, 2, text, strlen(text));
    (void)!syscall(SYS_write, 2, "\n", 1);
    _exit(99);
}

static enum kind read_kind(const char *text, size_t length)
{
    for (int i = 0; i < KINDS; i++)
        if (strlen(kinds[i].name) == length && memcmp(kinds[i].name, text, length) == 0)
            return (enum kind)i;
    refuse(text);
    return KINDS;
}

static void read_way(const char *text)
{
    if (strcmp(text, "SHORT") == 0) {
        plan.is_short = true;
        return;
    }
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(ways[i].name, text) == 0) {
            plan.error = ways[i].number;
            return;
        }
    refuse(text);
}

__attribute__((constructor)) static void start(void)
{
    const char *text = getenv("H12_FAULT");
    if (text == NULL || *text == '\0')
        return;
    char *end;
    size_t length = strcspn(text, ":");
    if (text[length] == '\0')
        refuse(text);
    plan.kind = read_kind(text, length);
    plan.error = kinds[plan.kind].usual;
    plan.number = strtoull(text + length + 1, &end, 10);
    if (*end == '+' || *end == '%')
        plan.repeat = *end++;
    if (*end == ':')
        read_way(end + 1);
    else if (*end != '\0')
        refuse(text);
    plan.ready = plan.number > 0;
    alarm(SECONDS);
}

/* The counts go out past all that is counted, and without memory. */
__attribute__((destructor)) static void finish(void)
{
    const char *path = getenv("H12_FAULT_COUNTS");
    char text[KINDS * 40 + 40];
    size_t used = 0;
    if (path == NULL)
        return;
    for (int i = 0; i < KINDS; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s %llu\n", kinds[i].name,
                                 (unsigned long long)plan.counts[i]);
    used += (size_t)snprintf(text + used, sizeof text - used, "fired %llu\n",
                             (unsigned long long)plan.fired);
    long descriptor = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    (void)!syscall(SYS_write, descriptor, text, used);
    (void)!syscall(SYS_close, descriptor);
}

/* Counts a call; whether it is one of those that the plan is about. */
static bool is_due(enum kind kind)
{
    uint64_t count = ++plan.counts[kind];
    if (!plan.ready || kind != plan.kind)
        return false;
    bool due = plan.repeat == '+'   ? count >= plan.number
               : plan.repeat == '%' ? count % plan.number == 0
                                    : count == plan.number;
    plan.fired += due;
    return due;
}

/* Whether the call has to fail; errno is set then. */
static bool fails(enum kind kind)
{
    if (!is_due(kind) || plan.is_short)
        return false;
    errno = plan.error;
    return true;
}

/* For reads and writes: the bytes that get through, or -1 where the call has to fail. */
static ssize_t let_through(enum kind kind, size_t size)
{
    if (!is_due(kind))
        return (ssize_t)size;
    if (plan.is_short)
        return (ssize_t)(size < SHORT_BYTES ? size : SHORT_BYTES);
    errno = plan.error;
    return -1;
}

/* ------------------------------------------------------------------------- memory */

/* glibc's own names: dlsym() needs memory itself. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    return fails(MALLOC) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(MALLOC) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails(MALLOC) ? NULL : __libc_realloc(old, size);
}

/* -------------------------------------------------------------------- all other calls */

/* Stand in front of `name`: `pointer` becomes the real one. ISO C has no cast for it. */
#define FIND_REAL(pointer, name)                                                                   \
    do {                                                                                           \
        if ((pointer) == NULL)                                                                     \
            *(void **)(&(pointer)) = dlsym(RTLD_NEXT, name);                                       \
    } while (0)

ssize_t read(int descriptor, void *bytes, size_t size)
{
    ssize_t most = let_through(READ, size);
    return most < 0 ? -1 : syscall(SYS_read, descriptor, bytes, (size_t)most);
}

ssize_t __read_chk(int descriptor, void *bytes, size_t size, size_t room);
ssize_t __read_chk(int descriptor, void *bytes, size_t size, size_t room)
{
    if (size > room)
        abort();
    return read(descriptor, bytes, size);
}

ssize_t pread(int descriptor, void *bytes, size_t size, off_t at)
{
    static ssize_t (*real)(int, void *, size_t, off_t);
    FIND_REAL(real, "pread");
    ssize_t most = let_through(PREAD, size);
    return most < 0 ? -1 : real(descriptor, bytes, (size_t)most, at);
}

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    ssize_t most = descriptor == STDERR_FILENO ? (ssize_t)size : let_through(WRITE, size);
    return most < 0 ? -1 : syscall(SYS_write, descriptor, bytes, (size_t)most);
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    return fails(OPEN) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
    return open(path, flags);
}

/* The descriptor is gone all the same, as Linux has it. */
int close(int descriptor)
{
    bool may_write = (fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_RDONLY;
    int result = (int)syscall(SYS_close, descriptor);
    return may_write && fails(CLOSE) ? -1 : result;
}

int mkostemp(char *path, int flags)
{
    static int (*real)(char *, int);
    FIND_REAL(real, "mkostemp");
    return fails(TEMPORARY) ? -1 : real(path, flags);
}

int fsync(int descriptor)
{
    return fails(FSYNC) ? -1 : (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor)
{
    return fails(FSYNC) ? -1 : (int)syscall(SYS_fdatasync, descriptor);
}

int rename(const char *from, const char *to)
{
    static int (*real)(const char *, const char *);
    FIND_REAL(real, "rename");
    return fails(RENAME) ? -1 : real(from, to);
}

int link(const char *from, const char *to)
{
    static int (*real)(const char *, const char *);
    FIND_REAL(real, "link");
    return fails(LINK) ? -1 : real(from, to);
}

int unlink(const char *path)
{
    static int (*real)(const char *);
    FIND_REAL(real, "unlink");
    return fails(UNLINK) ? -1 : real(path);
}

int ftruncate(int descriptor, off_t size)
{
    static int (*real)(int, off_t);
    FIND_REAL(real, "ftruncate");
    return fails(FTRUNCATE) ? -1 : real(descriptor, size);
}

off_t lseek(int descriptor, off_t offset, int whence)
{
    static off_t (*real)(int, off_t, int);
    FIND_REAL(real, "lseek");
    return fails(LSEEK) ? (off_t)-1 : real(descriptor, offset, whence);
}

int stat(const char *path, struct stat *status)
{
    static int (*real)(const char *, struct stat *);
    FIND_REAL(real, "stat");
    return fails(STAT) ? -1 : real(path, status);
}

int fstat(int descriptor, struct stat *status)
{
    static int (*real)(int, struct stat *);
    FIND_REAL(real, "fstat");
    return fails(STAT) ? -1 : real(descriptor, status);
}

ssize_t readlink(const char *path, char *target, size_t size)
{
    static ssize_t (*real)(const char *, char *, size_t);
    FIND_REAL(real, "readlink");
    return fails(READLINK) ? -1 : real(path, target, size);
}

ssize_t __readlink_chk(const char *path, char *target, size_t size, size_t room);
ssize_t __readlink_chk(const char *path, char *target, size_t size, size_t room)
{
    if (size > room)
        abort();
    return readlink(path, target, size);
}

int mkdir(const char *path, mode_t mode)
{
    static int (*real)(const char *, mode_t);
    FIND_REAL(real, "mkdir");
    return fails(MKDIR) ? -1 : real(path, mode);
}

int fchmod(int descriptor, mode_t mode)
{
    static int (*real)(int, mode_t);
    FIND_REAL(real, "fchmod");
    return fails(CHMOD) ? -1 : real(descriptor, mode);
}

int flock(int descriptor, int operation)
{
    static int (*real)(int, int);
    FIND_REAL(real, "flock");
    return fails(FLOCK) ? -1 : real(descriptor, operation);
}

int poll(struct pollfd *asked, nfds_t count, int timeout)
{
    static int (*real)(struct pollfd *, nfds_t, int);
    FIND_REAL(real, "poll");
    return fails(POLL) ? -1 : real(asked, count, timeout);
}

/* A call that only resets the state can't fail. */
size_t iconv(iconv_t handle, char **from, size_t *left, char **to, size_t *room)
{
    static size_t (*real)(iconv_t, char **, size_t *, char **, size_t *);
    FIND_REAL(real, "iconv");
    return from != NULL && fails(ICONV) ? (size_t)-1 : real(handle, from, left, to, room);
}

iconv_t iconv_open(const char *to, const char *from)
{
    static iconv_t (*real)(const char *, const char *);
    FIND_REAL(real, "iconv_open");
    return fails(ICONV_OPEN) ? (iconv_t)-1 : real(to, from);
}
