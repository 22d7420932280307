#include "lib/text/mask.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"
#include "lib/text/known_names.h"
#include "lib/text/mask_rules.h"

/* One walk from left to right: at each sign every rule is asked in turn whether something of its
 * kind begins there. */

void mask_name(struct span name, struct buffer *out)
{
    struct signs signs;
    signs_read(&signs, name);
    mask_name_signs(&signs, 1, signs.count);
    signs_write(&signs, out);
    signs_release(&signs);
}

void mask_number(struct span number, struct buffer *out)
{
    struct signs signs;
    signs_read(&signs, number);
    mask_digits(&signs, 0, signs.count);
    signs_write(&signs, out);
    signs_release(&signs);
}

static size_t mask_known_at(struct signs *signs, struct known_names *known, size_t at)
{
    size_t length = known_name_at(known, signs, at);
    bool digits = false;
    for (size_t i = at; i < at + length; i++)
        digits = digits || sign_is_digit(sign_at(signs, i));
    if (digits)
        mask_digits(signs, at, at + length);
    else if (length > 0)
        mask_name_signs(signs, at + 1, at + length);
    return length;
}

static size_t mask_at(struct signs *signs, struct known_names *known, size_t at)
{
    typedef size_t rule(struct signs * signs, size_t at);
    static rule *const rules[] = {mask_mail_at,     mask_account_at, mask_plate_at,
                                  mask_document_at, mask_number_at,  mask_introduced_at,
                                  mask_titled_at,   mask_turning_at};
    size_t taken = mask_known_at(signs, known, at);
    for (size_t i = 0; taken == 0 && i < sizeof rules / sizeof *rules; i++)
        taken = rules[i](signs, at);
    return taken;
}

void mask_text(struct span text, const struct span *names, size_t name_count, struct buffer *out)
{
    struct signs signs;
    struct known_names known;
    signs_read(&signs, text);
    known_names_start(&known, &signs, names, name_count);
    for (size_t at = 0, taken; at<signs.count; at += taken> 0 ? taken : 1)
        taken = mask_at(&signs, &known, at);
    signs_write(&signs, out);
    known_names_release(&known);
    signs_release(&signs);
}
