#include "lib/text/mask_rules.h"
#include "lib/text/name_words.h"

enum {
    GIVEN_MOST = 2,    /* signs of a given name */
    LISTED_MOST = 4,   /* signs of a name in a field: 姓名：冼星海 */
    FIELD_MOST = 8,    /* signs in which a field may say that it holds no name */
    FOREIGN_MOST = 40, /* signs of a name in letters, or with points: 买买提·艾力 */
    LATIN_LEAST = 3,
    WORD_MOST = 5,   /* signs of a word before a number: 身份证号码 */
    BEFORE_MOST = 4, /* signs between a name and a telephone */
};

static bool is_middle_point(char32_t sign)
{
    return sign_is_of(sign, u"·•・‧");
}

void mask_name_signs(struct signs *signs, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (!sign_is_separator(sign_at(signs, at)))
            signs_mask(signs, at, at + 1);
}

/* Past the given name of up to two signs, which ends where what can't be of a name begins. */
static size_t given_end(const struct signs *signs, size_t at)
{
    size_t end = at;
    while (end - at < GIVEN_MOST && sign_is_han(sign_at(signs, end)) &&
           title_at(signs, end, false) == 0 && !is_sequel_at(signs, end) &&
           !sign_is_of(sign_at(signs, end), u"的是我在") &&
           (end == at || !is_sequel_sign(sign_at(signs, end))))
        end++;
    return end;
}

/* ----------------------------------------------------------------------- titles */

/* Before a rare surname, which may be of an everyday word, the text must make a start. */
static bool is_start(const struct signs *signs, size_t at)
{
    char32_t before = sign_before(signs, at);
    return !sign_is_han(before) || sign_is_of(before, u"找系叫是人对和与给由为姓户主被跟让请问");
}

/* Where the given name behind the surname ends in a title; 0: it doesn't. */
static size_t title_behind(const struct signs *signs, size_t at, bool sure)
{
    size_t end = at;
    while (end - at < GIVEN_MOST && title_at(signs, end, sure) == 0) {
        if (!sign_is_han(sign_at(signs, end)) || is_particle(sign_at(signs, end)))
            return 0;
        end++;
    }
    bool place = !sure && end > at && sign_is_of(sign_before(signs, end), u"区县镇乡街村巷");
    return !place && title_at(signs, end, sure) > 0 ? end : 0;
}

/* 张三先生: the surname and the title stay. */
size_t mask_titled_at(struct signs *signs, size_t at)
{
    size_t surname = surname_at(signs, at, SURNAME_COMMON);
    size_t title = surname > 0 ? title_behind(signs, at + surname, false) : 0;
    if (title == 0 && is_start(signs, at)) {
        surname = surname_at(signs, at, SURNAME_RARE);
        title = surname > 0 ? title_behind(signs, at + surname, true) : 0;
    }
    if (title == 0)
        return 0;
    mask_name_signs(signs, at + surname, title);
    return title + title_at(signs, title, false) - at;
}

/* ----------------------------------------------------------------------- fields */

/* Marks all but the first sign; returns what it was given as the end. */
static size_t mask_rest(struct signs *signs, size_t at, size_t end)
{
    mask_name_signs(signs, at + 1, end);
    return end;
}

/* John Smith. */
static size_t latin_end(const struct signs *signs, size_t at)
{
    size_t end = at;
    size_t last = at;
    for (char32_t c = sign_at(signs, at);
         end - at < FOREIGN_MOST && (sign_is_letter(c) || (end > at && sign_is_of(c, u" .'-")));
         c = sign_at(signs, ++end))
        if (sign_is_letter(c))
            last = end + 1;
    return last - at >= LATIN_LEAST ? last : at;
}

/* 买买提·艾力. */
static size_t pointed_end(const struct signs *signs, size_t at)
{
    size_t end = at;
    bool point = false;
    for (char32_t c; end - at < FOREIGN_MOST; end++) {
        c = sign_at(signs, end);
        if (!sign_is_han(c) && !(end > at && is_middle_point(c)))
            break;
        point = point || is_middle_point(c);
    }
    return point ? end : at;
}

