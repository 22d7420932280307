/* lib/text/matcher: hand-written cases, random ones against a search pattern by pattern, speed. */
#include "lib/text/matcher.h"

#include "lib/base/buffer.h"
#include "lib/base/utf8.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <time.h>

struct listing {
    struct buffer out;
    size_t left; /* matches to take before stopping */
};

static bool list(void *context, const struct match *match)
{
    struct listing *listing = context;
    buffer_printf(&listing->out, "%u:%zu-%zu ", match->pattern, match->start, match->end);
    return --listing->left > 0;
}

/* The patterns separated by |, numbered from 0. */
static struct matcher *build(const char *patterns)
{
    struct matcher *matcher = matcher_new();
    uint32_t number = 0;
    for (const char *at = patterns; *at != '\0';) {
        size_t length = strcspn(at, "|");
        matcher_add(matcher, (struct span){at, length}, number++);
        at += length + (at[length] == '|');
    }
    matcher_build(matcher);
    return matcher;
}

static void expect(const char *patterns, const char *text, size_t most, const char *want)
{
    struct listing listing = {.left = most};
    struct matcher *matcher = build(patterns);
    matcher_search(matcher, span_of(text), list, &listing);
    buffer_string(&listing.out);
    check_text(buffer_span(&listing.out), span_of(want), patterns);
    matcher_free(matcher);
    buffer_release(&listing.out);
}

static void test_by_hand(void)
{
    expect("he|she|his|hers", "ushers", 99, "1:1-4 0:2-4 3:2-6 ");
    expect("a|aa|aaa", "aaa", 99, "0:0-1 1:0-2 0:1-2 2:0-3 1:1-3 0:2-3 ");
    expect("路灯|灯|路灯坏了", "文三路路灯坏了", 99, "0:9-15 1:12-15 2:9-21 ");
    expect("x|x|yx", "yx", 99, "2:0-2 0:1-2 1:1-2 ");
    expect("abcd|bc", "abcx", 99, "1:1-3 ");
    expect("abcde|bcd|c", "abcd", 99, "2:2-3 1:1-4 ");
    expect("a", "aaaa", 2, "0:0-1 0:1-2 ");
    expect("a|b", "", 99, "");
    expect("", "abc", 99, "");
    expect("😀|é|中", "é中😀", 99, "1:0-2 2:2-5 0:5-9 ");
    expect("\xad|\xb8\xad", "中\xb8\xad", 99, "1:3-5 0:4-5 ");
    expect("\xe4", "中a\xe4", 99, "0:4-5 ");
    expect("ab",
           "\xe4"
           "ab\xe4\xb8"
           "ab",
           99, "0:1-3 0:5-7 ");
}

/* Of the random texts, in letters of at most four bytes. */
enum { LETTER = 4, PATTERN_PIECES = 5, TEXT_PIECES = 40, PATTERN_ROOM = PATTERN_PIECES * LETTER };

/* All occurrences in order of their ends, the longest first, then in order of their numbers. */
static void search_plainly(char texts[][PATTERN_ROOM], const size_t *lengths, size_t count,
                           struct span text, struct buffer *out)
{
    for (size_t end = 1; end <= text.length; end++)
        for (size_t length = end; length > 0; length--)
            for (size_t i = 0; i < count; i++)
                if (lengths[i] == length && memcmp(texts[i], text.at + end - length, length) == 0)
                    buffer_printf(out, "%zu:%zu-%zu ", i, end - length, end);
}

static size_t random_text(uint64_t *state, size_t alphabet, size_t most, char *text)
{
    static const char *const letters[] = {"a", "b",    "路", "灯",   "é",
                                          "c", "\xfe", "😀",  "\xff", "\0"};
    size_t length = 0;
    for (size_t pieces = check_below(state, most + 1); pieces > 0; pieces--) {
        size_t k = check_below(state, alphabet);
        size_t bytes = letters[k][0] == '\0' ? 1 : strlen(letters[k]);
        memcpy(text + length, letters[k], bytes);
        length += bytes;
    }
    return length;
}

static void test_random(void)
{
    uint64_t state = 1975;
    struct buffer want = {0};
    struct listing listing = {0};
    size_t differing = 0;
    size_t bytes = 0;
    for (int round = 0; round < 30000; round++) {
        char patterns[12][PATTERN_ROOM];
        size_t lengths[12];
        char text[TEXT_PIECES * LETTER];
        size_t alphabet = 2 + check_below(&state, 9);
        size_t count = 1 + check_below(&state, 12);
        struct matcher *matcher = matcher_new();
        for (size_t i = 0; i < count; i++) {
            while ((lengths[i] = random_text(&state, alphabet, PATTERN_PIECES, patterns[i])) == 0)
                continue;
            matcher_add(matcher, (struct span){patterns[i], lengths[i]}, (uint32_t)i);
        }
        matcher_build(matcher);
        struct span span = {text, random_text(&state, alphabet, TEXT_PIECES, text)};
        buffer_reset(&want);
        buffer_reset(&listing.out);
        listing.left = SIZE_MAX;
        search_plainly(patterns, lengths, count, span, &want);
        matcher_search(matcher, span, list, &listing);
        differing += !span_equal(buffer_span(&want), buffer_span(&listing.out));
        bytes += want.length;
        matcher_free(matcher);
    }
    check(differing == 0 && bytes > 100000, "30000 random searches as one pattern at a time");
    buffer_release(&want);
    buffer_release(&listing.out);
}

static bool count_one(void *context, const struct match *match)
{
    (void)match;
    *(size_t *)context += 1;
    return true;
}

/* A character as common as in real text: the first of 3000 are far oftener than the last. */
static size_t random_character(uint64_t *state, char *out)
{
    size_t a = check_below(state, 3000);
    size_t b = check_below(state, 3000);
    size_t rank = a * b / 3000;
    return utf8_encode((uint32_t)(0x4e00 + rank * 7), out);
}

static double milliseconds(clock_t begin)
{
    return 1000.0 * (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void measure(void)
{
    uint64_t state = 7;
    struct buffer text = {0};
    while (text.length < 16 * 1024 * 1024) {
        char piece[4];
        buffer_add(&text, piece, random_character(&state, piece));
        if (check_below(&state, 20) == 0)
            buffer_add_string(&text, "，2026");
    }
    clock_t begin = clock();
    struct matcher *matcher = matcher_new();
    for (uint32_t i = 0; i < 2000; i++) {
        char word[24];
        size_t length = 0;
        for (size_t k = 2 + check_below(&state, 4); k > 0; k--)
            length += random_character(&state, word + length);
        matcher_add(matcher, (struct span){word, length}, i);
    }
    matcher_build(matcher);
    double built = milliseconds(begin);
    size_t count = 0;
    begin = clock();
    matcher_search(matcher, buffer_span(&text), count_one, &count);
    double searched = milliseconds(begin);
    check(count > 0, "2000 keywords in 16 MiB: %zu matches", count);
    printf("#   built in %.1f ms, searched at %.0f MB/s\n", built,
           (double)text.length / 1e3 / searched);
    matcher_free(matcher);
    buffer_release(&text);
}

int main(void)
{
    test_by_hand();
    test_random();
    measure();
    return check_end();
}
