#include "lib/text/encoding.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

enum {
    /* Bad sequences that a file may have and still be read, its bad rows apart: one in so many
     * sequences of more than one byte, and a few in a file that is small. */
    SEQUENCES_PER_FLAW = 1000,
    FLAWS_ALWAYS = 4,
    /* UTF-16 and UTF-32 have a NUL beside each ASCII character; in any other text one in so many
     * bytes is far too often. */
    BYTES_PER_NUL = 16,
    /* The two-byte codes of GB18030: lead bytes 0x81 to 0xfe, then 0x40 to 0xfe but 0x7f. */
    FIRST_LEAD = 0x81,
    LAST_LEAD = 0xfe,
    FIRST_TRAIL = 0x40,
    LAST_TRAIL = 0xfe,
    TRAILS = LAST_TRAIL - FIRST_TRAIL + 1,
};

/* How well a text reads in one encoding. */
struct fit {
    size_t sequences; /* of more than one byte */
    size_t flaws;
};

/* A two-byte code as UTF-8; length 0: none, or one that iconv has to be asked for. */
struct code {
    char bytes[3];
    uint8_t length;
};

struct converter {
    enum encoding encoding;
    iconv_t handle; /* of GB18030 only, as is the table */
    struct code *codes;
};

/* ------------------------------------------------------------------ converting */

/* One step of iconv: what came of it, 0 for all done, else EILSEQ, EINVAL or E2BIG. Any other
 * failure is the system's. */
static int convert_step(iconv_t handle, struct span *text, char **out, size_t *room)
{
    char *from = (char *)(uintptr_t)text->at; /* iconv only reads it */
    size_t result = iconv(handle, &from, &text->length, out, room);
    int code = result == (size_t)-1 ? errno : 0;
    text->at = from;
    if (code != 0 && code != EILSEQ && code != EINVAL && code != E2BIG)
        die(STATUS_IO, "cannot convert to utf-8: %s", strerror(code));
    return code;
}

static void reset_state(iconv_t handle)
{
    iconv(handle, NULL, NULL, NULL, NULL);
}

/* Asks iconv once for each two-byte code: a look-up is four times as fast afterwards. */
static void fill_codes(struct converter *converter)
{
    size_t at = 0;
    for (int lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) {
        for (int trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail++, at++) {
            char pair[2] = {(char)lead, (char)trail};
            char out[8];
            char *to = out;
            size_t room = sizeof out;
            struct span text = {pair, sizeof pair};
            reset_state(converter->handle);
            int code = convert_step(converter->handle, &text, &to, &room);
            size_t length = (size_t)(to - out);
            if (code != 0 || length == 0 || length > sizeof converter->codes[at].bytes)
                continue;
            memcpy(converter->codes[at].bytes, out, length);
            converter->codes[at].length = (uint8_t)length;
        }
    }
}

struct converter *converter_new(enum encoding encoding)
{
    struct converter *converter = memory_get_zeroed(1, sizeof *converter);
    converter->encoding = encoding;
    if (encoding == ENCODING_UTF8)
        return converter;
    if (encoding != ENCODING_GB18030)
        die(STATUS_IO, "cannot convert from %s", encoding_name(encoding));
    converter->handle = iconv_open("UTF-8", "GB18030");
    if (converter->handle == (iconv_t)-1)
        die(STATUS_IO, "cannot convert from gb18030: %s", strerror(errno));
    converter->codes =
        memory_get_zeroed((LAST_LEAD - FIRST_LEAD + 1) * TRAILS, sizeof *converter->codes);
    fill_codes(converter);
    return converter;
}

void converter_free(struct converter *converter)
{
    if (converter == NULL)
        return;
    if (converter->encoding == ENCODING_GB18030)
        iconv_close(converter->handle);
    free(converter->codes);
    free(converter);
}

/* How many bytes at the start are ASCII. */
static size_t ascii_length(struct span text)
{
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    size_t i = 0;
    for (; text.length - i >= 8; i += 8) {
        uint64_t word;
        memcpy(&word, text.at + i, sizeof word);
        if ((word & high_bits) != 0)
            break;
    }
    while (i < text.length && (unsigned char)text.at[i] < 0x80)
        i++;
    return i;
}

