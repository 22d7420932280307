#include "lib/text/identity.h"

#include "lib/base/utf8.h"

enum { ID_CARD = 18, OLD_ID_CARD = 15, SOCIAL_CREDIT = 18, FIRST_YEAR = 1800 };

/* Full-width forms lie 0xFEE0 above ASCII. */
enum { FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E, FULL_WIDTH = 0xFEE0 };

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000;
}

static uint32_t narrow(uint32_t c)
{
    if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
        return c - FULL_WIDTH;
    if (c == 0x2010 || c == 0x2013 || c == 0x2014 || c == 0x2212) /* hyphens, dashes, minus */
        return '-';
    return c;
}

struct span identity_normalise(struct span text, char *out)
{
    size_t length = 0;
    bool changed = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t c;
        at += utf8_decode(text.at + at, text.length - at, &c);
        uint32_t to = narrow(c);
        changed |= to != c || is_blank(c);
        if (!is_blank(c))
            length += utf8_encode(to, out + length);
    }
    return changed ? (struct span){out, length} : text;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(struct span text, size_t at)
{
    size_t count = 0;
    while (at + count < text.length && is_digit(text.at[at + count]))
        count++;
    return count;
}

bool number_is_masked(struct span number)
{
    size_t hidden = 0;
    for (size_t i = 0; i < number.length; i++) {
        bool is_x = number.at[i] == 'x' || number.at[i] == 'X';
        hidden = is_x ? hidden + 1 : 0;
        if (number.at[i] == '*' || hidden == 2)
            return true;
    }
    return false;
}

static struct span without_country(struct span number)
{
    static const char *const prefixes[] = {"+86", "0086", "86"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i]);
        if (number.length <= length + 8 || memcmp(number.at, prefixes[i], length) != 0)
            continue;
        length += number.at[length] == '-';
        return (struct span){number.at + length, number.length - length};
    }
    return number;
}

static bool is_mobile(struct span number)
{
    return number.length == 11 && digits_at(number, 0) == 11 && number.at[0] == '1' &&
           number.at[1] >= '3';
}

/* 400-123-4567, 4001234567. */
static bool is_service(struct span number)
{
    size_t digits = 0;
    if (number.length < 10 || (number.at[0] != '4' && number.at[0] != '8') ||
        memcmp(number.at + 1, "00", 2) != 0)
        return false;
    for (size_t i = 0; i < number.length; i++) {
        if (is_digit(number.at[i]))
            digits++;
        else if (number.at[i] != '-')
            return false;
    }
    return digits == 10;
}

/* Area codes are 010, 02x and 03xx to 09xx; a number in them begins with 2 to 9. */
static bool is_landline(struct span number)
{
    bool bracket = number.length > 0 && number.at[0] == '(';
    size_t at = bracket ? 1 : 0;
    if (number.length < at + 10 || number.at[at] != '0' || number.at[at + 1] == '0')
        return false;
    at += number.at[at + 1] <= '2' ? 3 : 4;
    if (bracket || number.at[at] == '-') {
        if (number.at[at] != (bracket ? ')' : '-'))
            return false;
        at++;
    }
    size_t count = digits_at(number, at);
    if (count < 7 || count > 8 || number.at[at] < '2')
        return false;
    at += count;
    if (at == number.length)
        return true;
    size_t extension = digits_at(number, at + 1);
    return (number.at[at] == '-' || number.at[at] == '#') && extension >= 1 && extension <= 6 &&
           at + 1 + extension == number.length;
}

enum phone phone_tell(struct span number)
{
    if (number_is_masked(number))
        return PHONE_MASKED;
    if (is_service(number))
        return PHONE_SERVICE;
    struct span local = without_country(number);
    if (is_mobile(local))
        return PHONE_MOBILE;
    return is_landline(number) ? PHONE_LANDLINE : PHONE_WRONG;
}

static int number_at(struct span text, size_t at, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++)
        number = 10 * number + (text.at[at + i] - '0');
    return number;
}

static bool is_birthday(int year, int month, int day, day_number latest)
{
    struct civil civil = {.year = year, .month = month, .day = day};
    return year >= FIRST_YEAR && civil_is_valid(&civil) &&
           day_from_date(year, month, day) <= latest;
}

/* ISO 7064 MOD 11-2: the weight of a place is 2 to the power of the places behind it. */
static bool id_card_checks(struct span number)
{
    static const char checks[] = "10X98765432";
    int sum = 0;
    for (size_t i = 0; i < ID_CARD - 1; i++)
        sum += (number.at[i] - '0') * ((1 << (ID_CARD - 1 - i)) % 11);
    char last = number.at[ID_CARD - 1];
    return (last == 'x' ? 'X' : last) == checks[sum % 11];
}

bool id_card_is_valid(struct span number, day_number latest)
{
    if (number.length == OLD_ID_CARD && digits_at(number, 0) == OLD_ID_CARD)
        return number.at[0] != '0' &&
               is_birthday(1900 + number_at(number, 6, 2), number_at(number, 8, 2),
                           number_at(number, 10, 2), latest);
    if (number.length != ID_CARD || digits_at(number, 0) < ID_CARD - 1 || number.at[0] == '0')
        return false;
    return is_birthday(number_at(number, 6, 4), number_at(number, 10, 2), number_at(number, 12, 2),
                       latest) &&
           id_card_checks(number);
}

/* The alphabet leaves out I, O, S, V and Z; the weights are the powers of 3 modulo 31. */
bool social_credit_is_valid(struct span code)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    int sum = 0;
    int weight = 1;
    if (code.length != SOCIAL_CREDIT)
        return false;
    for (size_t i = 0; i < SOCIAL_CREDIT; i++) {
        char c = code.at[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        const char *found = memchr(alphabet, c, sizeof alphabet - 1);
        if (found == NULL)
            return false;
        int value = (int)(found - alphabet);
        if (i == SOCIAL_CREDIT - 1)
            return value == (31 - sum % 31) % 31;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return false;
}
