/* lib/text/mask: what goes and what stays, by hand; that nothing is lost or slow, at random. All
 * people, numbers and addresses are invented. */
#include "lib/text/mask.h"

#include "lib/base/utf8.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <time.h>

struct example {
    const char *text, *want;
};

static void expect(const char *text, const char *want)
{
    struct buffer out = {0};
    mask_text(span_of(text), NULL, 0, &out);
    check_text(buffer_span(&out), span_of(want), text);
    buffer_release(&out);
}

static void mask_examples(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect(examples[i].text, examples[i].want);
}

static void keep_texts(const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect(texts[i], texts[i]);
}

#define MASK(examples) mask_examples(examples, sizeof(examples) / sizeof *(examples))
#define KEEP(texts)    keep_texts(texts, sizeof(texts) / sizeof *(texts))

static void test_numbers(void)
{
    static const struct example examples[] = {
        {"电话13812345678，急", "电话138****5678，急"},
        {"138-1234-5678", "138-****-5678"},
        {"138 1234 5678", "138 **** 5678"},
        {"138.1234.5678", "138.****.5678"},
        {"+86 13812345678", "+86 138****5678"},
        {"0571-8888 1234", "057*-**** 1234"},
        {"(0571)88881234", "(057*)****1234"},
        {"（0571）8888-1234", "（057*）****-1234"},
        {"座机88881234", "座机******34"},
        {"8888 1234", "**** **34"},
        {"888-1234", "***-**34"},
        {"１３８１２３４５６７８", "１３８****５６７８"},
        {"1 3 8 1 2 3 4 5 6 7 8", "1 3 8 * * * * 5 6 7 8"},
        {"33010619900101123X", "330***********123X"},
        {"33010619900101123x。", "330***********123x。"},
        {"330106199001011234", "330***********1234"},
        {"330106 19900101 1234", "330*** ******** 1234"},
        {"330106-19900101-123-X", "330***-********-123-X"},
        {"卡号6222 0211 1234 5678 901", "卡号622* **** **** ***8 901"},
        {"验证码654321", "验证码****21"},
        {"2026-10-12 13812345678", "2026-10-12 138****5678"},
        {"12:30 13812345678", "12:30 138****5678"},
        {"3幢1201室13812345678", "3幢1201室138****5678"},
        {"8888 1234楼下见", "**** **34楼下见"},
        {"8888-1234楼下见", "****-**34楼下见"},
        {"138 1234 5678楼下见", "138 **** 5678楼下见"},
        {"电话8881234万达广场", "电话*****34万达广场"},
        {"合同号HZ330106199001", "合同号HZ330*****9001"},
        {"电话88881234，88885678。", "电话******34，******78。"},
        {"8881234 50元", "******* 50元"},
        {"拨打12345或13812345678", "拨打12345或138****5678"},
        {"周一13812345678", "周一138****5678"},
        {"电话20261012", "电话******12"},
    };
    MASK(examples);
}