/* Appends the two-byte codes at the start of the text that the table knows; returns what they
 * take of it. */
static size_t add_pairs(const struct converter *converter, struct span text, struct buffer *out)
{
    const unsigned char *s = (const unsigned char *)text.at;
    size_t i = 0;
    buffer_reserve(out, text.length / 2 * 3 + 1);
    char *to = out->bytes + out->length;
    for (; i + 1 < text.length; i += 2) {
        if (s[i] < FIRST_LEAD || s[i] > LAST_LEAD || s[i + 1] < FIRST_TRAIL ||
            s[i + 1] > LAST_TRAIL)
            break;
        const struct code *code =
            &converter->codes[(s[i] - FIRST_LEAD) * TRAILS + s[i + 1] - FIRST_TRAIL];
        if (code->length == 0)
            break;
        memcpy(to, code->bytes, sizeof code->bytes);
        to += code->length;
    }
    out->length = (size_t)(to - out->bytes);
    return i;
}

/* Whatever the two fast ways above leave is four bytes long, rare or wrong: iconv decides. */
static bool add_other(const struct converter *converter, struct span *rest, struct buffer *out)
{
    struct span piece = {rest->at, rest->length < 4 ? rest->length : 4};
    char utf8[32];
    char *to = utf8;
    size_t room = sizeof utf8;
    reset_state(converter->handle);
    convert_step(converter->handle, &piece, &to, &room);
    size_t taken = (size_t)(piece.at - rest->at);
    if (taken == 0)
        return false;
    buffer_add(out, utf8, (size_t)(to - utf8));
    *rest = (struct span){rest->at + taken, rest->length - taken};
    return true;
}

static bool convert_gb18030(const struct converter *converter, struct span text, struct buffer *out,
                            size_t *bad)
{
    size_t before = out->length;
    struct span rest = text;
    while (rest.length > 0) {
        size_t taken = ascii_length(rest);
        buffer_add(out, rest.at, taken);
        rest = (struct span){rest.at + taken, rest.length - taken};
        taken = add_pairs(converter, rest, out);
        rest = (struct span){rest.at + taken, rest.length - taken};
        if (rest.length == 0 || (unsigned char)*rest.at < 0x80)
            continue;
        if (!add_other(converter, &rest, out)) {
            out->length = before;
            if (bad != NULL)
                *bad = (size_t)(rest.at - text.at);
            return false;
        }
    }
    return true;
}

bool converter_convert(struct converter *converter, struct span text, struct buffer *out,
                       size_t *bad)
{
    if (text.length == 0)
        return true;
    if (converter->encoding == ENCODING_GB18030)
        return convert_gb18030(converter, text, out, bad);
    if (!utf8_valid(text.at, text.length, bad))
        return false;
    buffer_add_span(out, text);
    return true;
}

/* ------------------------------------------------------------------- detecting */

static size_t flaws_allowed(const struct fit *fit)
{
    return FLAWS_ALWAYS + fit->sequences / SEQUENCES_PER_FLAW;
}

static bool fits(const struct fit *fit)
{
    return fit->flaws <= flaws_allowed(fit);
}

static size_t count_sequences(struct span utf8)
{
    size_t count = 0;
    for (size_t i = 0; i < utf8.length; i++)
        count += (unsigned char)utf8.at[i] >= 0xc0;
    return count;
}

/* A bad byte and the continuation bytes behind it are one flaw. A text with more flaws than any
 * of its length may have is not looked at to its end. */
static struct fit fit_utf8(struct span text, bool whole)
{
    struct fit fit = {.sequences = count_sequences(text)};
    if (!whole)
        text.length = utf8_whole_length(text.at, text.length);
    size_t bad;
    while (fits(&fit) && !utf8_valid(text.at, text.length, &bad)) {
        fit.flaws++;
        do
            bad++;
        while (bad < text.length && ((unsigned char)text.at[bad] & 0xc0) == 0x80);
        text = (struct span){text.at + bad, text.length - bad};
    }
    return fit;
}

