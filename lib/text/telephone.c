#include "lib/text/telephone.h"

#include "lib/text/identity.h"

#include <string.h>

enum {
    DIGITS_MOST = 24,   /* of a number with all that may stand before and behind it */
    EXTENSION_MOST = 6, /* digits */
    NUMBER_MOST = 8,    /* digits of a number in an area, or one fewer */
    COUNTRY_LENGTH = 2,
    FORM_SIZE = DIGITS_MOST + TELEPHONE_ADDS,
};

/* The digits of a number and where signs stood between them. */
struct dialled {
    char digits[DIGITS_MOST];
    bool parted[DIGITS_MOST]; /* a sign stands before the digit */
    size_t count;
    bool plus;
    struct span extension; /* behind a word or a sign for it; SPAN_NONE: none */
};

/* Takes the extension off behind its word; the rest. */
static struct span take_extension(struct span number, struct dialled *dialled)
{
    static const char *const words[] = {"转分机", "分机号", "分机", "转接", "转", "ext.",
                                        "ext",    "Ext.",   "Ext",  "EXT",  "#"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        const char *at = memmem(number.at, number.length, words[i], length);
        if (at == NULL)
            continue;
        size_t before = (size_t)(at - number.at);
        size_t behind = before + length;
        behind += behind < number.length && number.at[behind] == ':';
        dialled->extension = (struct span){number.at + behind, number.length - behind};
        return (struct span){number.at, before};
    }
    return number;
}

/* Reads a number that has nothing in it but digits and what may part them. */
static bool read_digits(struct span number, struct dialled *dialled)
{
    bool parted = false;
    size_t start = number.length > 0 && *number.at == '(';
    dialled->plus = number.length > start && number.at[start] == '+';
    for (size_t i = dialled->plus ? start + 1 : 0; i < number.length; i++) {
        char c = number.at[i];
        if (c >= '0' && c <= '9') {
            if (dialled->count == DIGITS_MOST)
                return false;
            dialled->parted[dialled->count] = parted;
            dialled->digits[dialled->count++] = c;
            parted = false;
        } else if (c != '-' && c != '.' && c != '(' && c != ')')
            return false;
        else
            parted = true;
    }
    return true;
}

static void drop(struct dialled *dialled, size_t count)
{
    dialled->count -= count;
    memmove(dialled->digits, dialled->digits + count, dialled->count);
    memmove(dialled->parted, dialled->parted + count, dialled->count * sizeof *dialled->parted);
}

/* +86, 0086, and 86 before a mobile telephone's or an area's number. Abroad the zero of an area
 * code is left out: it comes back. False for another country's. */
static bool drop_country(struct dialled *dialled)
{
    bool abroad = dialled->plus;
    if (dialled->count > 4 && memcmp(dialled->digits, "0086", 4) == 0) {
        drop(dialled, 2);
        abroad = true;
    }
    if (dialled->count <= COUNTRY_LENGTH + NUMBER_MOST || memcmp(dialled->digits, "86", 2) != 0)
        return !abroad;
    drop(dialled, COUNTRY_LENGTH);
    bool has_area = dialled->digits[0] != '1' || dialled->digits[1] < '3';
    if (!abroad || !has_area || dialled->digits[0] == '0' || dialled->count == DIGITS_MOST)
        return true;
    memmove(dialled->digits + 1, dialled->digits, dialled->count);
    memmove(dialled->parted + 1, dialled->parted, dialled->count * sizeof *dialled->parted);
    dialled->digits[0] = '0';
    dialled->parted[1] = false;
    dialled->count++;
    return true;
}

static size_t append(char *form, size_t length, struct span text)
{
    memcpy(form + length, text.at, text.length);
    return length + text.length;
}

/* An area code, a number of so many digits, and what stands behind it. */
static struct span write_landline(const struct dialled *dialled, size_t area, size_t number,
                                  char *form)
{
    size_t length = append(form, 0, (struct span){dialled->digits, area});
    size_t end = area + number;
    struct span extension = dialled->extension;
    form[length++] = '-';
    length = append(form, length, (struct span){dialled->digits + area, number});
    if (extension.at == NULL && dialled->count > end && dialled->parted[end])
        extension = (struct span){dialled->digits + end, dialled->count - end};
    else if (dialled->count > end)
        return SPAN_NONE;
    if (extension.at != NULL) {
        if (extension.length > EXTENSION_MOST)
            return SPAN_NONE;
        form[length++] = '-';
        length = append(form, length, extension);
    }
    return (struct span){form, length};
}

static struct span landline_form(const struct dialled *dialled, char *form)
{
    if (dialled->count < 4 || dialled->digits[0] != '0')
        return SPAN_NONE;
    size_t area = dialled->digits[1] <= '2' ? 3 : 4;
    for (size_t number = NUMBER_MOST; number >= NUMBER_MOST - 1; number--) {
        if (dialled->count < area + number)
            continue;
        struct span landline = write_landline(dialled, area, number, form);
        if (landline.at != NULL && phone_tell(landline) == PHONE_LANDLINE)
            return landline;
    }
    return SPAN_NONE;
}

/* The number in its form; SPAN_NONE where it is none. */
static struct span form_of(struct span number, char *form)
{
    struct dialled dialled = {0};
    struct span rest = take_extension(number, &dialled);
    if (!read_digits(rest, &dialled))
        return SPAN_NONE;
    struct span digits = {dialled.digits, dialled.count};
    if (dialled.extension.at == NULL && !dialled.plus && phone_tell(digits) == PHONE_SERVICE)
        return phone_tell(number) == PHONE_SERVICE ? number
                                                   : (struct span){form, append(form, 0, digits)};
    if (!drop_country(&dialled))
        return SPAN_NONE;
    digits.length = dialled.count;
    if (dialled.extension.at == NULL && phone_tell(digits) == PHONE_MOBILE)
        return (struct span){form, append(form, 0, digits)};
    return landline_form(&dialled, form);
}

struct span telephone_normalise(struct span text, char *out)
{
    char form[FORM_SIZE];
    struct span number = identity_normalise(text, out);
    struct span found = number_is_masked(number) ? SPAN_NONE : form_of(number, form);
    if (found.at == NULL || span_equal(found, number))
        return number;
    if (span_equal(found, text))
        return text;
    memcpy(out, found.at, found.length);
    return (struct span){out, found.length};
}
