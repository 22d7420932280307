#include "lib/rules/screening.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <stdlib.h>
#include <string.h>

const char *const pattern_kind_words[PATTERN_KINDS] = {"word", "near", "whole"};

enum exception_scope exception_read(struct span *word)
{
    static const char marks[] = "~<^!"; /* from EXCEPTION_CLAUSE on */
    const char *mark = word->length > 1 ? memchr(marks, word->at[0], sizeof marks - 1) : NULL;
    if (mark == NULL)
        return EXCEPTION_SENTENCE;
    *word = (struct span){word->at + 1, word->length - 1};
    return (enum exception_scope)(EXCEPTION_CLAUSE - (mark - marks));
}

/* -------------------------------------------------------------------------- the table */

uint32_t screening_add_rule(struct screening *screening, const struct screening_rule *rule)
{
    screening->rules = memory_grow(screening->rules, screening->rule_count,
                                   &screening->rule_capacity, sizeof *screening->rules);
    screening->rules[screening->rule_count] = *rule;
    return (uint32_t)screening->rule_count++;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

void screening_add_word(struct screening *screening, uint32_t rule, int group, struct span word)
{
    if (screening->matcher == NULL)
        screening->matcher = matcher_new();
    screening->words = memory_grow(screening->words, screening->word_count,
                                   &screening->word_capacity, sizeof *screening->words);
    screening->words[screening->word_count] = (struct screening_word){
        .rule = rule,
        .group = (int8_t)group,
        .digits_before = is_digit(word.at[0]),
        .digits_behind = is_digit(word.at[word.length - 1]),
    };
    matcher_add(screening->matcher, word, (uint32_t)screening->word_count++);
}

void screening_build(struct screening *screening)
{
    if (screening->matcher == NULL)
        screening->matcher = matcher_new();
    matcher_build(screening->matcher);
}

void screening_release(struct screening *screening)
{
    if (screening->matcher != NULL)
        matcher_free(screening->matcher);
    free(screening->rules);
    free(screening->words);
    *screening = (struct screening){0};
}

/* ---------------------------------------------------------------------------- a text */

enum {
    PLACES_MAX = 4096,     /* a page or two: 现在 alone is a word of each of two dozen rules */
    SCREENING_OPENING = 7, /* characters: 昨天晚上八点， */
};

/* Where a word of a rule stands. */
struct place {
    const struct screening_word *word;
    size_t start, end;
};

struct search {
    const struct screening *screening;
    struct span text;
    struct place places[PLACES_MAX];
    size_t count;
};

/* A number is that number only where it is not part of a longer one: the 119 of 13801190000 calls
 * no fire brigade. */
static bool stands_alone(const struct search *search, const struct screening_word *word,
                         const struct match *match)
{
    const char *text = search->text.at;
    if (word->digits_before && match->start > 0 &&
        (is_digit(text[match->start - 1]) || text[match->start - 1] == '-'))
        return false;
    return !(word->digits_behind && match->end < search->text.length &&
             (is_digit(text[match->end]) || text[match->end] == '-'));
}

static bool note_place(void *context, const struct match *match)
{
    struct search *search = context;
    const struct screening_word *word = &search->screening->words[match->pattern];
    if (stands_alone(search, word, match))
        search->places[search->count++] = (struct place){word, match->start, match->end};
    return search->count < PLACES_MAX;
}

/* The length of the first of the marks that stands at this byte, 0 where none does. */
static size_t mark_at(struct span text, size_t at, const char *const marks[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text.at[at] != marks[i][0])
            continue;
        size_t length = strlen(marks[i]);
        if (text.length - at >= length && memcmp(text.at + at, marks[i], length) == 0)
            return length;
    }
    return 0;
}

static size_t sentence_end(struct span text, size_t at)
{
    static const char *const marks[] = {"。", "！", "？", "；", "!", "?", ";", "\n"};
    return mark_at(text, at, marks, sizeof marks / sizeof *marks);
}

/* A clause ends with its sentence, too. The 、 of a list ends none. */
static size_t clause_end(struct span text, size_t at)
{
    static const char *const marks[] = {"，", "：", "…", "～", "　", ",",
                                        ":",  "~",  " ", "\t", "\r"};
    size_t length = mark_at(text, at, marks, sizeof marks / sizeof *marks);
    return length > 0 ? length : sentence_end(text, at);
}

static bool is_one_sentence(struct span text, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (sentence_end(text, at) > 0)
            return false;
    return true;
}

static bool is_one_clause(struct span text, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (clause_end(text, at) > 0)
            return false;
    return true;
}

/* The length of the blank or the punctuation mark at this byte, 0 where none stands there. */
static size_t blank_at(struct span text, size_t at)
{
    static const char *const marks[] = {"。", "！", "？", "，", "、", "；", "…", "～", "　", "：",
                                        ".",  "!",  "?",  ",",  ";",  "~",  " ", "\n", "\t", "\r"};
    return mark_at(text, at, marks, sizeof marks / sizeof *marks);
}

/* The length of the longest word of the rule that begins at this byte. */
static size_t word_at(const struct search *search, uint32_t rule, size_t at)
{
    size_t longest = 0;
    for (size_t i = 0; i < search->count; i++) {
        const struct place *place = &search->places[i];
        if (place->word->rule == rule && place->start == at && place->end - at > longest)
            longest = place->end - at;
    }
    return longest;
}

