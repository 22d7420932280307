#include "lib/text/mask.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <uchar.h>

/* One walk from left to right: at each character every rule is asked in turn whether something to
 * mask begins there. A rule copies or masks what it knows and returns the bytes that it took, 0 for
 * none. No rule looks ahead further than a bounded number of groups, so that the time is linear.
 * Where a rule can't be sure, too much is masked rather than too little, except where that would
 * spoil what a complaint is about: dates, times, amounts, rooms. */

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

enum {
    SHORTEST_NUMBER = 5,  /* digits; house numbers and years have fewer */
    SHORTEST_GROUPED = 7, /* digits of a number in groups: 888-1234 */
    FIRST_GROUP = 3,      /* digits; so that 3-2-1201, a flat, is none */
    LONGEST_AMOUNT = 7,   /* digits before 元; telephones have more */
    LONG_NUMBER = 11,     /* from here on, the ends can stay */
    HEAD = 3,
    TAIL = 4,
    SHORT_TAIL = 2,
    ID_DIGITS = 17,   /* before the X of an identity card */
    GROUPS_SEEN = 12, /* of one number; the bound of looking ahead */
    DIGITS_SEEN = 32,
    PLATE_SHORT = 5, /* characters behind province and letter */
    PLATE_LONG = 6,  /* of electric cars */
    GIVEN_MOST = 2,  /* characters of a given name */
    LISTED_MOST = 4, /* characters of a name behind "姓名：" */
};

/* Characters in the order of their numbers, for a search by halves. */

/* The commonest surnames of one character, those of Hangzhou among them. */
static const char16_t surnames[] = u"丁万严于付任何余侯俞倪傅冯刘卢史叶向吕吴周唐夏姚姜孔孙孟"
                                   u"宋尹崔康廖张彭徐戴方施曹曾朱李杜杨林柯梁楼樊武段毛江汤汪"
                                   u"沈潘熊王田白石秦程章竺罗翁肖胡苏范莫葛董蒋蔡薛袁裘覃许谢"
                                   u"谭贺贾赵邓邱邵邹郑郝郭金钟钱闫阮陆陈陶雷韦韩顾马高魏黄黎"
                                   u"龙龚";
/* How those of two characters begin; and they themselves. */
static const char16_t compound_beginnings[] = u"上东令公南司夏宇尉慕欧独申皇端诸轩长";
static const char *const compounds[] = {
    "欧阳", "上官", "司马", "司徒", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容",
    "令狐", "长孙", "宇文", "独孤", "南宫", "夏侯", "端木", "申屠", "轩辕",
};
/* What a licence plate begins with. */
static const char16_t provinces[] = u"云京使冀吉宁川新晋桂沪津浙渝湘琼甘皖粤苏蒙藏豫贵赣辽鄂闽"
                                    u"陕青领鲁黑";
/* What goes on after a name rather than belonging to it: 我叫张三住在…. */
static const char16_t sequels[] = u"住反因在地想我手投是电的联要";

static const char *const titles[] = {"先生", "女士", "小姐", "同志", "师傅", "老师"};
static const char *const cues[] = {"我叫", "名叫", "姓名", "联系人"};

/* Common words that begin like a name: 高中老师 is nobody's. */
static const char *const words[] = {
    "高中", "高级", "高校", "高速", "高度", "高层", "马上", "马路", "方便", "方面", "方案", "方式",
    "任何", "任课", "任务", "金额", "金融", "白天", "周围", "周边", "周末", "周一", "周二", "周三",
    "周四", "周五", "周六", "周日", "江边", "钱款", "万一", "何时", "余下", "于是", "严重", "严格",
    "程序", "史上", "陈述", "范围", "石头", "毛病", "夏天", "顾客", "施工", "向上", "许多", "曾经",
    "章程", "康复", "武警", "楼上", "楼下", "楼道", "楼层", "楼长", "夏季", "江南",
};

struct walk {
    struct span text;
    struct buffer *out;
    const struct span *names;
    size_t *name_at; /* where each name comes next; text.length: nowhere */
    size_t name_count;
};

/* ------------------------------------------------------------------ characters */

static size_t character_length(struct span text, size_t at)
{
    uint32_t code_point;
    return at < text.length ? utf8_decode(text.at + at, text.length - at, &code_point) : 0;
}

static uint32_t character_at(struct span text, size_t at)
{
    uint32_t code_point = 0;
    if (at < text.length)
        utf8_decode(text.at + at, text.length - at, &code_point);
    return code_point;
}

