/* lib/text/likeness: by hand on small texts, against a slow second way on random ones, and places.
 */
#include "lib/text/likeness.h"

#include "lib/base/buffer.h"
#include "lib/base/utf8.h"
#include "tests/unit/check.h"

#include <math.h>
#include <stdlib.h>

static struct likeness shared; /* one for all, as a tool has it */

static void expect(const char *a, const char *b, double want)
{
    likeness_take(&shared, span_of(a));
    double got = likeness_compare(&shared, span_of(b));
    check(fabs(got - want) < 1e-9, "likeness %.3f, want %.3f", got, want);
    likeness_take(&shared, span_of(b));
    double back = likeness_compare(&shared, span_of(a));
    check(fabs(back - want) < 1e-9, "the other way round %.3f", back);
}

/* The bigrams that two texts share, by crossing out one for one. The texts are CJK only. */
static double slow(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    bool taken[256] = {false};
    size_t common = 0;
    for (size_t i = 0; i + 1 < a_count; i++)
        for (size_t j = 0; j + 1 < b_count; j++)
            if (!taken[j] && a[i] == b[j] && a[i + 1] == b[j + 1]) {
                taken[j] = true;
                common++;
                break;
            }
    size_t n = a_count - 1, m = b_count - 1;
    size_t less = n < m ? n : m;
    return less < LIKENESS_SHORT ? 2.0 * (double)common / (double)(n + m)
                                 : (double)common / (double)less;
}

static size_t random_text(uint64_t *state, uint32_t *characters, struct buffer *out)
{
    size_t count = 2 + check_below(state, 200);
    char bytes[4];
    buffer_reset(out);
    for (size_t i = 0; i < count; i++) {
        characters[i] = 0x4E10 + (uint32_t)check_below(state, 12);
        buffer_add(out, bytes, utf8_encode(characters[i], bytes));
        if (check_below(state, 5) == 0)
            buffer_add_string(out, check_below(state, 2) == 0 ? "，" : " ");
    }
    return count;
}

static void check_random_texts(void)
{
    uint64_t state = 42;
    uint32_t a[256], b[256];
    struct buffer left = {0}, right = {0};
    int wrong = 0;
    for (int i = 0; i < 2000; i++) {
        size_t a_count = random_text(&state, a, &left);
        size_t b_count = random_text(&state, b, &right);
        likeness_take(&shared, buffer_span(&left));
        double got = likeness_compare(&shared, buffer_span(&right));
        wrong += fabs(got - slow(a, a_count, b, b_count)) > 1e-9;
    }
    check(wrong == 0, "2000 random pairs against the slow way: %d differ", wrong);
    buffer_release(&left);
    buffer_release(&right);
}

static void expect_address(const char *a, const char *b, bool want)
{
    check(address_is_alike(span_of(a), span_of(b)) == want, "%s | %s", a, b);
    check(address_is_alike(span_of(b), span_of(a)) == want, "%s | %s", b, a);
}

static void expect_differ(const char *a, const char *b, bool want)
{
    check(numbered_places_differ(span_of(a), span_of(b)) == want, "%s / %s", a, b);
}

static void expect_new(const char *a, const char *b, size_t want)
{
    likeness_take(&shared, span_of(a));
    likeness_compare(&shared, span_of(b));
    size_t got = likeness_longest_new(&shared, span_of(a));
    check(got == want, "%s / %s: %zu new, want %zu", a, b, got, want);
}

static void expect_added(const char *a, const char *b, bool want)
{
    check(numbered_place_is_added(span_of(a), span_of(b)) == want, "%s / %s", a, b);
}

int main(void)
{
    expect("", "", 1);
    expect("", "a", 0);
    expect("灯", "灯", 1);
    expect("灯", "路", 0);
    expect("灯", "路灯", 0);
    expect("路灯", "路灯", 1);
    expect("路灯不亮", "路灯", 0.5);      /* 2 * 1 / (3 + 1) */
    expect("路灯不亮", "路灯 不亮！", 1); /* noise */
    expect("A1b", "ａ２２Ｂ", 1);         /* width, case, digits */
    expect("一二三四五六七八九十甲", "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸", 1); /* all ten */
    expect("一二三四五六七八九十甲", "一二三四五六子丑寅卯辰巳午未申", 0.5);         /* 5 of 10 */
    check_random_texts();
    expect_address("古墩路1号", "西湖区古墩路1号", true);
    expect_address("古墩路1号", "古墩路11号", false);
    expect_address("古墩路1号", "古墩路１号 三楼", true);
    expect_address("墩路1号", "古墩路1号", true);
    expect_address("古墩路1", "古墩路12号", false);
    expect_address("", "古墩路1号", false);
    expect_differ("3幢漏水", "5幢漏水", true);
    expect_differ("3幢十楼", "5幢十楼", true);
    expect_differ("3幢", "３幢5单元", false);
    expect_differ("3幢", "5单元", false);
    expect_differ("没有", "5单元", false);
    expect_new("", "甲乙", 0);
    expect_new("甲乙丙丁", "甲乙丙丁", 0);
    expect_new("甲乙丙丁", "甲乙丙丁戊己庚辛", 0);
    expect_new("甲乙丙丁，戊己庚辛", "甲乙丙丁", 4); /* behind */
    expect_new("戊己庚辛。甲乙丙丁", "甲乙丙丁", 4); /* before */
    expect_new("甲乙戊己庚丙丁", "甲乙丙丁", 3);     /* amid */
    expect_new("甲戊丙丁己庚", "甲乙丙丁", 2);       /* 甲戊, 己庚 */
    expect_new("甲乙丙丁2026年", "甲乙丙丁", 2);     /* a number is one */
    expect_new("甲乙丙丁3号", "甲乙丙丁58号", 0);    /* whichever it is */
    expect_new("戊己庚辛", "甲乙丙丁", 4);           /* all */
    expect_added("3幢漏水", "漏水", true);
    expect_added("漏水", "3幢漏水", false);
    expect_added("3幢漏水", "5幢漏水", false);
    expect_added("3幢2单元", "3幢", true);
    likeness_release(&shared);
    return check_end();
}
