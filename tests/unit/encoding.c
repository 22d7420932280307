/* lib/text/encoding: detection, conversion against iconv itself over all codes, bad bytes. */
#include "lib/text/encoding.h"

#include "lib/base/utf8.h"
#include "tests/unit/check.h"

#include <iconv.h>
#include <stdlib.h>
#include <time.h>

static void expect_encoding(struct span text, bool whole, enum encoding want, const char *name)
{
    enum encoding got = encoding_detect(text, whole);
    check(got == want, "%s: %s", name, encoding_name(got));
}

static void repeat(struct buffer *out, struct span piece, size_t length)
{
    buffer_reset(out);
    while (out->length < length)
        buffer_add_span(out, piece);
}

#define NAME_GB "\xd0\xd5\xc3\xfb,\xc4\xda\xc8\xdd\n" /* 姓名,内容 */

static void test_detection(void)
{
    expect_encoding(SPAN(""), true, ENCODING_UTF8, "nothing");
    expect_encoding(SPAN("id,name\n"), true, ENCODING_UTF8, "ASCII");
    expect_encoding(SPAN("姓名,内容\n"), true, ENCODING_UTF8, "utf-8");
    expect_encoding(SPAN(NAME_GB), true, ENCODING_GB18030, "gb18030");
    expect_encoding(SPAN("\x84\x31\x95\x33"
                         "a"),
                    true, ENCODING_GB18030, "gb18030 BOM");
    expect_encoding(SPAN("\xef\xbb\xbf" NAME_GB), true, ENCODING_UTF8, "the BOM decides");
    expect_encoding(SPAN("\xff\xfe"
                         "a\0"),
                    true, ENCODING_UTF16, "utf-16 BOM");
    expect_encoding(SPAN("\xfe\xff\0a"), true, ENCODING_UTF16, "utf-16 BOM, big end first");
    expect_encoding(SPAN("i\0d\0,\0n\0a\0m\0e\0\n\0"), true, ENCODING_UTF16, "utf-16, no BOM");
    expect_encoding(SPAN("id,name\n1,a\0b\n"), true, ENCODING_UTF8, "one NUL");
    expect_encoding(SPAN("姓名\n\xff\n"), true, ENCODING_UTF8, "utf-8 with a bad row");
    expect_encoding(SPAN("id\n\xff\n"), true, ENCODING_UTF8, "ASCII with a bad row");
    expect_encoding(SPAN(NAME_GB "\xff\n"), true, ENCODING_GB18030, "gb18030 with a bad row");
    expect_encoding(SPAN("\xff\xff\xff\xff\xff\xff\xff\xff\xff"), true, ENCODING_UNKNOWN,
                    "neither");
    expect_encoding(SPAN("姓\xe5\x90"), false, ENCODING_UTF8, "utf-8 cut in a character");
    expect_encoding(SPAN(NAME_GB "\xd0"), false, ENCODING_GB18030, "gb18030 cut in a character");
    struct buffer text = {0};
    for (size_t cut = 0; cut < 4; cut++) {
        repeat(&text, SPAN("西湖区文三路的路灯坏了。"), 1024 * 1024);
        text.length = 1024 * 1024 - cut;
        expect_encoding(buffer_span(&text), false, ENCODING_UTF8, "1 MiB of utf-8, cut");
        repeat(&text, SPAN(NAME_GB "\x81\x30\x81\x30"), 1024 * 1024);
        text.length = 1024 * 1024 - cut;
        expect_encoding(buffer_span(&text), false, ENCODING_GB18030, "1 MiB of gb18030, cut");
    }
    repeat(&text, SPAN(NAME_GB), 1024 * 1024);
    for (size_t i = 5000; i + 20000 < text.length; i += 20000)
        text.bytes[i] = '\xff';
    expect_encoding(buffer_span(&text), true, ENCODING_GB18030, "1 MiB of gb18030, 52 bad bytes");
    clock_t begin = clock();
    encoding_detect(buffer_span(&text), true);
    printf("#   1 MiB of gb18030 takes %.1f ms\n",
           1000.0 * (double)(clock() - begin) / CLOCKS_PER_SEC);
    for (size_t i = 5000; i < text.length; i += 200)
        text.bytes[i] = '\xff';
    expect_encoding(buffer_span(&text), true, ENCODING_UNKNOWN, "1 MiB, a bad byte in 200");
    repeat(&text, SPAN("西湖区文三路的路灯坏了。\n"), 1024 * 1024);
    for (size_t i = 5000; i + 20000 < text.length; i += 20000)
        text.bytes[i] = '\xff';
    expect_encoding(buffer_span(&text), true, ENCODING_UTF8, "1 MiB of utf-8, 52 bad bytes");
    buffer_release(&text);
}

static void expect_converted(struct converter *converter, struct span text, struct span want,
                             const char *name)
{
    struct buffer out = {0};
    size_t bad = 0;
    buffer_add_string(&out, "before:");
    bool good = converter_convert(converter, text, &out, &bad);
    check(good, "%s is valid", name);
    check_text((struct span){out.bytes + 7, out.length - 7}, want, name);
    buffer_release(&out);
}

static void expect_bad(struct converter *converter, struct span text, size_t want, const char *name)
{
    struct buffer out = {0};
    size_t bad = 999;
    buffer_add_string(&out, "before:");
    bool good = converter_convert(converter, text, &out, &bad);
    check(!good && bad == want && span_is(buffer_span(&out), "before:"), "%s: bad at %zu", name,
          bad);
    check(!converter_convert(converter, text, &out, NULL), "%s: nobody asks where", name);
    buffer_release(&out);
}