/* The character in ASCII, full-width forms, dashes and wide blanks too; 0 for any other and for
 * the end. *taken is its length in bytes. */
static char folded(struct span text, size_t at, size_t *taken)
{
    uint32_t c = 0;
    *taken = 0;
    if (at >= text.length)
        return 0;
    *taken = utf8_decode(text.at + at, text.length - at, &c);
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - '!';
    else if (c == 0x3000 || c == 0xa0)
        c = ' ';
    else if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        c = '-';
    return c < 0x80 ? (char)c : 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool digit_at(struct span text, size_t at)
{
    size_t taken;
    return is_digit(folded(text, at, &taken));
}

static bool is_han(uint32_t c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0x20000 && c <= 0x323af);
}

static bool is_one_of(uint32_t c, const char16_t *sorted, size_t count)
{
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        if (sorted[low + half] == c)
            return true;
        if (sorted[low + half] < c) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return false;
}

#define IS_ONE_OF(c, table) is_one_of(c, table, LENGTH(table) - 1)

/* The length of the first text of the list that stands there, else 0. */
static size_t listed_at(struct span text, size_t at, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i]);
        if (text.length - at >= length && memcmp(text.at + at, list[i], length) == 0)
            return length;
    }
    return 0;
}

static void copy(struct buffer *out, struct span text, size_t from, size_t to)
{
    if (from < to)
        buffer_add(out, text.at + from, to - from);
}

/* ------------------------------------------------------------- names and numbers */

void mask_name(struct span name, struct buffer *out)
{
    size_t at = character_length(name, 0);
    copy(out, name, 0, at);
    for (; at < name.length; at += character_length(name, at))
        buffer_add_byte(out, '*');
}

static bool is_separator(char c)
{
    return c == ' ' || c == '-' || c == '(' || c == ')' || c == '+' || c == '.';
}

/* Counts what is masked in a number: all but the separators. */
static size_t count_signs(struct span number)
{
    size_t count = 0;
    size_t taken;
    for (size_t at = 0; at < number.length; at += taken)
        count += !is_separator(folded(number, at, &taken));
    return count;
}

void mask_number(struct span number, struct buffer *out)
{
    size_t count = count_signs(number);
    size_t head = count >= LONG_NUMBER ? HEAD : 0;
    size_t tail = count >= LONG_NUMBER ? TAIL : SHORT_TAIL;
    size_t seen = 0;
    size_t taken;
    for (size_t at = 0; at < number.length; at += taken) {
        bool stays = is_separator(folded(number, at, &taken));
        if (!stays) {
            stays = seen < head || seen + tail >= count;
            seen++;
        }
        if (stays)
            copy(out, number, at, at + taken);
        else
            buffer_add_byte(out, '*');
    }
}

/* ------------------------------------------------------------------ known names */

static size_t find_name(struct span text, size_t from, struct span name)
{
    const char *found = NULL;
    if (name.length > 0 && name.length <= text.length - from)
        found = memmem(text.at + from, text.length - from, name.at, name.length);
    return found != NULL ? (size_t)(found - text.at) : text.length;
}

static bool has_digits(struct span text)
{
    for (size_t at = 0; at < text.length; at += character_length(text, at))
        if (digit_at(text, at))
            return true;
    return false;
}

/* Without blanks at its ends; nothing where there is none. */
static struct span bare_name(struct span name)
{
    return name.length > 0 ? span_trim(name) : SPAN_NONE;
}

/* The longest of the names that the caller knows. */
static size_t take_known(struct walk *walk, size_t at)
{
    struct span longest = SPAN_NONE;
    for (size_t i = 0; i < walk->name_count; i++) {
        struct span name = bare_name(walk->names[i]);
        if (walk->name_at[i] < at)
            walk->name_at[i] = find_name(walk->text, at, name);
        if (walk->name_at[i] == at && name.length > longest.length)
            longest = name;
    }
    if (longest.length == 0)
        return 0;
    if (has_digits(longest))
        mask_number(longest, walk->out);
    else
        mask_name(longest, walk->out);
    return longest.length;
}

/* ----------------------------------------------------------------------- e-mail */

static bool is_mail_byte(char c)
{
    return is_letter(c) || is_digit(c) || (c != '\0' && strchr("._%+-", c) != NULL);
}

