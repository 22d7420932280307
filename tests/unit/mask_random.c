/* lib/text/mask at random: the shape of a text stays, no telephone gets through however it is
 * disguised, and no text is slow. */
#include "lib/text/mask.h"

#include "lib/base/utf8.h"
#include "tests/unit/check.h"

#include <time.h>

/* The characters of a text stay in number and place, but for stars; the output is UTF-8. */
static bool same_shape(struct span text, struct span masked)
{
    size_t k = 0;
    for (size_t i = 0; i < text.length;) {
        uint32_t before, after;
        if (k >= masked.length)
            return false;
        i += utf8_decode(text.at + i, text.length - i, &before);
        k += utf8_decode(masked.at + k, masked.length - k, &after);
        if (after != before && after != '*')
            return false;
    }
    return k == masked.length;
}

static void test_random(void)
{
    static const char *const pieces[] = {
        "张", "三",   "先生",   "女士", "我叫",   "姓名", "：", ":",    " ", "-",
        "1",  "12",   "138",    "2026", "１",     "浙",   "A",  "x",    "X", ".",
        "年", "元",   "室",     "司马", "联系人", "(",    "）", "😀",    "é", "+",
        "\n", "·",    "0571",   "高中", "一",     "幺",   "QQ", "微信", "@", "业主",
        "、", "电话", "\u200b", "车牌", "_",      "①",
    };
    uint64_t state = 99;
    struct buffer text = {0};
    struct buffer out = {0};
    const struct span names[] = {SPAN("三"), SPAN("张三"), SPAN("812")};
    size_t differing = 0;
    size_t unsettled = 0;
    for (int round = 0; round < 100000; round++) {
        buffer_reset(&text);
        buffer_reset(&out);
        for (size_t k = check_below(&state, 24); k > 0; k--)
            buffer_add_string(&text, pieces[check_below(&state, sizeof pieces / sizeof pieces[0])]);
        mask_text(buffer_span(&text), names, 3, &out);
        differing += !same_shape(buffer_span(&text), buffer_span(&out));
        /* No long number may be left whole. */
        unsettled += memmem(text.bytes, text.length, "13813813813", 11) != NULL &&
                     memmem(out.bytes, out.length, "13813813813", 11) != NULL;
    }
    check(differing == 0 && unsettled == 0, "100000 random texts keep their shape");
    buffer_release(&text);
    buffer_release(&out);
}

/* Adds a telephone as somebody may write it: each digit in one of several scripts, separators of
 * one or several kinds in any places. */
static void add_disguised(struct buffer *text, uint64_t *state)
{
    static const char *const scripts[] = {"0123456789", "０１２３４５６７８９",
                                          "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"};
    static const size_t widths[] = {1, 3, 3, 3};
    static const char *const separators[] = {
        " ", "-", "，", ",", "_", "/", "·", "、", "—", "　", "\u200b", "\ufeff", ".", "~", ":", "|",
    };
    const char *usual = separators[check_below(state, sizeof separators / sizeof *separators)];
    size_t usual_script = check_below(state, 4);
    bool mixed = check_below(state, 4) == 0;
    size_t rarity = 1 + check_below(state, 4);
    for (int i = 0; i < 11; i++) {
        size_t script = mixed ? check_below(state, 4) : usual_script;
        size_t digit = i == 0 ? 1 : i == 1 ? 3 + check_below(state, 7) : check_below(state, 10);
        if (i > 0 && check_below(state, rarity) == 0)
            buffer_add_string(text, usual);
        buffer_add(text, scripts[script] + digit * widths[script], widths[script]);
    }
}

