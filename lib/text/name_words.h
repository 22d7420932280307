/* What names are told by: surnames, the words before and behind a name, and the ordinary words that
 * begin or end like one. */
#ifndef H12_TEXT_NAME_WORDS_H
#define H12_TEXT_NAME_WORDS_H

#include "lib/text/signs.h"

/* How sure one must be of a surname. */
enum surname {
    SURNAME_COMMON, /* one of the commonest, and not where an ordinary word stands: 高中 */
    SURNAME_RARE,   /* a rare one too */
    SURNAME_ANY,    /* a rare one too, and a common one whatever word it may begin: 我叫高兴 */
};

/* How many signs the surname takes that stands there, two for 欧阳; 0: none. */
size_t surname_at(const struct signs *signs, size_t at, enum surname which);
/* Whether a common surname of one sign stands there. */
bool is_common_surname(char32_t sign);

/* The length of a title: 先生, 老师; `sure`: only those before which hardly anything but a name
 * stands. */
size_t title_at(const struct signs *signs, size_t at, bool sure);
/* Words that go on behind a name, none of which is of one: 电话, 反映. */
bool is_sequel_at(const struct signs *signs, size_t at);
/* Words that somebody turns to the hotline: 反映, 投诉, 举报, 来电. */
bool is_turning_at(const struct signs *signs, size_t at);
/* Whether a sign ends a word for people, bodies, places and times, and hardly ever a name: 人, 处.
 */
bool is_group_end(char32_t sign);
/* Signs that go on behind a name that is whole already: 张三说. */
bool is_sequel_sign(char32_t sign);
/* Whether a sign is of no given name before a title: 的, 和, 请. */
bool is_particle(char32_t sign);

/* The length of what a name follows at once: 我叫. */
size_t introduction_at(const struct signs *signs, size_t at);
/* Of the name of a field: 姓名, 联系人. */
size_t name_label_at(const struct signs *signs, size_t at);
/* Of what somebody is: 业主, 民警. */
size_t role_at(const struct signs *signs, size_t at);
/* Whether what fills a field there is no name: 不详, 物业. */
bool is_no_name_at(const struct signs *signs, size_t at, size_t end);

#endif