/* The end of the run of such bytes, each run being looked at once only: from its start. */
static size_t mail_run_end(struct span text, size_t at)
{
    while (at < text.length && is_mail_byte(text.at[at]))
        at++;
    return at;
}

static size_t take_mail(const struct walk *walk, size_t at)
{
    struct span text = walk->text;
    if (!is_mail_byte(text.at[at]) || (at > 0 && is_mail_byte(text.at[at - 1])))
        return 0;
    size_t sign = mail_run_end(text, at);
    size_t taken;
    if (folded(text, sign, &taken) != '@')
        return 0;
    size_t end = mail_run_end(text, sign + taken);
    if (end == sign + taken || memchr(text.at + sign + taken, '.', end - sign - taken) == NULL)
        return 0;
    buffer_add_byte(walk->out, text.at[at]);
    for (size_t i = at + 1; i < sign || i == at + 1; i++)
        buffer_add_byte(walk->out, '*'); /* at least one: a@b.cn is an address too */
    copy(walk->out, text, sign, end);
    return end - at;
}

/* ----------------------------------------------------------------------- plates */

/* Province, letter, perhaps a dot, five or six letters and digits. */
static size_t take_plate(const struct walk *walk, size_t at)
{
    struct span text = walk->text;
    uint32_t province = character_at(text, at);
    size_t letter_taken;
    if (!IS_ONE_OF(province, provinces))
        return 0;
    size_t letter = at + character_length(text, at);
    if (!is_letter(folded(text, letter, &letter_taken)))
        return 0;
    size_t start = letter + letter_taken;
    uint32_t dot = character_at(text, start);
    if (dot == 0xb7 || dot == 0x2022 || dot == 0x30fb || dot == '-' || dot == ' ')
        start += character_length(text, start);
    size_t count = 0;
    size_t digits = 0;
    size_t last = start;
    size_t end = start;
    size_t taken;
    for (char c; is_letter(c = folded(text, end, &taken)) || is_digit(c); end += taken) {
        digits += is_digit(c);
        last = end;
        if (++count > PLATE_LONG)
            return 0;
    }
    if (count < PLATE_SHORT || digits == 0)
        return 0;
    copy(walk->out, text, at, start);
    for (; count > 1; count--)
        buffer_add_byte(walk->out, '*');
    copy(walk->out, text, last, end);
    return end - at;
}

/* ---------------------------------------------------------------------- numbers */

/* Digits, perhaps in groups: 0571-8888 1234. */
struct run {
    size_t end;
    size_t digits;
    size_t groups;
    size_t first_end;
    size_t first; /* digits of the first group, the last, the longest */
    size_t last;
    size_t longest;
};

/* Past the digits; *value (if not NULL) is what the first nine are worth. */
static size_t digits_end(struct span text, size_t at, size_t *count, unsigned *value)
{
    size_t taken;
    unsigned worth = 0;
    *count = 0;
    for (char c; is_digit(c = folded(text, at, &taken)); at += taken)
        if (++*count <= 9)
            worth = 10 * worth + (unsigned)(c - '0');
    if (value != NULL)
        *value = worth;
    return at;
}

/* Past the sign and one or two digits worth 1 to `most`; 0 where they are not there. */
static size_t part_end(struct span text, size_t at, char sign, unsigned most)
{
    size_t taken;
    size_t count;
    unsigned value;
    if (folded(text, at, &taken) != sign)
        return 0;
    size_t end = digits_end(text, at + taken, &count, &value);
    return count >= 1 && count <= 2 && value >= 1 && value <= most ? end : 0;
}

/* Past 2026-10-12 or 2026-10, else 0. */
static size_t date_end(struct span text, size_t at)
{
    size_t count;
    size_t taken;
    unsigned year;
    size_t end = digits_end(text, at, &count, &year);
    if (count != 4 || year < 1900 || year > 2099 || (end = part_end(text, end, '-', 12)) == 0)
        return 0;
    size_t day_end = part_end(text, end, '-', 31);
    if (day_end != 0)
        end = day_end;
    return folded(text, end, &taken) == '-' && digit_at(text, end + taken) ? 0 : end;
}

/* Past 12:30 or 12:30:15, else 0. */
static size_t time_end(struct span text, size_t at)
{
    size_t count;
    size_t taken;
    size_t end = digits_end(text, at, &count, NULL);
    if (count < 1 || count > 2)
        return 0;
    size_t parts = 0;
    while (parts < 2 && folded(text, end, &taken) == ':' && digit_at(text, end + taken)) {
        size_t part = digits_end(text, end + taken, &count, NULL);
        if (count != 2)
            return 0;
        end = part;
        parts++;
    }
    return parts > 0 ? end : 0;
}

