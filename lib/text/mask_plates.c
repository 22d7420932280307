#include "lib/text/mask_rules.h"

enum {
    PLATE_SHORT = 5, /* signs behind province and letter */
    PLATE_LONG = 6,  /* of electric cars */
};

/* What licence plates begin with, in the order of their numbers: provinces, and what the army had
 * before 2004 and people still write. */
static const char16_t provinces[] = u"云京使冀吉宁川新晋桂沪津浙渝湘琼甘皖粤苏蒙藏豫贵赣辽鄂闽"
                                    u"陕青领鲁黑";
static const char16_t armies[] = u"兰军北南广成沈济海空";

/* The letters and digits of a plate. */
struct serial {
    size_t start, end;
    size_t last; /* the sign that stays */
    size_t count;
    size_t digits;
};

static bool is_digit(char32_t sign)
{
    return sign_is_digit(sign) || sign_han_digit(sign) >= 0;
}

/* At most two separators. */
static size_t gap_end(const struct signs *signs, size_t at)
{
    size_t end = at;
    while (end - at < 2 && sign_is_separator(sign_at(signs, end)))
        end++;
    return end;
}

/* What stands in the last one's place: learners, police, trailers, Hong Kong and Macao, consulates,
 * oversize, rescue. */
static size_t kind_at(const struct signs *signs, size_t at)
{
    static const char16_t *const kinds[] = {u"学", u"警", u"挂", u"港",   u"澳", u"领",
                                            u"使", u"超", u"试", u"应急", NULL};
    return signs_match_any(signs, at, kinds);
}

/* Letters and digits from there, which a separator may part, 12 345; false where they are too few
 * or too many, or letters only. */
static bool read_serial(const struct signs *signs, size_t at, struct serial *serial)
{
    *serial = (struct serial){.start = at, .end = at};
    for (size_t next = at; serial->count <= PLATE_LONG; next = gap_end(signs, serial->end)) {
        char32_t c = sign_at(signs, next);
        if (!is_digit(c) && !sign_is_letter(c))
            break;
        if (next > serial->end && serial->count >= PLATE_SHORT)
            break;
        serial->digits += is_digit(c);
        serial->count++;
        serial->last = next;
        serial->end = next + 1;
    }
    size_t kind = gap_end(signs, serial->end);
    if (serial->count == PLATE_SHORT - 1 && kind_at(signs, kind) > 0) {
        serial->count++;
        serial->end = kind + kind_at(signs, kind);
    }
    return serial->count >= PLATE_SHORT && serial->count <= PLATE_LONG && serial->digits > 0;
}

static void mask_serial(struct signs *signs, const struct serial *serial)
{
    for (size_t i = serial->start; i < serial->last; i++)
        if (!sign_is_separator(sign_at(signs, i)))
            signs_mask(signs, i, i + 1);
}

/* Past the province or the two digits behind WJ, 武警: WJ浙12345, WJ31-12345; else 0. */
static size_t armed_police_end(const struct signs *signs, size_t at)
{
    static const char16_t *const words[] = {u"wj", u"武警", NULL};
    size_t word = signs_match_any(signs, at, words);
    if (word == 0 || sign_is_letter(sign_before(signs, at)))
        return 0;
    size_t region = gap_end(signs, at + word);
    if (SIGN_IS_IN(sign_at(signs, region), provinces))
        return region + 1;
    bool two = sign_is_digit(sign_at(signs, region)) && sign_is_digit(sign_at(signs, region + 1));
    return two ? region + 2 : 0;
}

/* Past the letter behind the province, or without the province behind 车牌号; else 0. */
static size_t letter_end(const struct signs *signs, size_t at, bool named)
{
    size_t letter = at;
    if (SIGN_IS_IN(sign_at(signs, at), provinces) || SIGN_IS_IN(sign_at(signs, at), armies))
        letter = gap_end(signs, at + 1 + (sign_at(signs, at + 1) == U'牌'));
    else if (!named)
        return 0;
    return sign_is_letter(sign_at(signs, letter)) ? letter + 1 : 0;
}

size_t mask_plate_at(struct signs *signs, size_t at)
{
    static const char16_t *const cues[] = {u"车牌", u"车牌号", u"车牌号码", u"车号", u"车牌照",
                                           u"牌照", u"号牌",   u"号牌号码", NULL};
    struct serial serial;
    size_t cue = signs_match_any(signs, at, cues);
    size_t start = at + cue;
    if (cue > 0 && sign_is_of(sign_at(signs, start), u"是为"))
        start++;
    if (cue > 0)
        start = gap_end(signs, start);
    size_t prefix = armed_police_end(signs, start);
    if (prefix == 0)
        prefix = letter_end(signs, start, cue > 0);
    if (prefix == 0 || !read_serial(signs, gap_end(signs, prefix), &serial))
        return 0;
    /* 广 and the like begin words too. */
    if (SIGN_IS_IN(sign_at(signs, start), armies) && serial.digits < serial.count)
        return 0;
    mask_serial(signs, &serial);
    return serial.end - at;
}
