/* The external merge sort: spilled to many runs over three levels against held in memory, and
 * against sort(1). */
#include "lib/record/sorter.h"
#include "lib/base/buffer.h"

#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UNLIMITED = 1 << 30 };

/* All that it hands out. */
static struct buffer drain(struct sorter *sorter)
{
    struct buffer out = {0};
    struct span line;
    while (sorter_next(sorter, &line))
        buffer_add_span(&out, line);
    if (sorter_next(sorter, &line))
        buffer_add_string(&out, "more after the end");
    sorter_free(sorter);
    return out;
}

/* A random key of few letters, so that many are alike and many begin alike; bytes over 0x7f, which
 * sort behind ASCII. */
static size_t make_key(uint64_t *state, char key[8])
{
    static const char *const letters[] = {"a", "b", "Z", " ", "\xe4"};
    size_t length = check_below(state, 8);
    for (size_t i = 0; i < length; i++)
        key[i] = *letters[check_below(state, 5)];
    return length;
}

/* Adds so many `key TAB number TAB padding` lines, the numbers in order of arrival. */
static void add_random(struct sorter *sorter, size_t count, FILE *copy)
{
    static const char padding[] = "................................................";
    uint64_t state = 11;
    for (size_t i = 0; i < count; i++) {
        char key[8], line[80];
        size_t key_length = make_key(&state, key);
        int length = snprintf(line, sizeof line, "%.*s\t%zu\t%.*s\n", (int)key_length, key, i,
                              (int)check_below(&state, sizeof padding), padding);
        sorter_add(sorter, (struct span){key, key_length}, (struct span){line, (size_t)length});
        if (copy != NULL)
            fwrite(line, 1, (size_t)length, copy);
    }
}

static struct buffer sorted_within(size_t limit, size_t count)
{
    struct sorter *sorter = sorter_new(limit);
    add_random(sorter, count, NULL);
    return drain(sorter);
}

/* What sort(1) makes of the same lines. */
static struct buffer sorted_by_sort(size_t count)
{
    char path[] = "/tmp/h12-sorter-XXXXXX", command[128];
    struct buffer out = {0};
    int descriptor = mkstemp(path);
    FILE *copy = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (copy == NULL)
        return out;
    struct sorter *sorter = sorter_new(UNLIMITED);
    add_random(sorter, count, copy);
    sorter_free(sorter);
    fclose(copy);
    snprintf(command, sizeof command, "LC_ALL=C sort -s -t '\t' -k 1,1 '%s'", path);
    FILE *pipe = popen(command, "r");
    char block[4096];
    for (size_t got; pipe != NULL && (got = fread(block, 1, sizeof block, pipe)) > 0;)
        buffer_add(&out, block, got);
    if (pipe != NULL)
        pclose(pipe);
    unlink(path);
    return out;
}

static void check_same(struct buffer got, struct buffer want, const char *what)
{
    check(got.length > 0 && span_equal(buffer_span(&got), buffer_span(&want)), "%s", what);
    buffer_release(&got);
}

static void check_runs(void)
{
    /* A line takes some 60 bytes: runs of one, of some 16 and of some 160. Of 5,000 runs of one,
     * 32 * 32 * 4 are merged over two levels. */
    static const size_t limits[] = {1, 1024, 10240};
    struct buffer want = sorted_within(UNLIMITED, 5000);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char what[80];
        snprintf(what, sizeof what, "5000 lines within %zu bytes come out as out of memory",
                 limits[i]);
        check_same(sorted_within(limits[i], 5000), want, what);
    }
    check_same(sorted_by_sort(5000), want, "and as sort(1) has them, those of a key as they came");
    buffer_release(&want);
}

/* Around full levels: 31, 32, 33, 1023, 1024 and 1025 runs of one line. */
static void check_full_levels(void)
{
    static const size_t counts[] = {1, 2, 31, 32, 33, 1023, 1024, 1025};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char what[80];
        struct buffer want = sorted_within(UNLIMITED, counts[i]);
        snprintf(what, sizeof what, "%zu lines, each a run", counts[i]);
        check_same(sorted_within(1, counts[i]), want, what);
        buffer_release(&want);
    }
}

/* Lines and keys longer than a block and than the limit. */
static void check_long(void)
{
    enum { LONG = 100000, LINES = 40 };
    char *text = malloc(LONG);
    struct sorter *sorter = sorter_new(1000);
    memset(text, 'k', LONG);
    for (size_t i = 0; i < LINES; i++)
        sorter_add(sorter, (struct span){text, LONG - i}, (struct span){text, LONG / 2 + i});
    struct span line;
    bool good = true;
    for (size_t i = LINES; i-- > 0;)
        good &= sorter_next(sorter, &line) && line.length == LONG / 2 + i && line.at[0] == 'k' &&
                line.at[line.length - 1] == 'k';
    check(good && !sorter_next(sorter, &line), "lines and keys of many blocks come out whole");
    sorter_free(sorter);
    free(text);
}

static size_t descriptors_open(void)
{
    size_t open = 0;
    for (int descriptor = 0; descriptor < 256; descriptor++)
        open += lseek(descriptor, 0, SEEK_CUR) >= 0 && !isatty(descriptor);
    return open;
}

/* In a folder that is not there a file would end the program. */
static void check_few(void)
{
    struct span line;
    setenv("TMPDIR", "/nowhere", 1);
    struct buffer out = sorted_within(100 * 1000, 1000);
    check(out.length > 0, "what fits the limit makes no file");
    buffer_release(&out);
    unsetenv("TMPDIR");
    struct sorter *sorter = sorter_new(1000);
    check(!sorter_next(sorter, &line), "no lines are none");
    sorter_free(sorter);
    sorter_free(NULL);
    sorter = sorter_new(1000);
    sorter_add(sorter, SPAN(""), SPAN(""));
    check(sorter_next(sorter, &line) && line.length == 0 && !sorter_next(sorter, &line),
          "an empty line is one");
    sorter_free(sorter);
}

/* Each line but the last is a run: 1,024 are one file of the third level; 4,999 are 4 of it, 28 of
 * 32 and 7 of one. */
static void check_files(void)
{
    static const size_t counts[] = {1025, 5000}, files[] = {1, 4 + 28 + 7};
    size_t before = descriptors_open();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct sorter *sorter = sorter_new(1);
        add_random(sorter, counts[i], NULL);
        size_t open = descriptors_open() - before;
        check(open == files[i], "%zu runs are %zu files", counts[i] - 1, files[i]);
        sorter_free(sorter);
    }
    check(descriptors_open() == before, "freed before it is read, it gives its files up");
}

int main(void)
{
    check_runs();
    check_full_levels();
    check_long();
    check_few();
    check_files();
    return check_end();
}
