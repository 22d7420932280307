/* lib/text/mask: what goes and what stays, by hand; that nothing is lost or slow, at random. */
#include "lib/text/mask.h"

#include "lib/base/utf8.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <time.h>

static void expect(const char *text, const char *want)
{
    struct buffer out = {0};
    mask_text(span_of(text), NULL, 0, &out);
    check_text(buffer_span(&out), span_of(want), text);
    buffer_release(&out);
}

static void stays(const char *text)
{
    expect(text, text);
}

static void test_numbers(void)
{
    expect("电话13812345678，急", "电话138****5678，急");
    expect("138-1234-5678", "138-****-5678");
    expect("138 1234 5678", "138 **** 5678");
    expect("138.1234.5678", "138.****.5678");
    expect("+86 13812345678", "+86 138****5678");
    expect("0571-8888 1234", "057*-**** 1234");
    expect("(0571)88881234", "(057*)****1234");
    expect("（0571）8888-1234", "（057*）****-1234");
    expect("座机88881234", "座机******34");
    expect("8888 1234", "**** **34");
    expect("888-1234", "***-**34");
    expect("１３８１２３４５６７８", "１３８****５６７８");
    expect("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 * * * * 5 6 7 8");
    expect("33010619900101123X", "330***********123X");
    expect("33010619900101123x。", "330***********123x。");
    expect("330106199001011234", "330***********1234");
    expect("330106 19900101 1234", "330*** ******** 1234");
    expect("卡号6222 0211 1234 5678 901", "卡号622* **** **** ***8 901");
    expect("QQ 12345", "QQ ***45");
    expect("验证码654321", "验证码****21");
    expect("2026-10-12 13812345678", "2026-10-12 138****5678");
    expect("12:30 13812345678", "12:30 138****5678");
    expect("3幢1201室13812345678", "3幢1201室138****5678");
    expect("8888 1234楼下见", "**** **34楼下见");
    expect("138 1234 5678楼下见", "138 **** 5678楼下见");
    expect("电话8881234万达广场", "电话*****34万达广场");
    expect("合同号HZ20261012001", "合同号HZ202****2001");
}

static void test_what_stays(void)
{
    stays("");
    stays("2026-10-12");
    stays("2026-10-12 12:30:15");
    stays("2026-10");
    stays("2026年10月12日12:30");
    stays("2026/10/12");
    stays("2026.10.12");
    stays("2020-2026年");
    stays("从8:00到17:30");
    stays("文三路1234号");
    stays("3-2-1201");
    stays("12-3-1201室");
    stays("1201-1208室");
    stays("欠款50000元");
    stays("12345.67元");
    stays("12345 元，20000万元");
    stays("1000-2000元");
    stays("每月3000，共12,345.67元");
    stays("拨打110、119");
    stays("高中老师");
    stays("关于路灯，周围居民反映");
}

static void test_others(void)
{
    expect("车牌浙A12345", "车牌浙A****5");
    expect("浙AD12345，", "浙A*****5，");
    expect("浙A·8K888", "浙A·****8");
    expect("浙a8k88８", "浙a****８");
    expect("浙ABCDEF", "浙ABCDEF");
    expect("浙A1234567", "浙A*****67");
    expect("邮箱zhangsan@163.com。", "邮箱z*******@163.com。");
    expect("a.b-c@mail.example.cn", "a****@mail.example.cn");
    expect("13812345678@qq.com", "1**********@qq.com");
    expect("a@b.cn", "*@b.cn");
    stays("a@b");
    stays("@某人");
}

