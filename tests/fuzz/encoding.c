/* lib/text/encoding: what comes out is strict UTF-8, and for GB18030 what iconv makes of the whole
 * text at once; a text that is refused leaves the buffer as it was. */
#include "lib/text/encoding.h"

#include "tests/fuzz/support/fuzz.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

static void check_refused(const struct buffer *out, size_t bad, struct span text)
{
    fuzz_expect(span_is(buffer_span(out), "before"), "what is refused leaves nothing");
    fuzz_expect(bad < text.length, "the bad byte is one of the text's");
}

static void check_utf8(struct span text)
{
    static struct converter *converter;
    struct buffer out = {0};
    size_t bad = SIZE_MAX;
    if (converter == NULL)
        converter = converter_new(ENCODING_UTF8);
    buffer_add_string(&out, "before");
    bool good = converter_convert(converter, text, &out, &bad);
    fuzz_expect(good == fuzz_is_utf8(text), "UTF-8 is strict");
    if (good)
        fuzz_expect(out.length == 6 + text.length, "UTF-8 stays as it is");
    else
        check_refused(&out, bad, text);
    buffer_release(&out);
}

static void check_gb18030(struct span text)
{
    static struct converter *converter;
    static iconv_t handle;
    struct buffer out = {0};
    size_t bad = SIZE_MAX;
    if (converter == NULL) {
        converter = converter_new(ENCODING_GB18030);
        handle = iconv_open("UTF-8", "GB18030");
    }
    size_t room = 4 * text.length + 16;
    char *want = malloc(room);
    fuzz_expect(want != NULL, "there is memory");
    char *from = (char *)(uintptr_t)text.at;
    char *to = want;
    size_t left = text.length;
    iconv(handle, NULL, NULL, NULL, NULL);
    bool allowed = iconv(handle, &from, &left, &to, &room) != (size_t)-1;
    buffer_add_string(&out, "before");
    bool good = converter_convert(converter, text, &out, &bad);
    fuzz_expect(good == allowed, "GB18030 is read where iconv reads it");
    if (good) {
        struct span got = {out.bytes + 6, out.length - 6};
        fuzz_expect(fuzz_is_utf8(got), "what comes out is UTF-8");
        fuzz_expect(span_equal(got, (struct span){want, (size_t)(to - want)}), "as iconv says");
    } else {
        check_refused(&out, bad, text);
    }
    free(want);
    buffer_release(&out);
}

static void check_detection(struct span text)
{
    bool mark = text.length >= 2 &&
                (memcmp(text.at, "\xff\xfe", 2) == 0 || memcmp(text.at, "\xfe\xff", 2) == 0);
    enum encoding whole = encoding_detect(text, true);
    encoding_detect(text, false);
    fuzz_expect(!mark || whole == ENCODING_UTF16, "the mark of UTF-16 decides");
    bool nul = text.length > 0 && memchr(text.at, '\0', text.length) != NULL;
    if (fuzz_is_utf8(text) && !nul)
        fuzz_expect(whole == ENCODING_UTF8, "what is UTF-8 is told to be");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct span text = {(const char *)bytes, length};
    check_utf8(text);
    check_gb18030(text);
    check_detection(text);
    return 0;
}
