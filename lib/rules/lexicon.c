#include "lib/rules/lexicon.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <stdlib.h>

struct builder {
    struct lexicon *lexicon;
    const struct route_rules *rules;
    size_t capacity;
};

static void add_word(struct builder *builder, struct span text, struct lexicon_word word)
{
    struct lexicon *lexicon = builder->lexicon;
    word.weight = route_word_weight(builder->rules, utf8_count(text));
    lexicon->words =
        memory_grow(lexicon->words, lexicon->count, &builder->capacity, sizeof *lexicon->words);
    matcher_add(lexicon->matcher, text, (uint32_t)lexicon->count);
    lexicon->words[lexicon->count++] = word;
}

static void add_words(struct builder *builder, struct span cell, struct lexicon_word word)
{
    struct span part;
    while (span_next_part(&cell, &part))
        add_word(builder, part, word);
}

void lexicon_build(struct lexicon *lexicon, const struct catalogue *catalogue,
                   const struct directory *directory, const struct route_rules *rules)
{
    struct builder builder = {.lexicon = lexicon, .rules = rules};
    *lexicon = (struct lexicon){.matcher = matcher_new()};
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct matter *matter = &catalogue->matters[i];
        add_words(&builder, matter->keywords,
                  (struct lexicon_word){.role = WORD_KEYWORD, .matter = matter});
        add_words(&builder, matter->exclusions,
                  (struct lexicon_word){.role = WORD_EXCLUSION, .matter = matter});
    }
    for (size_t i = 0; i < directory->count; i++) {
        const struct unit *unit = &directory->units[i];
        struct lexicon_word word = {.role = WORD_DISTRICT, .district = unit};
        if (unit->level != LEVEL_DISTRICT)
            continue;
        add_word(&builder, unit->short_name, word);
    }
    matcher_build(lexicon->matcher);
}

void lexicon_release(struct lexicon *lexicon)
{
    matcher_free(lexicon->matcher);
    free(lexicon->words);
    *lexicon = (struct lexicon){0};
}

enum { MATCHES_MAX = 256 };

struct search {
    struct match matches[MATCHES_MAX];
    size_t count;
};

/* Matches come in the order of their ends, at one end the longest first. A match that begins at or
 * before the start of those behind us swallows them; one that lies within the last is swallowed. */
static bool keep_longest(void *context, const struct match *match)
{
    struct search *search = context;
    if (search->count > 0) {
        const struct match *last = &search->matches[search->count - 1];
        if (match->end == last->end && match->start > last->start)
            return true;
    }
    while (search->count > 0) {
        const struct match *last = &search->matches[search->count - 1];
        bool same = last->start == match->start && last->end == match->end;
        if (same || last->start < match->start)
            break;
        search->count--;
    }
    if (search->count < MATCHES_MAX)
        search->matches[search->count++] = *match;
    return search->count < MATCHES_MAX;
}

/* A word that was seen before adds nothing: who says "noise" ten times has one complaint. */
static bool is_known(const struct route_evidence evidence[], size_t count,
                     const struct route_evidence *piece, uint32_t pattern,
                     const uint32_t patterns[])
{
    for (size_t i = 0; i < count; i++)
        if (patterns[i] == pattern && evidence[i].source == piece->source)
            return true;
    return false;
}

static bool is_excluded(const struct matter *excluded[], size_t count, const struct matter *matter)
{
    for (size_t i = 0; i < count; i++)
        if (excluded[i] == matter)
            return true;
    return false;
}

static size_t drop_excluded(struct route_evidence evidence[], size_t count,
                            const struct matter *excluded[], size_t excluded_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (evidence[i].matter == NULL ||
            !is_excluded(excluded, excluded_count, evidence[i].matter))
            evidence[kept++] = evidence[i];
    return kept;
}

static struct route_evidence piece_of(const struct lexicon_word *word,
                                      const struct lexicon_text *text, const struct match *match)
{
    struct route_evidence piece = {
        .source = word->role == WORD_DISTRICT ? SOURCE_PLACE : SOURCE_KEYWORD,
        .matter = word->matter,
        .district = word->district,
        .row = word->matter != NULL ? word->matter->row : word->district->row,
        .member = text->member,
        .offset = utf8_count((struct span){text->text.at, match->start}),
        .weight = word->weight * text->emphasis,
    };
    return piece;
}

static bool is_valid(const struct lexicon_word *word, day_number day)
{
    return word->matter != NULL ? matter_is_valid(word->matter, day)
                                : unit_is_valid(word->district, day);
}

size_t lexicon_evidence(const struct lexicon *lexicon, const struct lexicon_text texts[],
                        size_t text_count, day_number day, struct route_evidence evidence[],
                        size_t most)
{
    const struct matter *excluded[ROUTE_EVIDENCE_MAX];
    uint32_t patterns[ROUTE_EVIDENCE_MAX];
    size_t excluded_count = 0;
    size_t count = 0;
    struct search search;
    if (most > ROUTE_EVIDENCE_MAX)
        most = ROUTE_EVIDENCE_MAX;
    for (size_t i = 0; i < text_count; i++) {
        search.count = 0;
        matcher_search(lexicon->matcher, texts[i].text, keep_longest, &search);
        for (size_t j = 0; j < search.count; j++) {
            const struct match *match = &search.matches[j];
            const struct lexicon_word *word = &lexicon->words[match->pattern];
            if (!is_valid(word, day))
                continue;
            if (word->role == WORD_EXCLUSION) {
                if (excluded_count < ROUTE_EVIDENCE_MAX)
                    excluded[excluded_count++] = word->matter;
                continue;
            }
            struct route_evidence piece = piece_of(word, &texts[i], match);
            if (count == most || is_known(evidence, count, &piece, match->pattern, patterns))
                continue;
            patterns[count] = match->pattern;
            evidence[count++] = piece;
        }
    }
    return drop_excluded(evidence, count, excluded, excluded_count);
}
