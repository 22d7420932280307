#include "lib/rules/requester.h"

#include "lib/text/identity.h"

/* A passport or a permit: a letter or two, then digits; nothing in it can be checked. */
static bool is_other_document(struct span number)
{
    size_t letters = 0;
    while (letters < number.length && letters < 2 && number.at[letters] >= 'A' &&
           number.at[letters] <= 'Z')
        letters++;
    size_t digits = number.length - letters;
    for (size_t i = letters; i < number.length; i++)
        if (number.at[i] < '0' || number.at[i] > '9')
            return false;
    return letters > 0 && digits >= 6 && digits <= 10;
}

static bool id_number_can_be(const struct requester *requester, day_number today)
{
    struct span number = requester->id_number;
    bool as_person = id_card_is_valid(number, today) || is_other_document(number);
    if (span_is(requester->type, "person"))
        return as_person;
    bool as_body = social_credit_is_valid(number);
    return requester->type.at != NULL ? as_body : as_person || as_body;
}

void requester_check(const struct requester *requester, day_number today, struct flags *flags)
{
    struct flag phone = {.code = FLAG_BAD_PHONE, .member = "requester.phone"};
    struct flag id_number = {.code = FLAG_BAD_ID_NUMBER, .member = "requester.id_number"};
    if (requester->phone.at != NULL && phone_tell(requester->phone) == PHONE_WRONG)
        flags_add(flags, &phone);
    if (requester->id_number.at != NULL && !number_is_masked(requester->id_number) &&
        !id_number_can_be(requester, today))
        flags_add(flags, &id_number);
}
