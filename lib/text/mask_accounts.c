#include "lib/text/mask_rules.h"

enum {
    ACCOUNT_MOST = 40,  /* signs of an id that are looked at */
    ACCOUNT_LEAST = 6,  /* by the rules of WeChat */
    LABELLED_LEAST = 4, /* where the text says that it is an id: 微信号：abcd */
    CONNECTIVES_MOST = 4,
    PLATE_SHORT = 5, /* signs behind province and letter */
    PLATE_LONG = 6,  /* of electric cars */
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

/* Past a host with a point in it, which may be a Chinese one: qq。com. */
static size_t host_end(const struct signs *signs, size_t at)
{
    bool point = false;
    size_t end = at;
    for (char32_t c; is_mail_sign(c = sign_at(signs, end)) || c == U'。'; end++) {
        if (c == U'。' && !sign_is_letter(sign_at(signs, end + 1)))
            break;
        point = point || (end > at && sign_is_of(c, u".。"));
    }
    return point ? end : 0;
}

/* Each run of such signs is looked at once only: from its start. */
size_t mask_mail_at(struct signs *signs, size_t at)
{
    static const char16_t *const at_signs[] = {u"@", u" @", u"(at)", u"[at]", u" (at)", NULL};
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

static const char16_t *const account_cues[] = {
    u"微信", u"薇信", u"威信",   u"微❤",    u"v信",    u"wechat",   u"weixin",
    u"vx",   u"wx",   u"qq",     u"扣扣",   u"企鹅号", u"加微",     u"加v",
    u"加薇", u"q群",  u"抖音号", u"快手号", u"支付宝", u"闲鱼账号", u"淘宝账号",
    u"陌陌", u"v:",   u"微博",   NULL,
};

/* Between a cue and the id; those of the first list say that an id comes. */
static const char16_t *const labels[] = {u"号码", u"号", u"账号", u"帐号", u"账户", u"id", u"群号",
                                         u":",    u"是", u"为",   u"叫",   u"=",    NULL};
static const char16_t *const connectives[] = {u" ", u"群", u"(", u"[", u"【", u"\"",
                                              u"“", u"「", u"-", u"/", NULL};
/* What else stands behind a cue. */
static const char16_t *const no_accounts[] = {u"wechat",  u"weixin",  u"http", u"https", u"iphone",
                                              u"android", u"windows", u"vivo", NULL};

static bool is_account_sign(char32_t sign)
{
    return sign_is_letter(sign) || sign_is_digit(sign) || sign == U'_' || sign == U'-';
}

/* Past what leads from the cue to the id. */
static size_t connectives_end(const struct signs *signs, size_t at, bool *labelled)
{
    *labelled = false;
    for (int i = 0; i < CONNECTIVES_MOST; i++) {
        size_t label = signs_match_any(signs, at, labels);
        *labelled = *labelled || label > 0;
        at += label > 0 ? label : signs_match_any(signs, at, connectives);
    }
    return at;
}

/* Marks an id with a letter in it, but for its first sign; returns how many signs it has, or 0. */
static size_t mask_word(struct signs *signs, size_t at, bool labelled)
{
    size_t letters = 0;
    size_t end = at;
    for (; end - at < ACCOUNT_MOST && is_account_sign(sign_at(signs, end)); end++)
        letters += sign_is_letter(sign_at(signs, end));
    size_t length = end - at;
    if (letters == 0 || length < (labelled ? (size_t)LABELLED_LEAST : (size_t)ACCOUNT_LEAST) ||
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
    bool labelled;
    bool inside = sign_is_letter(sign_at(signs, at)) &&
                  (sign_is_letter(sign_before(signs, at)) || sign_is_digit(sign_before(signs, at)));
    if (inside)
        return 0;
    size_t taken = mask_given_id(signs, at);
    size_t cue = signs_match_any(signs, at, account_cues);
    if (taken > 0 || cue == 0)
        return taken;
    size_t id = connectives_end(signs, at + cue, &labelled);
    bool attached = id == at + cue && sign_is_letter(sign_before(signs, id));
    if (attached && sign_is_letter(sign_at(signs, id)))
        return 0; /* another word: wxpay */
    taken = mask_word(signs, id, labelled);
    if (taken == 0)
        taken = mask_account_number_at(signs, id);
    return taken > 0 ? id + taken - at : 0;
}

/* ----------------------------------------------------------------------- plates */

/* What a licence plate begins with, in the order of their numbers. */
static const char16_t provinces[] = u"云京使冀吉宁川新晋桂沪津浙渝湘琼甘皖粤苏蒙藏豫贵赣辽鄂闽"
                                    u"陕青领鲁黑";

/* At most two separators. */
static size_t gap_end(const struct signs *signs, size_t at)
{
    size_t end = at;
    while (end - at < 2 && sign_is_separator(sign_at(signs, end)))
        end++;
    return end;
}

/* Past the letters and digits of a plate, which a separator may part: 12 345, and perhaps 学, 警 in
 * the last one's place. 0 where they are too few or too many, or letters only. *last is the sign
 * that stays. */
static size_t serial_end(const struct signs *signs, size_t at, size_t *last)
{
    size_t count = 0;
    size_t digits = 0;
    size_t end = at;
    for (size_t next = at; count <= PLATE_LONG; next = gap_end(signs, end)) {
        char32_t c = sign_at(signs, next);
        if (!sign_is_digit(c) && !sign_is_letter(c))
            break;
        if (next > end && count >= PLATE_SHORT)
            break;
        digits += sign_is_digit(c);
        count++;
        *last = next;
        end = next + 1;
    }
    if (count == PLATE_SHORT - 1 && sign_is_of(sign_at(signs, end), u"学警挂港澳领使")) {
        count++;
        end++;
    }
    return count >= PLATE_SHORT && count <= PLATE_LONG && digits > 0 ? end : 0;
}

/* Province, letter, five or six letters and digits; or without the province behind 车牌号. */
size_t mask_plate_at(struct signs *signs, size_t at)
{
    static const char16_t *const cues[] = {u"车牌", u"车牌号", u"车牌号码", u"车号", NULL};
    size_t cue = signs_match_any(signs, at, cues);
    size_t start = at + cue;
    size_t last;
    if (cue > 0 && sign_is_of(sign_at(signs, start), u":是为 "))
        start++;
    size_t letter = start;
    if (SIGN_IS_IN(sign_at(signs, start), provinces))
        letter = gap_end(signs, start + 1);
    else if (cue == 0)
        return 0;
    if (!sign_is_letter(sign_at(signs, letter)))
        return 0;
    size_t serial = gap_end(signs, letter + 1);
    size_t end = serial_end(signs, serial, &last);
    if (end == 0)
        return 0;
    for (size_t i = serial; i < last; i++)
        if (!sign_is_separator(sign_at(signs, i)))
            signs_mask(signs, i, i + 1);
    return end - at;
}