/* As people write a number so that no machine should know it. */
static void test_numbers_in_disguise(void)
{
    static const struct example examples[] = {
        {"138_1234_5678", "138_****_5678"},
        {"138,1234,5678", "138,****,5678"},
        {"138，1234，5678", "138，****，5678"},
        {"138/1234/5678", "138/****/5678"},
        {"138·1234·5678", "138·****·5678"},
        {"138、1234、5678", "138、****、5678"},
        {"138:1234:5678", "138:****:5678"},
        {"138|1234|5678", "138|****|5678"},
        {"138~1234~5678", "138~****~5678"},
        {"138#1234#5678", "138#****#5678"},
        {"138 - 1234 - 5678", "138 - **** - 5678"},
        {"138–1234–5678", "138–****–5678"},
        {"138—1234—5678", "138—****—5678"},
        {"138−1234−5678", "138−****−5678"},
        {"138－1234－5678", "138－****－5678"},
        {"138　1234　5678", "138　****　5678"},
        {"138\n1234\n5678", "138\n****\n5678"},
        {"【138】【1234】【5678】", "【138】【****】【5678】"},
        {"138\u200b1234\u200b5678", "138\u200b****\u200b5678"},
        {"138\u200c1234\u200d5678", "138\u200c****\u200d5678"},
        {"1\ufeff3\ufeff8\ufeff12345678", "1\ufeff3\ufeff8\ufeff****5678"},
        {"138\u00ad1234\u20605678", "138\u00ad****\u20605678"},
        {"13 81 23 45 67 8", "13 8* ** *5 67 8"},
        {"1.3.8.1.2.3.4.5.6.7.8", "1.3.8.*.*.*.*.5.6.7.8"},
        {"1３8１2３4５6７8", "1３8****５6７8"},
        {"①③⑧①②③④⑤⑥⑦⑧", "①③⑧****⑤⑥⑦⑧"},
        {"𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "𝟏𝟑𝟖****𝟓𝟔𝟕𝟖"},
        {"٠١٣٨١٢٣٤٥٦٧٨", "٠١٣*****٥٦٧٨"},
        {"一三八零零一二三四五六", "一三八****三四五六"},
        {"幺三八〇〇幺二三四五六", "幺三八****三四五六"},
        {"一三八 一二三四 五六七八", "一三八 **** 五六七八"},
        {"壹叁捌壹贰叁肆伍陆柒捌", "壹叁捌****伍陆柒捌"},
        {"138一二三四5678", "138****5678"},
        {"1三8一2三4五6七8", "1三8****五6七8"},
        {"八八八八一二三四", "******三四"},
        {"330106,19900101,1234", "330***,********,1234"},
        {"330106/19900101/123X", "330***/********/123X"},
        {"6222_0211_1234_5678", "622*_****_****_5678"},
        {"６２２２　０２１１　１２３４　５６７８", "６２２*　****　****　５６７８"},
        {"浙A\u200b1\u200b2345", "浙A\u200b*\u200b***5"},
        {"张\u200b三丰先生", "张\u200b**先生"},
    };
    MASK(examples);
}

static void test_accounts(void)
{
    static const struct example examples[] = {
        {"QQ 12345", "QQ ***45"},
        {"QQ：12345678", "QQ：******78"},
        {"qq号是 1234 5678 90", "qq号是 **** **** 90"},
        {"扣扣123456789", "扣扣*******89"},
        {"QQ群：123456789", "QQ群：*******89"},
        {"微信号：zhangsan_88", "微信号：z**********"},
        {"微信zhang-88", "微信z*******"},
        {"微信:lisi", "微信:l***"},
        {"加微信 lisi2026", "加微信 l*******"},
        {"微信13812345678", "微信138****5678"},
        {"vx:lisi_2026", "vx:l********"},
        {"VX：ＬＩＳＩ２０２６", "VX：Ｌ*******"},
        {"wx lisi2026。", "wx l*******。"},
        {"加V lisi2026", "加V l*******"},
        {"WeChat ID: lisi2026", "WeChat ID: l*******"},
        {"wxid_k3j9d2m1", "wxid_********"},
        {"（微信：wxid_k3j9）", "（微信：w********）"},
        {"车牌浙A12345", "车牌浙A****5"},
        {"浙AD12345，", "浙A*****5，"},
        {"浙A·8K888", "浙A·****8"},
        {"浙A-8K888", "浙A-****8"},
        {"浙 A 8K888", "浙 A ****8"},
        {"浙A 8K 888", "浙A ** **8"},
        {"浙a8k88８", "浙a****８"},
        {"浙Ａ８Ｋ８８８", "浙Ａ****８"},
        {"浙A1234学", "浙A***4学"},
        {"浙A1234567", "浙A*****67"},
        {"车牌号：A8K888", "车牌号：A****8"},
        {"邮箱zhangsan@163.com。", "邮箱z*******@163.com。"},
        {"zhangsan @ 163.com", "z******* @ 163.com"},
        {"zhangsan＠163.com", "z*******＠163.com"},
        {"zhangsan@163。com", "z*******@163。com"},
        {"a.b-c@mail.example.cn", "a****@mail.example.cn"},
        {"13812345678@qq.com", "1**********@qq.com"},
        {"zhangsan(at)163.com", "z*******(at)163.com"},
        {"a@b.cn", "*@b.cn"},
    };
    MASK(examples);
}

static void test_names(void)
{
    static const struct example examples[] = {
        {"张三先生来电", "张*先生来电"},
        {"请找王小明师傅", "请找王**师傅"},
        {"欧阳娜娜小姐", "欧阳**小姐"},
        {"李雷老师和韩梅梅同志", "李*老师和韩**同志"},
        {"业主张三先生", "业主张*先生"},
        {"请找应小明先生", "请找应**先生"},
        {"周小明主任和郑强律师", "周**主任和郑*律师"},
        {"我叫张三", "我叫张*"},
        {"我叫张三，住在文三路", "我叫张*，住在文三路"},
        {"我叫张三住在文三路", "我叫张*住在文三路"},
        {"我叫李小龙，", "我叫李**，"},
        {"我叫李想，", "我叫李*，"},
        {"我叫高兴", "我叫高*"},
        {"我名叫John Smith，", "我名叫J*** *****，"},
        {"名叫诸葛孔明的人", "名叫诸葛**的人"},
        {"姓名：李小龙 电话：13812345678", "姓名：李** 电话：138****5678"},
        {"姓名：李小龙电话", "姓名：李**电话"},
        {"姓名: 冼星海", "姓名: 冼**"},
        {"姓名：冼星海电话：", "姓名：冼**电话："},
        {"姓名：张　三", "姓名：张　*"},
        {"姓名：买买提·艾力", "姓名：买**·**"},
        {"姓名：Smith", "姓名：S****"},
        {"联系人:王芳电话", "联系人:王*电话"},
        {"联系人：李明女士", "联系人：李*女士"},
        {"联系人：张三、李四", "联系人：张*、李*"},
        {"反映人张三称", "反映人张*称"},
        {"投诉人：王小明，", "投诉人：王**，"},
        {"业主王建国反映", "业主王**反映"},
        {"民警李四、赵小五到场", "民警李*、赵**到场"},
        {"孩子叫王小明，", "孩子叫王**，"},
        {"我是王小明，", "我是王**，"},
        {"本人王小明，身份证330106199001011234", "本人王**，身份证330***********1234"},
        {"赵小五（身份证号330106199001011234）", "赵**（身份证号330***********1234）"},
        {"户名：王小明", "户名：王**"},
        {"队员周大明和李四，到场", "队员周**和李*，到场"},
        {"请联系李四13812345678", "请联系李*138****5678"},
        {"路灯不亮，王小明 138-1234-5678", "路灯不亮，王** 138-****-5678"},
        {"路灯不亮（张三，电话88881234）", "路灯不亮（张*，电话******34）"},
    };
    MASK(examples);
}

static void test_plain_numbers(void)
{
    static const char *const texts[] = {
        "",
        "2026-10-12",
        "2026-10-12 12:30:15",
        "2026-10",
        "2026年10月12日12:30",
        "2026/10/12",
        "2026.10.12-2026.10.15",
        "2026-10-12-2026-10-15",
        "20261012上午",
        "2020-2026年",
        "2023/2024学年",
        "2021、2022、2023年",
        "18.19.20.24.27日",
        "从8:00到17:30",
        "8:30-12:00，13:30-17:30",
        "二〇二六年十月",
        "文三路1234号",
        "3-2-1201",
        "12-3-1201室",
        "128-3-1201室",
        "1201-1208室",
        "3幢2单元1201室",
        "10101室",
        "12、15、128、136幢",
        "欠款50000元",
        "12345.67元",
        "12345 元，20000万元",
        "1000-2000元",
        "1,234,567.89元",
        "￥12345",
        "违约金25000，",
        "每月3000，共12,345.67元",
        "面积12000平方米",
        "10000多人",
        "面积12345.67",
        "拨打110、119",
        "拨打110/119/120",
        "12345热线",
        "致电12345、12315、96345",
        "12345，2026-10-12",
        "95598停电报修",
        "热线12328，12320，12122",
        "拨打963666",
        "118/119/122路公交",
        "B支1路、K155路",
        "地铁5号线",
        "1,2,3,4,5,6,7幢",
        "5、7、9、11、13号楼",
        "一二三四五六七八层",
        "一、二、三、四、五、六、七年级",
        "三三两两，一五一十",
        "工单20261012123456",
        "工单编号：20261012123456、20261013123456",
        "杭政〔2026〕12345号",
        "邮编310012",
        "版本2.5.1",
        "GB/T 2260",
        "K1+234处",
        "比分3:2",
        "尾号1234",
        "第1、2、3项",
    };
    KEEP(texts);
}

/* What begins like an account, a plate or a name, and is none. */
static void test_plain_words(void)
{
    static const char *const texts[] = {
        "微信公众号打不开",
        "微信支付50000元",
        "微信 APP 无法登录",
        "微信号不详",
        "QQ音乐",
        "QQ 2026版",
        "wxpay支付失败",
        "微信：WeChat",
        "加微波炉",
        "浙ABCDEF",
        "浙A停车位",
        "新B12号楼",
        "浙江A座1234",
        "a@b",
        "@某人",
        "张女士来电",
        "欧阳先生",
        "联系人：张女士",
        "张某先生",
        "高中老师",
        "高新技术老板",
        "学校提高全体老师待遇",
        "张贴小广告的女士",
        "张贴广告老板",
        "王府井店长",
        "何时安排老师",
        "何时有老师",
        "黄金老板",
        "白天师傅不在",
        "方便女士",
        "成功女士",
        "马路师傅",
        "位于小区老师",
        "对方经理",
        "周边大妈",
        "江南小学老师",
        "关于路灯，周围居民反映",
        "姓名和电话",
        "姓名：",
        "姓名不详",
        "姓名：不详",
        "姓名：匿名",
        "联系人：无",
        "联系人：物业",
        "联系人：社区工作人员",
        "联系人方便时回电",
        "姓名：见附件所附的清单",
        "我叫了救护车",
        "我叫他来",
        "反映人高度重视",
        "反映人于昨日来电",
        "反映人向社区反映",
        "投诉人曾多次来电",
        "举报人何时能收到答复",
        "业主方多次反映",
        "业主张贴通知",
        "居民楼下施工",
        "居民楼停电",
        "司机马上离开",
        "民警高度负责",
        "老师傅说",
        "朋友是龙华区居民",
        "我是江干区居民",
        "白杨街一家",
        "司机钱不够",
        "投诉对象：杭州某某公司",
        "丈夫夏天在外",
        "患者高血压",
        "微信扫码支付",
        "微博@杭州发布",
        "云C语言",
        "晋A级景区",
        "我是杨家村的",
        "我是高层住户",
        "本人于昨日来电",
        "白天联系",
        "周一至周五",
        "关注黄金周出行",
        "成功路高架下",
    };
    KEEP(texts);
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
    static const char *const before[] = {"",   "电话",   "请拨打：",         "路灯不亮，", "QQ",
                                         "（", "李女士", "2026年10月12日，", "12:30 "};
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
    test_numbers_in_disguise();
    test_accounts();
    test_names();
    test_plain_numbers();
    test_plain_words();
    test_known();
    test_random();
    test_random_telephones();
    test_linear();
    return check_end();
}
