/* lib/text/identity: telephone numbers, identity cards, social credit codes. The good ones are the
 * standards' own examples, or made by hand from their rule. All numbers are invented. */
#include "lib/text/identity.h"
#include "lib/text/telephone.h"

#include "tests/unit/check.h"

#include <stdlib.h>

static const day_number today = 20738; /* 2026-10-12 */

static void expect_phone(const char *number, enum phone want)
{
    check(phone_tell(span_of(number)) == want, "phone %s", number);
}

static void expect_card(const char *number, bool want)
{
    check(id_card_is_valid(span_of(number), today) == want, "card %s", number);
}

static void expect_credit(const char *code, bool want)
{
    check(social_credit_is_valid(span_of(code)) == want, "code %s", code);
}

static void expect_normal(const char *text, const char *want)
{
    char out[200];
    check_text(identity_normalise(span_of(text), out), span_of(want), text);
}

static void expect_form(const char *text, const char *want)
{
    char out[200];
    check_text(telephone_normalise(span_of(text), out), span_of(want), text);
}

static void check_forms(void)
{
    expect_form("138-1234-5678", "13812345678");
    expect_form("138 1234 5678", "13812345678");
    expect_form("138.1234.5678", "13812345678");
    expect_form("+86 138-1234-5678", "13812345678");
    expect_form("+86-13812345678", "13812345678");
    expect_form("(+86)138-1234-5678", "13812345678");
    expect_form("0086 138 1234 5678", "13812345678");
    expect_form("8613812345678", "13812345678");
    expect_form("１３８－１２３４－５６７８", "13812345678");
    expect_form("(0571) 8800-1234", "0571-88001234");
    expect_form("（0571）8800 1234", "0571-88001234");
    expect_form("057188001234", "0571-88001234");
    expect_form("0571-88001234", "0571-88001234");
    expect_form("+86 571 8800 1234", "0571-88001234");
    expect_form("+86 (0571) 88001234", "0571-88001234");
    expect_form("+86 10 6200 1234", "010-62001234");
    expect_form("0570-300-1234", "0570-3001234");
    expect_form("0571-88001234转8001", "0571-88001234-8001");
    expect_form("0571-8800 1234 转 8001", "0571-88001234-8001");
    expect_form("0571-88001234转分机8001", "0571-88001234-8001");
    expect_form("0571-88001234分机：8001", "0571-88001234-8001");
    expect_form("(0571)88001234#8001", "0571-88001234-8001");
    expect_form("0571-88001234-8001", "0571-88001234-8001");
    expect_form("0571-8800-1234-8001", "0571-88001234-8001");
    expect_form("0570-3001234-805", "0570-3001234-805");
    expect_form("400-820-1234", "400-820-1234");
    expect_form("400 820 1234", "4008201234");
    expect_form("400.820.1234", "4008201234");
    /* What is no number, or hidden, stays as it is but for blanks and full width. */
    expect_form("138-1234-567", "138-1234-567");
    expect_form("138-1234-56789", "138-1234-56789");
    expect_form("13812345678转8001", "13812345678转8001");
    expect_form("13812345678/13912345678", "13812345678/13912345678");
    expect_form("+1 380 000 1234", "+13800001234");
    expect_form("0571-88001234转", "0571-88001234转");
    expect_form("0571-88001234转80011234", "0571-88001234转80011234");
    expect_form("0571880012348001", "0571880012348001");
    expect_form("8800-1234", "8800-1234");
    expect_form("138****5678", "138****5678");
    expect_form("138-****-5678", "138-****-5678");
    expect_form("王某的", "王某的");
    expect_form("", "");
    expect_form("1-3-8-1-2-3-4-5-6-7-8-1-3-8-1-2-3-4-5-6-7-8-9-9-9-9",
                "1-3-8-1-2-3-4-5-6-7-8-1-3-8-1-2-3-4-5-6-7-8-9-9-9-9");
}

/* Every single digit that is wrong is told, and every swap of neighbours: what ISO 7064 MOD 11-2
 * promises. */
static void check_slips(void)
{
    static const char good[] = "11010519491231002X";
    char slip[sizeof good];
    int missed = 0;
    for (size_t i = 0; i < 17; i++)
        for (char digit = '0'; digit <= '9'; digit++) {
            memcpy(slip, good, sizeof good);
            slip[i] = digit;
            missed += digit != good[i] && id_card_is_valid(span_of(slip), today);
        }
    for (size_t i = 0; i + 1 < 17; i++) {
        memcpy(slip, good, sizeof good);
        slip[i] = good[i + 1];
        slip[i + 1] = good[i];
        missed += good[i] != good[i + 1] && id_card_is_valid(span_of(slip), today);
    }
    check(missed == 0, "single slips and swaps of an identity card: %d missed", missed);
}

int main(void)
{
    expect_phone("13800001234", PHONE_MOBILE);
    expect_phone("19912345678", PHONE_MOBILE);
    expect_phone("+8613800001234", PHONE_MOBILE);
    expect_phone("+86-13800001234", PHONE_MOBILE);
    expect_phone("008613800001234", PHONE_MOBILE);
    expect_phone("12800001234", PHONE_WRONG);
    expect_phone("1380000123", PHONE_WRONG);
    expect_phone("138000012345", PHONE_WRONG);
    expect_phone("1380000123a", PHONE_WRONG);
    expect_phone("0571-88001234", PHONE_LANDLINE);
    expect_phone("057188001234", PHONE_LANDLINE);
    expect_phone("(0571)88001234", PHONE_LANDLINE);
    expect_phone("010-62001234", PHONE_LANDLINE);
    expect_phone("021-62001234-805", PHONE_LANDLINE);
    expect_phone("0570-3001234", PHONE_LANDLINE);
    expect_phone("0571-18001234", PHONE_WRONG);
    expect_phone("0571-880012", PHONE_WRONG);
    expect_phone("0071-88001234", PHONE_WRONG);
    expect_phone("88001234", PHONE_WRONG);
    expect_phone("400-820-1234", PHONE_SERVICE);
    expect_phone("4008201234", PHONE_SERVICE);
    expect_phone("8008201234", PHONE_SERVICE);
    expect_phone("400820123", PHONE_WRONG);
    expect_phone("138****1234", PHONE_MASKED);
    expect_phone("138xxxx1234", PHONE_MASKED);
    expect_phone("", PHONE_WRONG);
    expect_phone("0", PHONE_WRONG);

    expect_card("11010519491231002X", true);
    expect_card("11010519491231002x", true);
    expect_card("440524188001010014", true);
    expect_card("110105194912310021", false);
    expect_card("11010519491331002X", false);
    expect_card("11010519490230002X", false);
    expect_card("110105491231002", true);
    expect_card("110105491331002", false);
    expect_card("1101054912310", false);
    expect_card("11010519491231002", false);
    expect_card("11010520301231002X", false);
    expect_card("", false);
    check_slips();

    expect_credit("91350100M000100Y43", true);
    expect_credit("91350100m000100y43", true);
    expect_credit("91350100M000100Y44", false);
    expect_credit("91350100M000100O43", false);
    expect_credit("91350100M000100Y4", false);
    expect_credit("", false);

    expect_normal("13800001234", "13800001234");
    expect_normal("１３８ ００００　１２３４", "13800001234");
    expect_normal("（０５７１）８８００１２３４", "(0571)88001234");
    expect_normal("0571－88001234", "0571-88001234");
    expect_normal("11010519491231002Ｘ", "11010519491231002X");
    check_forms();
    return check_end();
}