static void test_random_telephones(void)
{
    static const char *const before[] = {"",
                                         "电话",
                                         "请拨打：",
                                         "路灯不亮，",
                                         "QQ",
                                         "（",
                                         "李女士",
                                         "2026年10月12日，",
                                         "12:30 ",
                                         "单号20260921-",
                                         "HZ20260921-0001 ",
                                         "20260921-0001、0002，"};
    static const char *const behind[] = {"",   "。", "，急", "）",    "联系我",
                                         "元", "路", "室",   "楼下见"};
    uint64_t state = 4;
    size_t shown = 0;
    struct buffer text = {0};
    struct buffer out = {0};
    for (int round = 0; round < 100000; round++) {
        size_t stars = 0;
        buffer_reset(&text);
        buffer_reset(&out);
        buffer_add_string(&text, before[check_below(&state, sizeof before / sizeof *before)]);
        add_disguised(&text, &state);
        buffer_add_string(&text, behind[check_below(&state, sizeof behind / sizeof *behind)]);
        mask_text(buffer_span(&text), NULL, 0, &out);
        for (size_t i = 0; i < out.length; i++)
            stars += out.bytes[i] == '*';
        if (stars < 4 && shown++ < 20)
            printf("# %.*s -> %.*s\n", (int)text.length, text.bytes, (int)out.length, out.bytes);
    }
    check(shown == 0, "100000 telephones in disguise: %zu are left readable", shown);
    buffer_release(&text);
    buffer_release(&out);
}

/* An identity card in disguise, its birthday in this century: what stands behind the region looks
 * like an order's number, 330106-20001231-1234. */
static void test_random_cards(void)
{
    static const char *const separators[] = {"", " ", "-", "_", "/", " - ", "   "};
    uint64_t state = 7;
    size_t shown = 0;
    struct buffer text = {0};
    struct buffer out = {0};
    for (int round = 0; round < 100000; round++) {
        size_t kinds = sizeof separators / sizeof *separators;
        size_t stars = 0;
        buffer_reset(&text);
        buffer_reset(&out);
        buffer_printf(&text, "330106%s%d%02d%02d%s%03d%s", separators[check_below(&state, kinds)],
                      2000 + (int)check_below(&state, 26), 1 + (int)check_below(&state, 12),
                      1 + (int)check_below(&state, 28), separators[check_below(&state, kinds)],
                      (int)check_below(&state, 1000), check_below(&state, 2) > 0 ? "X" : "8");
        mask_text(buffer_span(&text), NULL, 0, &out);
        for (size_t i = 0; i < out.length; i++)
            stars += out.bytes[i] == '*';
        if (stars < 7 && shown++ < 20)
            printf("# %.*s -> %.*s\n", (int)text.length, text.bytes, (int)out.length, out.bytes);
    }
    check(shown == 0, "100000 identity cards in disguise: %zu are left readable", shown);
    buffer_release(&text);
    buffer_release(&out);
}

static void test_linear(void)
{
    static const char *const shapes[] = {
        "1",
        "12 ",
        "1-",
        "a",
        "a@",
        "a.b@",
        "张",
        "姓名",
        "我叫张",
        "浙A1",
        "2026-",
        "12:",
        "1.",
        "((((",
        "西湖区文三路的路灯坏了，请尽快修理。电话13812345678。",
        "一",
        "一1",
        "一、",
        "1:",
        "QQ",
        "QQ:",
        "微信号：",
        "vx",
        "业主",
        "姓名：张",
        "张、",
        "民警张三、",
        "车牌A",
        "浙A 1 ",
        "电话，",
        "联系人：a ",
        "①",
        "\u200b",
        "1\u200b",
        "高",
        "·",
        "12345 ",
        "2026-10-12-",
        "20260921-0001",
        "20260921-",
        "20260921-01 ",
        "20260921-01-",
        "0001、",
        "加我微",
        "微信同号",
        "WJ浙1",
        "军字第",
        "护照号",
        "浙A一",
    };
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++) {
        struct buffer text = {0};
        struct buffer out = {0};
        const struct span names[] = {SPAN("张三"), SPAN("1111111111111111111111112"),
                                     SPAN("张张张张张张张张张张张张张张张张三")};
        while (text.length < 1024 * 1024)
            buffer_add_string(&text, shapes[k]);
        clock_t begin = clock();
        mask_text(buffer_span(&text), names, 3, &out);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        check(seconds < 2 && out.length > 0, "1 MiB of \"%s\"", shapes[k]);
        printf("#   %.0f MB/s\n", (double)text.length / 1e6 / seconds);
        buffer_release(&text);
        buffer_release(&out);
    }
}

int main(void)
{
    test_random();
    test_random_telephones();
    test_random_cards();
    test_linear();
    return check_end();
}
