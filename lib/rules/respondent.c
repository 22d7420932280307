#include "lib/rules/respondent.h"

#include "lib/base/buffer.h"
#include "lib/base/memory.h"
#include "lib/base/utf8.h"
#include "lib/text/signs.h"

#include <stdlib.h>

enum { PLACES_MAX = 64, TAIL_MOST = 12 /* signs behind a unit's name */ };

/* A text without blanks, in plain signs, and where an item of a list may begin. */
struct plain {
    struct signs signs;
    uint32_t *offsets; /* of each sign in `text` */
    bool *begins;
    struct buffer text;
};

static bool is_of_word(char32_t sign)
{
    return sign_is_han(sign) || sign_is_letter(sign) || sign_is_digit(sign);
}

static bool is_and(char32_t sign)
{
    return sign_is_of(sign, u"和及与");
}

static void plain_read(struct plain *plain, struct span text)
{
    struct signs *signs = &plain->signs;
    char32_t before = U' ';
    size_t kept = 0;
    signs_read(signs, text);
    *plain = (struct plain){
        .signs = *signs,
        .offsets = memory_get_zeroed(signs->count + 1, sizeof *plain->offsets),
        .begins = memory_get_zeroed(signs->count + 1, sizeof *plain->begins),
    };
    buffer_reserve(&plain->text, 4 * signs->count + 1);
    for (size_t i = 0; i < signs->count; i++) {
        char32_t sign = signs->codes[i];
        if (sign != U' ') {
            plain->begins[kept] = !is_of_word(before) || is_and(before);
            plain->offsets[kept] = (uint32_t)plain->text.length;
            plain->text.length += utf8_encode(sign, plain->text.bytes + plain->text.length);
            signs->codes[kept++] = sign;
        }
        before = sign;
    }
    plain->offsets[kept] = (uint32_t)plain->text.length;
    signs->count = kept;
}

static void plain_release(struct plain *plain)
{
    signs_release(&plain->signs);
    free(plain->offsets);
    free(plain->begins);
    buffer_release(&plain->text);
}

/* ---------------------------------------------------------------------------- names */

static void add_name(struct unit_names *names, struct span name)
{
    struct plain plain;
    plain_read(&plain, name);
    if (plain.text.length > 0) {
        names->names =
            memory_grow(names->names, names->count, &names->capacity, sizeof *names->names);
        matcher_add(names->matcher, buffer_span(&plain.text), (uint32_t)names->count);
        names->names[names->count++] = name;
    }
    plain_release(&plain);
}

void unit_names_build(struct unit_names *names, const struct directory *directory)
{
    *names = (struct unit_names){.matcher = matcher_new()};
    for (size_t i = 0; i < directory->count; i++) {
        struct span aliases = directory->units[i].aliases, alias;
        add_name(names, directory->units[i].code);
        add_name(names, directory->units[i].name);
        add_name(names, directory->units[i].short_name);
        while (span_next_part(&aliases, &alias))
            add_name(names, alias);
    }
    matcher_build(names->matcher);
}

void unit_names_release(struct unit_names *names)
{
    matcher_free(names->matcher);
    free(names->names);
    *names = (struct unit_names){0};
}

/* --------------------------------------------------------------------------- places */

/* Where a name begins an item: the longest one there. */
struct place_of_name {
    size_t start, end; /* in signs */
    uint32_t pattern;
};

struct places {
    const struct plain *plain;
    struct place_of_name list[PLACES_MAX]; /* by start */
    size_t count;
};