/* Whether the text has nothing but words of the rule, and blanks and marks between them. */
static bool is_whole(const struct search *search, uint32_t rule)
{
    size_t at = 0;
    while (at < search->text.length) {
        size_t taken = blank_at(search->text, at);
        if (taken == 0)
            taken = word_at(search, rule, at);
        if (taken == 0)
            return false;
        at += taken;
    }
    return true;
}

/* The nearest word of the group before this place, if it is near enough and in the same sentence;
 * else NULL. */
static const struct place *find_before(const struct search *search, const struct place *place,
                                       int group)
{
    const struct place *best = NULL;
    for (size_t i = 0; i < search->count; i++) {
        const struct place *other = &search->places[i];
        if (other->word->rule != place->word->rule || other->word->group != group ||
            other->end > place->start)
            continue;
        if (best == NULL || other->end > best->end)
            best = other;
    }
    if (best == NULL || place->start - best->end > 4 * SCREENING_GAP)
        return NULL;
    struct span between = {search->text.at + best->end, place->start - best->end};
    bool near = utf8_count(between) <= SCREENING_GAP;
    return near && is_one_sentence(search->text, best->end, place->start) ? best : NULL;
}

/* What was found of a rule: the places of its first and its last group. */
struct finding {
    const struct search *search;
    const struct place *first, *last;
};

/* Whether nothing that ends a clause stands between what was found and the place. */
static bool shares_clause(const struct finding *f, const struct place *place)
{
    if (place->end < f->first->start)
        return is_one_clause(f->search->text, place->end, f->first->start);
    return place->start <= f->last->end ||
           is_one_clause(f->search->text, f->last->end, place->start);
}

/* Whether the place stands in a clause of a few characters, and what was found begins in the next
 * one of the same sentence. */
static bool opens_sentence(const struct finding *f, const struct place *place)
{
    struct span text = f->search->text;
    size_t start = place->start, end = place->end;
    while (start > 0 && clause_end(text, start - 1) == 0 &&
           (start < 3 || clause_end(text, start - 3) != 3))
        start--;
    while (end < f->first->start && clause_end(text, end) == 0)
        end++;
    return end < f->first->start && sentence_end(text, end) == 0 &&
           utf8_count((struct span){text.at + start, end - start}) <= SCREENING_OPENING &&
           is_one_clause(text, end + clause_end(text, end), f->first->start);
}

/* Whether a word of now stands between the exception and the end of the clause of what was found.
 */
static bool is_now(const struct finding *f, const struct place *exception)
{
    for (size_t i = 0; i < f->search->count; i++) {
        const struct place *place = &f->search->places[i];
        if (place->word->rule == f->last->word->rule && place->word->group == EXCEPTION_NOW &&
            place->start >= exception->end &&
            (place->end <= f->last->start || shares_clause(f, place)))
            return true;
    }
    return false;
}

/* Whether the place is an exception, and reaches what was found. */
static bool reaches(const struct finding *f, const struct place *place)
{
    size_t from = place->end < f->first->start ? place->end : f->first->start;
    size_t to = place->start > f->last->end ? place->start : f->last->end;
    switch (place->word->group) {
    case EXCEPTION_SENTENCE:
        return is_one_sentence(f->search->text, from, to);
    case EXCEPTION_CLAUSE:
        return shares_clause(f, place);
    case EXCEPTION_BEFORE:
        return place->start < f->last->start && shares_clause(f, place);
    case EXCEPTION_PAST:
        return place->start < f->last->start &&
               (shares_clause(f, place) || opens_sentence(f, place)) && !is_now(f, place);
    default:
        return false;
    }
}

static bool is_excepted(const struct finding *f)
{
    for (size_t i = 0; i < f->search->count; i++)
        if (f->search->places[i].word->rule == f->last->word->rule &&
            reaches(f, &f->search->places[i]))
            return true;
    return false;
}

/* Where the rule's pattern begins that ends with this place, SIZE_MAX where none does. */
static size_t pattern_start(const struct search *search, const struct screening_rule *rule,
                            const struct place *last)
{
    if (last->word->group != rule->groups - 1)
        return SIZE_MAX;
    if (rule->kind == PATTERN_WHOLE && !is_whole(search, last->word->rule))
        return SIZE_MAX;
    const struct place *first = last;
    for (int group = rule->groups - 2; group >= 0 && first != NULL; group--)
        first = find_before(search, first, group);
    if (first == NULL || is_excepted(&(struct finding){search, first, last}))
        return SIZE_MAX;
    return first->start;
}

static bool has_row(const struct flags *flags, int row)
{
    for (size_t i = 0; i < flags->count; i++)
        if (flags->list[i].row == row)
            return true;
    return false;
}

void screening_search(const struct screening *screening, const struct screened_text texts[],
                      size_t count, struct flags *found)
{
    struct search search;
    search.screening = screening;
    found->count = 0;
    for (size_t i = 0; i < count; i++) {
        search.text = texts[i].text;
        search.count = 0;
        matcher_search(screening->matcher, search.text, note_place, &search);
        for (size_t j = 0; j < search.count; j++) {
            const struct place *place = &search.places[j];
            const struct screening_rule *rule = &screening->rules[place->word->rule];
            if (place->word->group < 0 || has_row(found, rule->row))
                continue;
            size_t start = pattern_start(&search, rule, place);
            if (start == SIZE_MAX)
                continue;
            struct flag flag = {
                .code = rule->code,
                .row = rule->row,
                .member = texts[i].member,
                .offset = utf8_count((struct span){search.text.at, start}),
                .advice = rule->advice,
            };
            flags_add(found, &flag);
        }
    }
}