/* Past up to three separators between two groups of one number; `at` where none are there. */
static size_t separators_end(struct span text, size_t at, bool *point)
{
    size_t taken;
    *point = folded(text, at, &taken) == '.';
    if (*point)
        return at + taken;
    for (int i = 0; i < 3; i++) {
        char c = folded(text, at, &taken);
        if (!is_separator(c) || c == '.' || c == '+')
            break;
        at += taken;
    }
    return at;
}

static bool character_is(struct span text, size_t at, const char *character)
{
    return at < text.length && listed_at(text, at, &character, 1) > 0;
}

/* Adds the next group to the run; false where it is none of it. A point joins only what may be
 * 138.1234.5678, not a decimal or a date. */
static bool add_group(struct span text, struct run *run)
{
    bool point;
    size_t count;
    size_t start = separators_end(text, run->end, &point);
    if (start == run->end || !digit_at(text, start) || date_end(text, start) != 0 ||
        time_end(text, start) != 0)
        return false;
    size_t end = digits_end(text, start, &count, NULL);
    if ((point && (count < 3 || run->last < 3)) || (count == 4 && character_is(text, end, "年")))
        return false;
    run->end = end;
    run->digits += count;
    run->groups++;
    run->last = count;
    if (count > run->longest)
        run->longest = count;
    return true;
}

static struct run read_run(struct span text, size_t at)
{
    struct run run = {.groups = 1};
    run.end = run.first_end = digits_end(text, at, &run.digits, NULL);
    run.first = run.last = run.longest = run.digits;
    while (run.groups < GROUPS_SEEN && run.digits < DIGITS_SEEN && add_group(text, &run))
        continue;
    /* Digits one by one are a number too, as people write them to be read out. */
    bool grouped = run.digits >= SHORTEST_GROUPED && (run.first >= FIRST_GROUP || run.longest == 1);
    if (run.groups > 1 && !grouped)
        run = (struct run){run.first_end, run.first, 1,        run.first_end,
                           run.first,     run.first, run.first};
    return run;
}

/* Money, one amount or from one to another, before its unit; decimals may stand between. */
static bool is_amount(struct span text, size_t at, const struct run *run)
{
    static const char *const units[] = {"元", "块", "万元", "亿元"};
    size_t taken;
    size_t count;
    size_t end = run->end;
    if (run->groups > 2 || run->longest > LONGEST_AMOUNT || folded(text, at, &taken) == '0')
        return false;
    if (folded(text, end, &taken) == '.')
        end = digits_end(text, end + taken, &count, NULL);
    if (folded(text, end, &taken) == ' ')
        end += taken;
    return end < text.length && listed_at(text, end, units, LENGTH(units)) > 0;
}

/* Rooms, from one to another: 1201-1208室. Not 8888 1234楼下见, nor longer numbers. */
static bool is_room(struct span text, size_t at, const struct run *run)
{
    static const char *const units[] = {"室", "幢", "栋", "楼", "户", "弄", "层"};
    return run->groups == 2 && run->longest < SHORTEST_NUMBER && run->end < text.length &&
           memchr(text.at + at, ' ', run->end - at) == NULL &&
           listed_at(text, run->end, units, LENGTH(units)) > 0;
}

static size_t take_number(const struct walk *walk, size_t at)
{
    struct span text = walk->text;
    if (!digit_at(text, at))
        return 0;
    size_t end = date_end(text, at);
    if (end == 0)
        end = time_end(text, at);
    if (end != 0) {
        copy(walk->out, text, at, end);
        return end - at;
    }
    struct run run = read_run(text, at);
    size_t taken;
    char next = folded(text, run.end, &taken);
    if (run.digits == ID_DIGITS && (next == 'X' || next == 'x'))
        run.end += taken;
    if (run.digits < SHORTEST_NUMBER || is_amount(text, at, &run) || is_room(text, at, &run))
        copy(walk->out, text, at, run.end);
    else
        mask_number((struct span){text.at + at, run.end - at}, walk->out);
    return run.end - at;
}

/* ------------------------------------------------------------------------ names */