static size_t sign_of(const struct plain *plain, size_t offset)
{
    size_t low = 0, high = plain->signs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (plain->offsets[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool take_place(void *context, const struct match *match)
{
    struct places *places = context;
    struct place_of_name place = {sign_of(places->plain, match->start),
                                  sign_of(places->plain, match->end), match->pattern};
    size_t at = places->count;
    if (!places->plain->begins[place.start])
        return true;
    while (at > 0 && places->list[at - 1].start > place.start)
        at--;
    if (at > 0 && places->list[at - 1].start == place.start) {
        if (places->list[at - 1].end < place.end)
            places->list[at - 1] = place;
        return true;
    }
    if (places->count == PLACES_MAX)
        return false;
    memmove(&places->list[at + 1], &places->list[at], (places->count - at) * sizeof place);
    places->list[at] = place;
    places->count++;
    return true;
}

/* ----------------------------------------------------------------------------- tails */

/* Parts of a unit, and people of it. */
static const char16_t *const parts[] = {
    u"工作人员", u"人员",     u"员工",     u"职工",     u"窗口",     u"科室",     u"处室",
    u"大厅",     u"前台",     u"办公室",   u"服务台",   u"领导",     u"干部",     u"负责人",
    u"民警",     u"警官",     u"协警",     u"辅警",     u"交警",     u"队员",     u"办事员",
    u"接线员",   u"客服",     u"司机",     u"驾驶员",   u"保安",     u"局长",     u"副局长",
    u"主任",     u"副主任",   u"科长",     u"处长",     u"书记",     u"区长",     u"县长",
    u"镇长",     u"市长",     u"内部",     u"本身",     u"有关部门", u"相关部门", u"有关人员",
    u"相关人员", u"执法人员", u"办事人员", u"服务窗口", u"办事窗口", u"办事大厅", u"服务大厅",
    u"等",       NULL,
};

/* Who stands near a unit, or below it, and is not it. */
static const char16_t *const others[] = {
    u"公司", u"物业",   u"小区", u"饭店", u"学校", u"医院", u"社区", u"附近", u"旁边", u"对面",
    u"门口", u"派出所", u"下属", u"辖区", u"店",   u"厂",   u"村",   u"站",   u"所",   NULL,
};

static bool names_others(const struct signs *signs, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (signs_match_any(signs, at, others) > 0)
            return true;
    return false;
}

/* Whether what stands behind a name leaves it the unit's. Behind a district's, which is a place's
 * as well, the part has to follow at once. */
static bool is_units_own(const struct signs *signs, size_t from, size_t to, bool is_district)
{
    from += from < to && sign_at(signs, from) == U'的';
    if (from == to || signs_match_any(signs, from, parts) > 0)
        return true;
    if (is_district || to - from > TAIL_MOST || names_others(signs, from, to))
        return false;
    return signs_end_any(signs, to, parts) ||
           (to - from <= 4 && sign_is_of(sign_at(signs, to - 1), u"科处"));
}

/* The end of what stands behind a name: the item's. */
static size_t tail_end(const struct places *places, size_t number)
{
    const struct signs *signs = &places->plain->signs;
    size_t end = places->list[number].end;
    size_t next = number + 1;
    while (next < places->count && places->list[next].start < end)
        next++;
    size_t most = next < places->count ? places->list[next].start : signs->count;
    while (end < most && is_of_word(sign_at(signs, end)) && !is_and(sign_at(signs, end)) &&
           signs_match(signs, end, u"以及") == 0)
        end++;
    return end;
}

/* ------------------------------------------------------------------------------ units */

static void add_unit(struct respondents *found, const struct unit *unit)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->units[i] == unit)
            return;
    if (unit != NULL && found->count < RESPONDENTS_MAX)
        found->units[found->count++] = unit;
}

void respondents_find(const struct unit_names *names, const struct directory *directory,
                      struct span text, day_number day, struct respondents *found)
{
    struct plain plain;
    size_t done = 0;
    found->count = 0;
    if (span_empty(text))
        return;
    add_unit(found, directory_find(directory, text, day)); /* a name to the letter */
    plain_read(&plain, text);
    struct places places = {.plain = &plain};
    matcher_search(names->matcher, buffer_span(&plain.text), take_place, &places);
    for (size_t i = 0; i < places.count; i++) {
        const struct place_of_name *place = &places.list[i];
        if (place->start < done)
            continue;
        done = place->end;
        const struct unit *unit = directory_find(directory, names->names[place->pattern], day);
        if (unit != NULL && is_units_own(&plain.signs, place->end, tail_end(&places, i),
                                         unit->level == LEVEL_DISTRICT))
            add_unit(found, unit);
    }
    plain_release(&plain);
}
