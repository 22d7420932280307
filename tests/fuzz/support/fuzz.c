#include "tests/fuzz/support/fuzz.h"

#include "lib/base/utf8.h"
#include "lib/record/lex.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void fuzz_fail(const char *what)
{
    fprintf(stderr, "fuzz: does not hold: %s\n", what);
    abort();
}

char *fuzz_padded(struct span text)
{
    char *copy = calloc(text.length + LEX_PADDING, 1);
    fuzz_expect(copy != NULL, "there is memory");
    if (text.length > 0)
        memcpy(copy, text.at, text.length);
    return copy;
}

static void file_make(struct fuzz_file *file)
{
    file->descriptor = memfd_create("fuzz", MFD_CLOEXEC);
    fuzz_expect(file->descriptor >= 0, "a file in memory can be made");
    snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->descriptor);
}

const char *fuzz_file_set(struct fuzz_file *file, struct span bytes)
{
    if (file->path[0] == '\0')
        file_make(file);
    bool good = ftruncate(file->descriptor, 0) == 0 &&
                pwrite(file->descriptor, bytes.at, bytes.length, 0) == (ssize_t)bytes.length;
    fuzz_expect(good, "a file in memory can be written");
    return file->path;
}

char *fuzz_file_get(const struct fuzz_file *file, size_t *length)
{
    off_t size = lseek(file->descriptor, 0, SEEK_END);
    fuzz_expect(size >= 0, "a file in memory has a size");
    char *bytes = malloc((size_t)size + 1);
    fuzz_expect(bytes != NULL && pread(file->descriptor, bytes, (size_t)size, 0) == (ssize_t)size,
                "a file in memory can be read");
    *length = (size_t)size;
    return bytes;
}

/* RFC 3629, section 4: the range of the second byte by the first; the others are 80 to bf. */
static size_t sequence_at(const unsigned char *s, size_t left)
{
    static const struct {
        unsigned char first, last, low, high;
        size_t length;
    } rows[] = {
        {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
        {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    if (s[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (s[0] < rows[i].first || s[0] > rows[i].last)
            continue;
        size_t length = rows[i].length;
        if (left < length || s[1] < rows[i].low || s[1] > rows[i].high)
            return 0;
        for (size_t k = 2; k < length; k++)
            if (s[k] < 0x80 || s[k] > 0xbf)
                return 0;
        return length;
    }
    return 0;
}

bool fuzz_is_utf8(struct span text)
{
    const unsigned char *s = (const unsigned char *)text.at;
    size_t taken;
    for (size_t i = 0; i < text.length; i += taken)
        if ((taken = sequence_at(s + i, text.length - i)) == 0)
            return false;
    return true;
}

bool fuzz_is_harmless(struct span text)
{
    uint32_t c;
    for (size_t i = 0; i < text.length;) {
        i += utf8_decode(text.at + i, text.length - i, &c);
        bool control = (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0);
        bool turns = c == 0x61c || (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
                     (c >= 0x2066 && c <= 0x2069);
        bool hidden = c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
        if (control || turns || hidden)
            return false;
    }
    return fuzz_is_utf8(text);
}