static void test_conversion(void)
{
    struct converter *utf8 = converter_new(ENCODING_UTF8);
    expect_converted(utf8, SPAN("a,路灯"), SPAN("a,路灯"), "utf-8");
    expect_converted(utf8, SPAN_NONE, SPAN_NONE, "nothing");
    expect_bad(utf8, SPAN("ab\xff"), 2, "utf-8");
    expect_bad(utf8, SPAN("路\xe7\x81"), 3, "utf-8 cut");
    converter_free(utf8);
    struct converter *gb = converter_new(ENCODING_GB18030);
    expect_converted(gb, SPAN("a,1"), SPAN("a,1"), "ASCII in gb18030");
    expect_converted(gb, SPAN_NONE, SPAN_NONE, "nothing in gb18030");
    expect_converted(gb, SPAN(NAME_GB), SPAN("姓名,内容\n"), "gb18030");
    expect_converted(gb, SPAN("\x81\x30\x81\x30\x90\x30\x81\x30z\xd0\xd5"),
                     SPAN("\xc2\x80\xf0\x90\x80\x80z姓"), "four-byte codes");
    expect_bad(gb, SPAN("ab\xff"), 2, "gb18030, no lead byte");
    expect_bad(gb, SPAN("\xd0\xd5\x80"), 2, "gb18030, 0x80");
    expect_bad(gb, SPAN("\xd0\xd5\xc3"), 2, "gb18030 cut");
    expect_bad(gb, SPAN("\xd0\xd5\xc3,"), 2, "gb18030, a comma for a trail byte");
    expect_bad(gb, SPAN("\xd0\xd5\x81\x30\x81"), 2, "gb18030, a four-byte code cut");
    expect_bad(gb, SPAN("\xe3\x32\x9a\x36"), 0, "gb18030, over U+10FFFF");
    expect_converted(gb, SPAN("\xd0\xd5"), SPAN("姓"), "good after bad");
    converter_free(gb);
    converter_free(NULL);
}

/* What iconv alone makes of it; false where it is not valid. */
static bool convert_plainly(iconv_t handle, struct span text, struct buffer *out)
{
    char room[256];
    char *to = room;
    size_t left = sizeof room;
    char copy[64];
    char *from = copy;
    size_t length = text.length;
    memcpy(copy, text.at, text.length);
    iconv(handle, NULL, NULL, NULL, NULL);
    bool good = iconv(handle, &from, &length, &to, &left) != (size_t)-1;
    buffer_reset(out);
    if (good)
        buffer_add(out, room, (size_t)(to - room));
    return good;
}

static void test_against_iconv(void)
{
    struct converter *gb = converter_new(ENCODING_GB18030);
    iconv_t handle = iconv_open("UTF-8", "GB18030");
    struct buffer got = {0};
    struct buffer want = {0};
    size_t differing = 0;
    size_t valid = 0;
    uint64_t state = 42;
    for (size_t round = 0; round < 65536 + 300000; round++) {
        char text[24];
        size_t length = 2;
        text[0] = (char)(round >> 8);
        text[1] = (char)round;
        if (round >= 65536) {
            length = check_below(&state, sizeof text);
            for (size_t i = 0; i < length; i++) {
                size_t kind = check_below(&state, 8);
                text[i] = (char)(kind == 0 ? 0x30 + check_below(&state, 10)
                                           : 0x81 + check_below(&state, kind == 1 ? 127 : 126));
            }
        }
        buffer_reset(&got);
        struct span span = {text, length};
        bool good = convert_plainly(handle, span, &want);
        valid += good;
        differing += good != converter_convert(gb, span, &got, NULL) ||
                     !span_equal(buffer_span(&got), buffer_span(&want)) ||
                     !utf8_valid(got.bytes, got.length, NULL);
    }
    check(differing == 0, "as iconv has it: all pairs, 300000 random texts (%zu valid)", valid);
    iconv_close(handle);
    converter_free(gb);
    buffer_release(&got);
    buffer_release(&want);
}

static void test_names(void)
{
    enum encoding encoding = ENCODING_UNKNOWN;
    check(encoding_from_name("UTF-8", &encoding) && encoding == ENCODING_UTF8, "UTF-8");
    check(encoding_from_name("utf8", &encoding) && encoding == ENCODING_UTF8, "utf8");
    check(encoding_from_name("GBK", &encoding) && encoding == ENCODING_GB18030, "GBK");
    check(encoding_from_name("gb2312", &encoding) && encoding == ENCODING_GB18030, "gb2312");
    check(encoding_from_name("Gb18030", &encoding) && encoding == ENCODING_GB18030, "Gb18030");
    check(!encoding_from_name("utf-16", &encoding) && !encoding_from_name("", &encoding),
          "no other name");
}

static void measure(void)
{
    struct buffer text = {0};
    struct buffer out = {0};
    repeat(&text, SPAN("HZ20261012001,2026-10-12,\xcf\xc0\xd0\xbb\xc7\xf8\xc3\xfb\xc8\xdd" NAME_GB),
           8 * 1024 * 1024);
    clock_t begin = clock();
    struct converter *gb = converter_new(ENCODING_GB18030);
    double made = 1000.0 * (double)(clock() - begin) / CLOCKS_PER_SEC;
    begin = clock();
    bool good = converter_convert(gb, buffer_span(&text), &out, NULL);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    printf("#   converter made in %.1f ms; gb18030 at %.0f MB/s\n", made,
           (double)text.length / 1e6 / seconds);
    check(good, "8 MiB of gb18030");
    converter_free(gb);
    buffer_release(&text);
    buffer_release(&out);
}

int main(void)
{
    test_detection();
    test_conversion();
    test_against_iconv();
    test_names();
    measure();
    return check_end();
}
