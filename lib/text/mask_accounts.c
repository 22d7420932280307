#include "lib/text/mask_rules.h"

enum {
    ACCOUNT_MOST = 40,  /* signs of an id that are looked at */
    ACCOUNT_LEAST = 6,  /* by the rules of WeChat */
    LABELLED_LEAST = 4, /* where the text says that it is an id: 微信号：abcd */
    CONNECTIVES_MOST = 6,
    FIRST_PICTURE = 0x1f000, /* 👉 */
    LAST_PICTURE = 0x1faff,
};

/* ------------------------------------------------------------------------- mail */

static bool is_mail_sign(char32_t sign)
{
    return sign_is_letter(sign) || sign_is_digit(sign) || sign_is_of(sign, u"._%+-");
}

static size_t mail_run_end(const struct signs *signs, size_t at)
{
    while (is_mail_sign(sign_at(signs, at)))
        at++;
    return at;
}

/* Past a host with a point in it, which may be a Chinese one, or in words: qq。com, qq点com. */
static size_t host_end(const struct signs *signs, size_t at)
{
    bool point = false;
    size_t end = at;
    for (char32_t c; is_mail_sign(c = sign_at(signs, end)) || sign_is_of(c, u"。点"); end++) {
        if (sign_is_of(c, u"。点") && !sign_is_letter(sign_at(signs, end + 1)))
            break;
        point = point || (end > at && sign_is_of(c, u".。点"));
    }
    return point ? end : 0;
}

/* Each run of such signs is looked at once only: from its start. */
size_t mask_mail_at(struct signs *signs, size_t at)
{
    static const char16_t *const at_signs[] = {u"@",     u" @",   u"(@)",   u"(at)",
                                               u" (at)", u"[at]", u"{at}",  u"【at】",
                                               u" [at]", u"艾特", u" 艾特", NULL};
    if (!is_mail_sign(sign_at(signs, at)) || is_mail_sign(sign_before(signs, at)))
        return 0;
    size_t end = mail_run_end(signs, at);
    size_t sign = signs_match_any(signs, end, at_signs);
    size_t host = end + sign;
    if (sign == 0)
        return 0;
    if (sign_at(signs, host) == U' ')
        host++;
    size_t stop = host_end(signs, host);
    if (stop == 0)
        return 0;
    signs_mask(signs, end > at + 1 ? at + 1 : at, end);
    return stop - at;
}

/* --------------------------------------------------------------------- accounts */

/* With the ways round the filters of the platforms. */
static const char16_t *const account_cues[] = {
    u"微信",   u"维信", u"卫信",   u"葳信",     u"微芯",     u"薇芯",   u"威心",     u"v心",
    u"v芯",    u"v同",  u"微同",   u"薇同",     u"+wx",      u"加wx",   u"薇信",     u"威信",
    u"徽信",   u"溦信", u"围信",   u"微心",     u"微 信",    u"微❤",    u"微♥",      u"薇❤",
    u"v❤",     u"v♥",   u"v信",    u"v 信",     u"微x",      u"微xin",  u"wei信",    u"wechat",
    u"weixin", u"vxin", u"v xin",  u"wei xin",  u"vx",       u"v x",    u"wx",       u"w x",
    u"v:",     u"v号",  u"微:",    u"微号",     u"薇:",      u"薇号",   u"卫星号",   u"绿泡泡",
    u"企微",   u"微我", u"加微",   u"加我微",   u"加个微",   u"加下微", u"加薇",     u"加我薇",
    u"加威",   u"加v",  u"加 v",   u"加我v",    u"加个v",    u"加下v",  u"+v",       u"+微",
    u"+薇",    u"➕v",   u"➕微",    u"➕薇",      u"qq",       u"q q",    u"q群",      u"q号",
    u"q:",     u"扣扣", u"球球",   u"企鹅号",   u"抖音号",   u"快手号", u"小红书号", u"钉钉号",
    u"陌陌",   u"微博", u"支付宝", u"闲鱼账号", u"淘宝账号", NULL,
};

/* Between a cue and the id; those of the first list say that an id comes. */
static const char16_t *const labels[] = {u"号码",   u"号",   u"账号", u"帐号", u"账户",
                                         u"id",     u"群号", u":",    u"是",   u"为",
                                         u"用户名", u"叫",   u"=",    NULL};
