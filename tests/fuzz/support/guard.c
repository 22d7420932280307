#include "tests/fuzz/support/guard.h"

#include "lib/base/die.h"
#include "lib/text/encoding.h"
#include "tests/fuzz/support/fuzz.h"

#include <fcntl.h>
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

/* Things are noted by what names them: an address, or the number of a file. */
enum { FREE = 0, WAS_TAKEN = 1, FIRST_SLOTS = 4096, NAMES_MOST = 8 };

struct ledger {
    uintptr_t *slots; /* open addressing */
    size_t size;      /* a power of two */
    size_t used;      /* slots that are not FREE */
    size_t count;
    void (*take_back)(uintptr_t thing);
};

/* The linker sends every call of NAME here, and calls of __real_NAME to where it went before. */
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *block);
int __wrap_open(const char *path, int flags, ...);
int __wrap_close(int descriptor);
iconv_t __wrap_iconv_open(const char *to, const char *from);
int __wrap_iconv_close(iconv_t handle);
ssize_t __wrap_write(int descriptor, const void *bytes, size_t length);
void __wrap_exit(int status) __attribute__((noreturn));

struct converter *__wrap_converter_new(enum encoding encoding);
void __wrap_converter_free(struct converter *converter);

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *block);
int __real_open(const char *path, int flags, ...);
int __real_close(int descriptor);
iconv_t __real_iconv_open(const char *to, const char *from);
int __real_iconv_close(iconv_t handle);
ssize_t __real_write(int descriptor, const void *bytes, size_t length);
void __real_exit(int status) __attribute__((noreturn));
struct converter *__real_converter_new(enum encoding encoding);

static void free_block(uintptr_t thing)
{
    __real_free((void *)thing);
}

static void close_file(uintptr_t thing)
{
    __real_close((int)thing);
}

static void close_converter(uintptr_t thing)
{
    __real_iconv_close((iconv_t)thing);
}

static struct ledger blocks = {.take_back = free_block};
static struct ledger files = {.take_back = close_file};
static struct ledger converters = {.take_back = close_converter};

static __thread bool guarded; /* the fuzzer's own threads are not */
static struct {
    const char *path;
    const struct fuzz_file *file;
} names[NAMES_MOST];
static jmp_buf way_back;
static int exit_status;

static size_t slot_of(const struct ledger *ledger, uintptr_t thing)
{
    return (size_t)((thing * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (ledger->size - 1);
}

static void place(struct ledger *ledger, uintptr_t thing)
{
    size_t slot = slot_of(ledger, thing);
    while (ledger->slots[slot] > WAS_TAKEN)
        slot = (slot + 1) & (ledger->size - 1);
    ledger->used += ledger->slots[slot] == FREE;
    ledger->slots[slot] = thing;
    ledger->count++;
}

static void enlarge(struct ledger *ledger)
{
    struct ledger old = *ledger;
    ledger->size = FIRST_SLOTS;
    while (ledger->size < 4 * old.count)
        ledger->size *= 2;
    ledger->slots = __real_calloc(ledger->size, sizeof *ledger->slots);
    fuzz_expect(ledger->slots != NULL, "there is memory");
    ledger->used = ledger->count = 0;
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i] > WAS_TAKEN)
            place(ledger, old.slots[i]);
    __real_free(old.slots);
}

static void note(struct ledger *ledger, uintptr_t thing)
{
    if (!guarded || thing <= WAS_TAKEN)
        return;
    if (2 * ledger->used >= ledger->size)
        enlarge(ledger);
    place(ledger, thing);
}

/* What was there before the run, or came from a library, is not noted: nothing happens. */
static void forget(struct ledger *ledger, uintptr_t thing)
{
    if (!guarded || thing <= WAS_TAKEN || ledger->size == 0)
        return;
    size_t slot = slot_of(ledger, thing);
    for (; ledger->slots[slot] != FREE; slot = (slot + 1) & (ledger->size - 1))
        if (ledger->slots[slot] == thing) {
            ledger->slots[slot] = WAS_TAKEN;
            ledger->count--;
            return;
        }
}