static void test_people(void)
{
    expect("张女士来电", "张女士来电");
    expect("张三先生来电", "张*先生来电");
    expect("请找王小明师傅", "请找王**师傅");
    expect("欧阳娜娜小姐", "欧阳**小姐");
    expect("欧阳先生", "欧阳先生");
    expect("李雷老师和韩梅梅同志", "李*老师和韩**同志");
    expect("我叫张三", "我叫张*");
    expect("我叫张三，住在文三路", "我叫张*，住在文三路");
    expect("我叫张三住在文三路", "我叫张*住在文三路");
    expect("我叫李小龙，", "我叫李**，");
    expect("姓名：李小龙 电话：13812345678", "姓名：李** 电话：138****5678");
    expect("联系人:王芳电话", "联系人:王*电话");
    expect("联系人：张女士", "联系人：张女士");
    expect("联系人：李明女士", "联系人：李*女士");
    expect("姓名: 冼星海", "姓名: 冼**");
    expect("名叫诸葛孔明的人", "名叫诸葛**的人");
    stays("姓名和电话");
    stays("姓名：");
    stays("姓名：见附件所附的清单");
}

static void test_known(void)
{
    const struct span names[] = {SPAN("冼星海"),         SPAN(""),     SPAN_NONE,      SPAN("冼星"),
                                 SPAN("杭州好又多公司"), SPAN("8812"), SPAN(" Smith ")};
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"冼星海说冼星海", "冼**说冼**"},
        {"冼星说", "冼*说"},
        {"杭州好又多公司", "杭******"},
        {"门牌8812号", "门牌**12号"},
        {"Smith, Smithson", "S****, S****son"},
        {"", ""},
        {"冼星海先生13812345678", "冼**先生138****5678"},
    };
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        buffer_reset(&out);
        mask_text(span_of(cases[i].text), names, sizeof names / sizeof names[0], &out);
        check_text(buffer_span(&out), span_of(cases[i].want), cases[i].text);
    }
    buffer_reset(&out);
    mask_name(SPAN("欧阳娜娜"), &out);
    check_text(buffer_span(&out), SPAN("欧***"), "mask_name");
    buffer_reset(&out);
    mask_name(SPAN_NONE, &out);
    mask_number(SPAN_NONE, &out);
    mask_number(SPAN("0571-88881234"), &out);
    check_text(buffer_span(&out), SPAN("057*-****1234"), "mask_number");
    buffer_reset(&out);
    mask_number(SPAN("88881234"), &out);
    check_text(buffer_span(&out), SPAN("******34"), "mask_number, short");
    buffer_reset(&out);
    mask_number(SPAN("91330100MA27ABCD1P"), &out);
    check_text(buffer_span(&out), SPAN("913***********CD1P"), "mask_number, letters");
    buffer_release(&out);
}

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
        "张",     "三",   "先生", "女士", "我叫", "姓名", "：", ":", " ",    "-",    "1",  "12",
        "138",    "2026", "１",   "浙",   "A",    "x",    "X",  ".", "年",   "元",   "室", "司马",
        "联系人", "(",    "）",   "😀",    "é",    "+",    "\n", "·", "0571", "高中",
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

static void test_linear(void)
{
    static const char *const shapes[] = {
        "1",     "12 ", "1-",   "a",      "a@",
        "a.b@",  "张",  "姓名", "我叫张", "浙A1",
        "2026-", "12:", "1.",   "((((",   "西湖区文三路的路灯坏了，请尽快修理。电话13812345678。",
    };
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++) {
        struct buffer text = {0};
        struct buffer out = {0};
        const struct span names[] = {SPAN("张三"), SPAN("1111111111111111111111112")};
        while (text.length < 1024 * 1024)
            buffer_add_string(&text, shapes[k]);
        clock_t begin = clock();
        mask_text(buffer_span(&text), names, 2, &out);
        double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
        check(seconds < 2 && out.length > 0, "1 MiB of \"%s\"", shapes[k]);
        printf("#   %.0f MB/s\n", (double)text.length / 1e6 / seconds);
        buffer_release(&text);
        buffer_release(&out);
    }
}

int main(void)
{
    test_numbers();
    test_what_stays();
    test_others();
    test_people();
    test_known();
    test_random();
    test_linear();
    return check_end();
}
