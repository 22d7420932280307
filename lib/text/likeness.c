#include "lib/text/likeness.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <stdlib.h>

/* ------------------------------------------------------------------------ characters */

/* Full-width forms lie 0xFEE0 above ASCII. */
static uint32_t narrow(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Blanks, punctuation and signs say nothing of what a text is about. */
static bool is_noise(uint32_t c)
{
    if (c < 0x80)
        return !is_digit(c) && !(c >= 'a' && c <= 'z');
    return (c >= 0x80 && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F) ||
           (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE30 && c <= 0xFE4F) || c == 0xFEFF ||
           (c >= 0xFF5F && c <= 0xFF65);
}

/* The characters of a text that count, one after the other; a run of digits is one '0'. */
struct walk {
    struct span text;
    size_t at;
    bool in_digits;
};

static bool next_character(struct walk *walk, uint32_t *character)
{
    while (walk->at < walk->text.length) {
        uint32_t c;
        walk->at += utf8_decode(walk->text.at + walk->at, walk->text.length - walk->at, &c);
        c = narrow(c);
        if (is_noise(c))
            continue;
        bool digit = is_digit(c);
        bool again = digit && walk->in_digits;
        walk->in_digits = digit;
        if (again)
            continue;
        *character = digit ? '0' : c;
        return true;
    }
    return false;
}

/* -------------------------------------------------------------------------- bigrams */

static uint64_t bigram_of(uint32_t first, uint32_t second)
{
    return (uint64_t)first << 32 | second; /* never 0: no text has a NUL */
}

static size_t slot_of(const struct likeness *likeness, uint64_t bigram)
{
    uint64_t hash = bigram * UINT64_C(0x9E3779B97F4A7C15);
    size_t mask = likeness->slot_count - 1;
    size_t slot = (size_t)(hash >> 32) & mask;
    while (likeness->slots[slot] != 0 && likeness->slots[slot] != bigram)
        slot = (slot + 1) & mask;
    return slot;
}

/* Room for the bigrams of so many bytes, half of it empty at least. */
static void make_room(struct likeness *likeness, size_t bytes)
{
    size_t wanted = 64;
    while (wanted < bytes) /* a Chinese character has three bytes, an ASCII one is a bigram */
        wanted *= 2;
    if (wanted > likeness->slot_count) {
        likeness_release(likeness);
        likeness->slots = memory_get(wanted * sizeof *likeness->slots);
        likeness->counts = memory_get(wanted * sizeof *likeness->counts);
        likeness->left = memory_get(wanted * sizeof *likeness->left);
    }
    likeness->slot_count = wanted;
    memset(likeness->slots, 0, wanted * sizeof *likeness->slots);
    memset(likeness->counts, 0, wanted * sizeof *likeness->counts);
}

void likeness_take(struct likeness *likeness, struct span text)
{
    struct walk walk = {.text = text};
    uint32_t last, next;
    make_room(likeness, 2 * text.length);
    likeness->bigrams = 0;
    likeness->text = SPAN("");
    if (!next_character(&walk, &last))
        return;
    likeness->text = (struct span){likeness->single, utf8_encode(last, likeness->single)};
    while (next_character(&walk, &next)) {
        size_t slot = slot_of(likeness, bigram_of(last, next));
        likeness->slots[slot] = bigram_of(last, next);
        likeness->counts[slot]++;
        likeness->bigrams++;
        last = next;
    }
}

/* Texts of one character or none are alike where they are the same. */
static double compare_single(const struct likeness *likeness, uint32_t character, size_t bigrams)
{
    char single[16];
    struct span other = {single, character != 0 ? utf8_encode(character, single) : 0};
    return bigrams == 0 && likeness->bigrams == 0 && span_equal(other, likeness->text);
}

double likeness_compare(const struct likeness *likeness, struct span other)
{
    struct walk walk = {.text = other};
    size_t shared = 0, bigrams = 0;
    uint32_t first = 0, last = 0, next;
    memcpy(likeness->left, likeness->counts, likeness->slot_count * sizeof *likeness->left);
    if (next_character(&walk, &first))
        last = first;
    while (next_character(&walk, &next)) {
        size_t slot = slot_of(likeness, bigram_of(last, next));
        if (likeness->slots[slot] != 0 && likeness->left[slot] > 0) {
            likeness->left[slot]--;
            shared++;
        }
        bigrams++;
        last = next;
    }
    if (bigrams == 0 || likeness->bigrams == 0)
        return compare_single(likeness, first, bigrams);
    size_t less = bigrams < likeness->bigrams ? bigrams : likeness->bigrams;
    double whole = less < LIKENESS_SHORT ? (double)(bigrams + likeness->bigrams) / 2 : (double)less;
    return (double)shared / whole;
}

/* A character is new where neither the bigram that ends with it nor the one that begins with it
 * stands in the other text: one word put for another leaves the characters around it shared. */
size_t likeness_longest_new(const struct likeness *likeness, struct span text)
{
    struct walk walk = {.text = text};
    size_t run = 0, longest = 0;
    uint32_t last, next;
    bool shared_before = false;
    if (!next_character(&walk, &last))
        return 0;
    while (next_character(&walk, &next)) {
        size_t slot = slot_of(likeness, bigram_of(last, next));
        bool shared = likeness->left[slot] < likeness->counts[slot];
        run = shared || shared_before ? 0 : run + 1;
        longest = run > longest ? run : longest;
        shared_before = shared;
        last = next;
    }
    return !shared_before && run + 1 > longest ? run + 1 : longest;
}

void likeness_release(struct likeness *likeness)
{
    free(likeness->slots);
    free(likeness->counts);
    free(likeness->left);
    *likeness = (struct likeness){0};
}

/* --------------------------------------------------------------------------- places */

enum { ADDRESS_MAX = 200 };

/* An address as characters, blanks and punctuation left out, digits kept. */
struct address {
    uint32_t characters[ADDRESS_MAX];
    size_t count;
};

static void read_address(struct span text, struct address *address)
{
    address->count = 0;
    for (size_t at = 0; at < text.length && address->count < ADDRESS_MAX;) {
        uint32_t c;
        at += utf8_decode(text.at + at, text.length - at, &c);
        c = narrow(c);
        if (!is_noise(c))
            address->characters[address->count++] = c;
    }
}

/* Whether the part stands in the whole, and no number of it is cut: 1号 is not in 11号. */
static bool stands_in(const struct address *part, const struct address *whole)
{
    for (size_t i = 0; i + part->count <= whole->count; i++) {
        size_t end = i + part->count;
        if (memcmp(part->characters, whole->characters + i,
                   part->count * sizeof *part->characters) != 0)
            continue;
        bool cut_before =
            i > 0 && is_digit(part->characters[0]) && is_digit(whole->characters[i - 1]);
        bool cut_behind = end < whole->count && is_digit(part->characters[part->count - 1]) &&
                          is_digit(whole->characters[end]);
        if (!cut_before && !cut_behind)
            return true;
    }
    return false;
}

bool address_is_alike(struct span a, struct span b)
{
    struct address left, right;
    read_address(a, &left);
    read_address(b, &right);
    if (left.count == 0 || right.count == 0)
        return false;
    return left.count <= right.count ? stands_in(&left, &right) : stands_in(&right, &left);
}

enum { PLACES_MAX = 32 };

static bool is_number(uint32_t c)
{
    static const uint32_t chinese[] = {
        0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03,
        0x516B, 0x4E5D, 0x5341, 0x767E, 0x4E24, 0x3007}; /* 一二三四五六七八九十百两〇 */
    if (is_digit(c))
        return true;
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
        if (c == chinese[i])
            return true;
    return false;
}

static bool is_counted_place(uint32_t c)
{
    static const uint32_t words[] = {0x53F7, 0x5E62, 0x680B, 0x5355, 0x5BA4, 0x5F04,
                                     0x697C, 0x5C42, 0x5EA7, 0x8DEF}; /* 号幢栋单室弄楼层座路 */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (c == words[i])
            return true;
    return false;
}

/* A numbered place of a text: what is counted, and a hash of its number. */
struct numbered {
    uint32_t what;
    uint64_t number;
};

static size_t numbered_places(struct span text, struct numbered places[PLACES_MAX])
{
    uint64_t number = 0;
    size_t count = 0;
    for (size_t at = 0; at < text.length && count < PLACES_MAX;) {
        uint32_t c;
        at += utf8_decode(text.at + at, text.length - at, &c);
        c = narrow(c);
        if (is_number(c)) {
            number = (number + c) * UINT64_C(1099511628211);
            continue;
        }
        if (number != 0 && is_counted_place(c))
            places[count++] = (struct numbered){c, number};
        number = 0;
    }
    return count;
}

/* Whether of what one place counts both texts have numbers, and none in common. */
static bool differs_in(uint32_t what, const struct numbered left[], size_t left_count,
                       const struct numbered right[], size_t right_count)
{
    bool in_both = false;
    for (size_t i = 0; i < left_count; i++)
        for (size_t j = 0; j < right_count; j++) {
            if (left[i].what != what || right[j].what != what)
                continue;
            if (left[i].number == right[j].number)
                return false;
            in_both = true;
        }
    return in_both;
}

bool numbered_places_differ(struct span a, struct span b)
{
    struct numbered left[PLACES_MAX], right[PLACES_MAX];
    size_t left_count = numbered_places(a, left);
    size_t right_count = numbered_places(b, right);
    for (size_t i = 0; i < left_count; i++)
        if (differs_in(left[i].what, left, left_count, right, right_count))
            return true;
    return false;
}

bool numbered_place_is_added(struct span a, struct span b)
{
    struct numbered left[PLACES_MAX], right[PLACES_MAX];
    size_t left_count = numbered_places(a, left);
    size_t right_count = numbered_places(b, right);
    for (size_t i = 0; i < left_count; i++) {
        bool in_both = false;
        for (size_t j = 0; j < right_count && !in_both; j++)
            in_both = right[j].what == left[i].what;
        if (!in_both)
            return true;
    }
    return false;
}