static const char16_t *const connectives[] = {
    u" ",      u"→",    u"~",      u"<",        u">",          u"《",     u"『",   u"'",    u"‘",
    u";",      u"群",   u"(",      u"[",        u"【",         u"\"",     u"“",    u"「",   u"-",
    u"/",      u"同号", u"同手机", u"同手机号", u"同手机号码", u"同电话", u"同步", u"同名", u"同",
    u"就",     u"也",   u"都",     u"搜",       u"搜索",       u"加",     u"加我", u"添加", u"联系",
    u"联系我", u"好友", u")",      u"邮箱",     u"名",         u"昵称",   NULL,
};
/* What else stands behind a cue. */
static const char16_t *const no_accounts[] = {u"wechat", u"weixin",  u"http",      u"https",
                                              u"iphone", u"android", u"windows",   u"vivo",
                                              u"huawei", u"xiaomi",  u"harmonyos", NULL};

/* How sure it is that what stands behind a cue is an id. Behind a comma, or attached to the cue's
 * letters, it may be another word. */
enum link { LINK_LOOSE, LINK_LABELLED, LINK_WEAK };

static bool is_account_sign(char32_t sign)
{
    return sign_is_letter(sign) || sign_is_digit(sign) || sign == U'_' || sign == U'-';
}

/* Past what leads from the cue to the id at this place: 0 signs where nothing does. */
static size_t connective_at(const struct signs *signs, size_t at, enum link *link)
{
    char32_t sign = sign_at(signs, at);
    size_t label = signs_match_any(signs, at, labels);
    if (label > 0)
        *link = LINK_LABELLED;
    else if (sign_is_of(sign, u",、") && *link == LINK_LOOSE)
        *link = LINK_WEAK;
    if (label > 0)
        return label;
    bool pointing = sign >= FIRST_PICTURE && sign <= LAST_PICTURE;
    return pointing || sign_is_of(sign, u",、") ? 1 : signs_match_any(signs, at, connectives);
}

static size_t connectives_end(const struct signs *signs, size_t at, enum link *link)
{
    size_t end = at;
    *link = LINK_LOOSE;
    for (int i = 0; i < CONNECTIVES_MOST; i++)
        end += connective_at(signs, end, link);
    if (end == at && sign_is_letter(sign_before(signs, at)) && sign_is_letter(sign_at(signs, at)))
        *link = LINK_WEAK;
    return end;
}

/* Marks an id with a letter in it, but for its first sign; returns how many signs it has, or 0.
 * Where that may be another word, wxpay, it has a digit: wxlisi2026. */
static size_t mask_word(struct signs *signs, size_t at, enum link link)
{
    size_t letters = 0;
    size_t digits = 0;
    size_t end = at;
    for (; end - at < ACCOUNT_MOST && is_account_sign(sign_at(signs, end)); end++) {
        letters += sign_is_letter(sign_at(signs, end));
        digits += sign_is_digit(sign_at(signs, end));
    }
    size_t length = end - at;
    size_t least = link == LINK_LABELLED ? LABELLED_LEAST : ACCOUNT_LEAST;
    if (letters == 0 || length < least || (link == LINK_WEAK && digits == 0) ||
        signs_match_any(signs, at, no_accounts) == length)
        return 0;
    signs_mask(signs, at + 1, end);
    return length;
}

/* wxid_k3j9d2: what WeChat gives where nobody chose one. */
static size_t mask_given_id(struct signs *signs, size_t at)
{
    size_t cue = signs_match(signs, at, u"wxid_");
    size_t end = at + cue;
    if (cue == 0)
        return 0;
    while (is_account_sign(sign_at(signs, end)))
        end++;
    signs_mask(signs, at + cue, end);
    return end - at;
}

size_t mask_account_at(struct signs *signs, size_t at)
{
    enum link link;
    bool inside = sign_is_letter(sign_at(signs, at)) &&
                  (sign_is_letter(sign_before(signs, at)) || sign_is_digit(sign_before(signs, at)));
    if (inside)
        return 0;
    size_t taken = mask_given_id(signs, at);
    size_t cue = signs_match_any(signs, at, account_cues);
    if (taken > 0 || cue == 0)
        return taken;
    size_t id = connectives_end(signs, at + cue, &link);
    taken = mask_word(signs, id, link);
    if (taken == 0 && link != LINK_WEAK)
        taken = mask_account_number_at(signs, id);
    return taken > 0 ? id + taken - at : 0;
}