static size_t title_at(struct span text, size_t at)
{
    return at < text.length ? listed_at(text, at, titles, LENGTH(titles)) : 0;
}

/* The bytes of a surname, of two characters or one; 0 where none stands, or a common word. */
static size_t surname_at(struct span text, size_t at)
{
    uint32_t c = character_at(text, at);
    if (IS_ONE_OF(c, compound_beginnings)) {
        size_t length = listed_at(text, at, compounds, LENGTH(compounds));
        if (length > 0)
            return length;
    }
    if (!IS_ONE_OF(c, surnames) || listed_at(text, at, words, LENGTH(words)) > 0)
        return 0;
    return character_length(text, at);
}

/* Past the given name of up to two characters that ends where a title, or what can't be of a name,
 * begins. */
static size_t given_end(struct span text, size_t at)
{
    for (int i = 0; i < GIVEN_MOST; i++) {
        uint32_t c = character_at(text, at);
        if (!is_han(c) || title_at(text, at) > 0 || IS_ONE_OF(c, sequels))
            break;
        at += character_length(text, at);
    }
    return at;
}

static void add_stars(const struct walk *walk, size_t from, size_t to)
{
    for (size_t at = from; at < to; at += character_length(walk->text, at))
        buffer_add_byte(walk->out, '*');
}

/* 张三先生, 张先生: the surname and the title stay. */
static size_t take_titled(const struct walk *walk, size_t at)
{
    struct span text = walk->text;
    size_t surname = surname_at(text, at);
    if (surname == 0)
        return 0;
    size_t end = at + surname;
    for (int i = 0; i < GIVEN_MOST && title_at(text, end) == 0; i++) {
        if (!is_han(character_at(text, end)))
            return 0;
        end += character_length(text, end);
    }
    size_t title = title_at(text, end);
    if (title == 0)
        return 0;
    copy(walk->out, text, at, at + surname);
    add_stars(walk, at + surname, end);
    copy(walk->out, text, end, end + title);
    return end + title - at;
}

/* Past the Chinese characters from there, at most one more than a name has. */
static size_t han_end(struct span text, size_t at, size_t *count)
{
    for (*count = 0; *count <= LISTED_MOST && is_han(character_at(text, at)); ++*count)
        at += character_length(text, at);
    return at;
}

/* 我叫张三, 姓名：张三. Behind a colon all that stands there is a name, whatever the surname. */
static size_t take_introduced(const struct walk *walk, size_t at)
{
    struct span text = walk->text;
    size_t cue = listed_at(text, at, cues, LENGTH(cues));
    if (cue == 0)
        return 0;
    size_t name = at + cue;
    size_t taken;
    bool colon = folded(text, name, &taken) == ':';
    if (colon)
        name += taken;
    if (folded(text, name, &taken) == ' ')
        name += taken;
    copy(walk->out, text, at, name);
    size_t count;
    size_t surname = surname_at(text, name);
    size_t end = han_end(text, name, &count);
    if (surname > 0) {
        copy(walk->out, text, name, name + surname);
        end = given_end(text, name + surname);
        add_stars(walk, name + surname, end);
    } else if (colon && count >= 2 && count <= LISTED_MOST) {
        mask_name((struct span){text.at + name, end - name}, walk->out);
    } else {
        end = name;
    }
    return end - at;
}

/* ------------------------------------------------------------------------- text */

static size_t take(struct walk *walk, size_t at)
{
    size_t taken = take_known(walk, at);
    if (taken == 0)
        taken = take_mail(walk, at);
    if (taken == 0)
        taken = take_number(walk, at);
    if (taken == 0)
        taken = take_plate(walk, at);
    if (taken == 0)
        taken = take_introduced(walk, at);
    if (taken == 0)
        taken = take_titled(walk, at);
    return taken;
}

void mask_text(struct span text, const struct span *names, size_t name_count, struct buffer *out)
{
    struct walk walk = {
        .text = text,
        .out = out,
        .names = names,
        .name_at = memory_get((name_count + 1) * sizeof(size_t)),
        .name_count = name_count,
    };
    for (size_t i = 0; i < name_count; i++)
        walk.name_at[i] = find_name(text, 0, bare_name(names[i]));
    for (size_t at = 0; at < text.length;) {
        size_t taken = take(&walk, at);
        if (taken == 0) {
            taken = character_length(text, at);
            copy(out, text, at, at + taken);
        }
        at += taken;
    }
    free(walk.name_at);
}