/* Whatever stands there up to what can't be of a name; nothing where that is too long. */
static size_t listed_end(const struct signs *signs, size_t at)
{
    size_t end = at;
    while (end - at <= LISTED_MOST && sign_is_han(sign_at(signs, end)) &&
           title_at(signs, end, false) == 0 && !is_sequel_at(signs, end))
        end++;
    if (end == at + 1 && sign_at(signs, end) == U' ' && sign_is_han(sign_at(signs, end + 1)) &&
        !sign_is_han(sign_at(signs, end + 2)))
        return end + 2; /* 张　三 */
    return end - at <= LISTED_MOST ? end : at;
}

/* 张三, of a surname that is known. Returns its end. */
static size_t mask_given(struct signs *signs, size_t at, size_t surname)
{
    size_t end = given_end(signs, at + surname);
    mask_name_signs(signs, at + surname, end);
    return end;
}

/* A name that fills a field, whatever the surname. Returns its end; `at`: there is none. */
static size_t mask_filling(struct signs *signs, size_t at)
{
    size_t end = latin_end(signs, at);
    if (end == at)
        end = pointed_end(signs, at);
    if (end > at)
        return mask_rest(signs, at, end);
    size_t surname = surname_at(signs, at, SURNAME_ANY);
    end = listed_end(signs, at);
    if (is_no_name_at(signs, at, end > at ? end : at + FIELD_MOST))
        return at;
    if (end > at + 1 && surname == 0)
        return mask_rest(signs, at, end);
    if (surname > 0 && end > at + surname && end <= at + surname + GIVEN_MOST) {
        mask_name_signs(signs, at + surname, end);
        return end;
    }
    return surname > 0 ? mask_given(signs, at, surname) : at;
}

/* Past a colon, or 是, with blanks and brackets; *colon says whether it is there. */
static size_t colon_end(const struct signs *signs, size_t at, bool *colon)
{
    while (sign_is_of(sign_at(signs, at), u" )】]\"”"))
        at++;
    *colon = sign_is_of(sign_at(signs, at), u":是为叫=");
    if (*colon)
        at++;
    while (*colon && sign_is_of(sign_at(signs, at), u" [【\"“"))
        at++;
    return at;
}

/* The names of a field: 联系人：张三、李四. */
static size_t mask_fillings(struct signs *signs, size_t at)
{
    size_t end = mask_filling(signs, at);
    while (end > at && sign_is_of(sign_at(signs, end), u"、/") &&
           surname_at(signs, end + 1, SURNAME_ANY) > 0) {
        at = end + 1;
        end = mask_filling(signs, at);
    }
    return end > at ? end : at;
}

/* A name behind 我叫: of a surname, or in letters. */
static size_t mask_own_name(struct signs *signs, size_t at)
{
    while (sign_is_of(sign_at(signs, at), u" :\"“"))
        at++;
    size_t surname = surname_at(signs, at, SURNAME_ANY);
    size_t end = latin_end(signs, at);
    if (end > at)
        return mask_rest(signs, at, end);
    return surname > 0 ? mask_given(signs, at, surname) : at;
}

/* A name with a common surname where none was announced: 反映人张三, and 业主王小明反映, where the
 * name must come to an end. */
static size_t mask_following(struct signs *signs, size_t at, enum surname which, bool ends)
{
    size_t surname = surname_at(signs, at, which);
    if (surname == 0 || is_particle(sign_at(signs, at + surname)) ||
        sign_is_of(sign_at(signs, at), ends ? u"于向曾付万方楼" : u"于向曾付万"))
        return at;
    size_t end = given_end(signs, at + surname);
    char32_t next = sign_at(signs, end);
    if (end - at > surname + 1 && sign_is_of(sign_before(signs, end), u"区县镇乡街村路巷苑"))
        return at; /* a place */
    if (ends && sign_is_han(next) && !is_sequel_at(signs, end) && !is_sequel_sign(next) &&
        title_at(signs, end, false) == 0)
        return at;
    mask_name_signs(signs, at + surname, end);
    return end;
}