static void take_all_back(struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->size && ledger->count > 0; i++)
        if (ledger->slots[i] > WAS_TAKEN) {
            ledger->take_back(ledger->slots[i]);
            ledger->count--;
        }
    if (ledger->size > 0)
        memset(ledger->slots, 0, ledger->size * sizeof *ledger->slots);
    ledger->used = 0;
}

void guard_name(const char *path, const struct fuzz_file *file)
{
    size_t i = 0;
    while (i < NAMES_MOST && names[i].path != NULL && names[i].path != path)
        i++;
    fuzz_expect(i < NAMES_MOST, "few files are named");
    names[i].path = path;
    names[i].file = file;
}

static const char *real_path(const char *path)
{
    for (size_t i = 0; i < NAMES_MOST && names[i].path != NULL; i++)
        if (strcmp(names[i].path, path) == 0)
            return names[i].file->path;
    return path;
}

int guard_run(void (*work)(void *context), void *context)
{
    if (setjmp(way_back) == 0) {
        guarded = true;
        work(context);
        guarded = false;
        fuzz_expect(blocks.count == 0, "all memory is freed");
        fuzz_expect(files.count == 0, "all files are closed");
        fuzz_expect(converters.count == 0, "all converters are closed");
        return GUARD_RETURNED;
    }
    take_all_back(&blocks);
    take_all_back(&files);
    take_all_back(&converters);
    fuzz_expect(exit_status == STATUS_USAGE, "a bad input is no failure of the system");
    return exit_status;
}

void __wrap_exit(int status)
{
    if (!guarded)
        __real_exit(status);
    guarded = false;
    exit_status = status;
    longjmp(way_back, 1);
}

ssize_t __wrap_write(int descriptor, const void *bytes, size_t length)
{
    if (!guarded || descriptor != STDERR_FILENO)
        return __real_write(descriptor, bytes, length);
    fuzz_expect(fuzz_is_harmless((struct span){bytes, length}), "a message is harmless");
    return (ssize_t)length;
}

void *__wrap_malloc(size_t size)
{
    void *block = __real_malloc(size);
    note(&blocks, (uintptr_t)block);
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = __real_calloc(count, size);
    note(&blocks, (uintptr_t)block);
    return block;
}

void *__wrap_realloc(void *old, size_t size)
{
    forget(&blocks, (uintptr_t)old);
    void *block = __real_realloc(old, size);
    note(&blocks, (uintptr_t)block);
    return block;
}

void __wrap_free(void *block)
{
    forget(&blocks, (uintptr_t)block);
    __real_free(block);
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    int descriptor = __real_open(real_path(path), flags, mode);
    note(&files, descriptor < 0 ? FREE : (uintptr_t)descriptor);
    return descriptor;
}

int __wrap_close(int descriptor)
{
    forget(&files, (uintptr_t)descriptor);
    return __real_close(descriptor);
}

iconv_t __wrap_iconv_open(const char *to, const char *from)
{
    iconv_t handle = __real_iconv_open(to, from);
    note(&converters, handle == (iconv_t)-1 ? FREE : (uintptr_t)handle);
    return handle;
}

int __wrap_iconv_close(iconv_t handle)
{
    forget(&converters, (uintptr_t)handle);
    return __real_iconv_close(handle);
}

/* Making one of GB18030 takes longer than all the rest of a run, so that each is made once. */
struct converter *__wrap_converter_new(enum encoding encoding)
{
    static struct converter *made[ENCODING_UNKNOWN + 1];
    bool before = guarded;
    guarded = false;
    if (made[encoding] == NULL)
        made[encoding] = __real_converter_new(encoding);
    guarded = before;
    return made[encoding];
}

void __wrap_converter_free(struct converter *converter)
{
    (void)converter;
}