static struct fit fit_gb18030(struct span text, bool whole)
{
    struct fit fit = {0};
    struct buffer utf8 = {0};
    size_t most = FLAWS_ALWAYS + text.length / 2 / SEQUENCES_PER_FLAW;
    iconv_t handle = iconv_open("UTF-8", "GB18030");
    if (handle == (iconv_t)-1)
        die(STATUS_IO, "cannot convert from gb18030: %s", strerror(errno));
    /* Room once and for all: each try after a flaw would ask for it anew. */
    buffer_reserve(&utf8, 2 * text.length + 16);
    while (fit.flaws <= most && text.length > 0) {
        char *to = utf8.bytes + utf8.length;
        size_t room = utf8.capacity - utf8.length;
        reset_state(handle);
        int code = convert_step(handle, &text, &to, &room);
        utf8.length = (size_t)(to - utf8.bytes);
        if (code == 0 || (code == EINVAL && !whole))
            break;
        if (code == E2BIG) {
            buffer_reserve(&utf8, 2 * text.length + 16);
            continue;
        }
        fit.flaws++;
        text = (struct span){text.at + 1, text.length - 1};
    }
    fit.sequences = count_sequences(buffer_span(&utf8));
    iconv_close(handle);
    buffer_release(&utf8);
    return fit;
}

/* NULs with something else before them, so that a hole full of NULs counts as one. */
static bool has_many_nuls(struct span text)
{
    size_t count = 0;
    const char *at = text.at;
    const char *end = text.at + text.length;
    while (at < end && (at = memchr(at, '\0', (size_t)(end - at))) != NULL) {
        count++;
        while (at < end && *at == '\0')
            at++;
    }
    return count > FLAWS_ALWAYS && count > text.length / BYTES_PER_NUL;
}

static bool starts_with(struct span text, struct span start)
{
    return text.length >= start.length && memcmp(text.at, start.at, start.length) == 0;
}

enum encoding encoding_detect(struct span start, bool whole)
{
    if (starts_with(start, SPAN("\xef\xbb\xbf")))
        return ENCODING_UTF8;
    if (starts_with(start, SPAN("\xff\xfe")) || starts_with(start, SPAN("\xfe\xff")))
        return ENCODING_UTF16;
    if (starts_with(start, SPAN("\x84\x31\x95\x33"))) /* the BOM of GB18030 */
        return ENCODING_GB18030;
    if (start.length == 0)
        return ENCODING_UTF8;
    if (has_many_nuls(start))
        return ENCODING_UTF16;
    struct fit utf8 = fit_utf8(start, whole);
    if (utf8.flaws == 0)
        return ENCODING_UTF8;
    struct fit gb18030 = fit_gb18030(start, whole);
    if (fits(&utf8) && utf8.flaws <= gb18030.flaws)
        return ENCODING_UTF8;
    if (fits(&gb18030))
        return ENCODING_GB18030;
    return fits(&utf8) ? ENCODING_UTF8 : ENCODING_UNKNOWN;
}

/* ----------------------------------------------------------------------- names */

bool encoding_from_name(const char *name, enum encoding *encoding)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } names[] = {
        {"utf-8", ENCODING_UTF8},  {"utf8", ENCODING_UTF8},      {"gb18030", ENCODING_GB18030},
        {"gbk", ENCODING_GB18030}, {"gb2312", ENCODING_GB18030},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(name, names[i].name) == 0) {
            *encoding = names[i].encoding;
            return true;
        }
    }
    return false;
}

const char *encoding_name(enum encoding encoding)
{
    switch (encoding) {
    case ENCODING_UTF8:
        return "utf-8";
    case ENCODING_GB18030:
        return "gb18030";
    case ENCODING_UTF16:
        return "utf-16";
    case ENCODING_UNKNOWN:
        break;
    }
    return "unknown encoding";
}