/* The same for names one after the other: 民警张三、李四. */
static size_t mask_all_following(struct signs *signs, size_t at, bool ends)
{
    size_t end = mask_following(signs, at, SURNAME_COMMON, ends);
    while (end > at && sign_is_of(sign_at(signs, end), u"、,/和与")) {
        bool listed = sign_at(signs, end) == U'、';
        at = end + 1;
        end = mask_following(signs, at, listed ? SURNAME_RARE : SURNAME_COMMON, !listed);
    }
    return end;
}

/* 我叫张三, 姓名：张三, 反映人张三, 业主张三. */
size_t mask_introduced_at(struct signs *signs, size_t at)
{
    bool colon;
    size_t cue = introduction_at(signs, at);
    if (cue > 0)
        return mask_own_name(signs, at + cue) - at;
    cue = name_label_at(signs, at);
    if (cue > 0) {
        size_t name = colon_end(signs, at + cue, &colon);
        return (colon ? mask_fillings(signs, name) : mask_all_following(signs, name, false)) - at;
    }
    cue = role_at(signs, at);
    if (cue == 0)
        return 0;
    size_t name = colon_end(signs, at + cue, &colon);
    return mask_all_following(signs, name, !colon) - at;
}

/* ------------------------------------------------------------- before what they do */

/* Whether a given name of so many signs stands there, and then that somebody turns to the hotline.
 */
static bool given_turns(const struct signs *signs, size_t at, size_t length)
{
    for (size_t i = at; i < at + length; i++)
        if (!sign_is_han(sign_at(signs, i)) || is_particle(sign_at(signs, i)))
            return false;
    char32_t last = sign_at(signs, at + length - 1);
    return !is_group_end(last) && !sign_is_of(last, u"某") && is_turning_at(signs, at + length);
}

/* 王小明反映, where a sentence begins: nobody is announced there, so what begins or ends like an
 * ordinary word is none, and a rare surname needs two signs of a given name. */
size_t mask_turning_at(struct signs *signs, size_t at)
{
    size_t surname = surname_at(signs, at, SURNAME_COMMON);
    size_t least = 1;
    if (surname == 0) {
        surname = surname_at(signs, at, SURNAME_RARE);
        least = GIVEN_MOST;
    }
    if (surname == 0 || !is_start(signs, at) || sign_is_of(sign_at(signs, at), u"于向曾付万方楼"))
        return 0;
    for (size_t length = GIVEN_MOST; length >= least; length--)
        if (given_turns(signs, at + surname, length)) {
            mask_name_signs(signs, at + surname, at + surname + length);
            return surname + length;
        }
    return 0;
}

/* ------------------------------------------------------------- before telephones */

/* How many signs the name has that ends there, 0: none does. */
static size_t name_that_ends(const struct signs *signs, size_t end)
{
    for (size_t length = 4; length >= 2; length--) {
        size_t at = end - length;
        size_t surname = length <= end ? surname_at(signs, at, SURNAME_RARE) : 0;
        if (surname > 0 && length > surname && length <= surname + GIVEN_MOST &&
            is_start(signs, at) && given_end(signs, at + surname) == end)
            return length;
    }
    return 0;
}

/* Back over separators. */
static size_t separators_start(const struct signs *signs, size_t at)
{
    size_t start = at;
    while (at - start < BEFORE_MOST && sign_is_separator(sign_before(signs, start)))
        start--;
    return start;
}

void mask_name_before(struct signs *signs, size_t at)
{
    static const char16_t *const words[] = {u"电话",     u"手机",       u"号码",     u"手机号",
                                            u"身份证",   u"联系电话",   u"电话号码", u"手机号码",
                                            u"身份证号", u"身份证号码", u"联系方式", NULL};
    size_t end = separators_start(signs, at);
    for (size_t length = WORD_MOST; length >= 2; length--)
        if (length < end && signs_match_any(signs, end - length, words) == length) {
            end = separators_start(signs, end - length);
            break;
        }
    size_t length = name_that_ends(signs, end);
    if (length > 0)
        mask_name_signs(signs, end - length + surname_at(signs, end - length, SURNAME_RARE), end);
}
