#include "lib/rules/lexicon.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <stdlib.h>

struct builder {
    struct lexicon *lexicon;
    const struct route_rules *rules;
    size_t capacity;
    struct span *texts; /* of the words */
    size_t text_capacity;
};

static void add_word(struct builder *builder, struct span text, struct lexicon_word word)
{
    struct lexicon *lexicon = builder->lexicon;
    if (span_empty(text))
        return;
    word.weight = route_word_weight(builder->rules, utf8_count(text));
    if (word.role == WORD_NAME)
        word.weight *= builder->rules->name_factor;
    builder->texts = memory_grow(builder->texts, lexicon->count, &builder->text_capacity,
                                 sizeof *builder->texts);
    builder->texts[lexicon->count] = text;
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

static void add_matters(struct builder *builder, const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct matter *matter = &catalogue->matters[i];
        struct lexicon_word word = {
            .role = WORD_KEYWORD, .matter = matter, .table = TABLE_MATTERS, .row = matter->row};
        add_words(builder, matter->keywords, word);
        word.role = WORD_EXCLUSION;
        add_words(builder, matter->exclusions, word);
    }
}

/* A government's name is a place, and so is that of a subdistrict's office; another unit's speaks
 * for its line and, below a district, for the district, too. */
static void add_units(struct builder *builder, const struct directory *directory)
{
    for (size_t i = 0; i < directory->count; i++) {
        const struct unit *unit = &directory->units[i];
        struct lexicon_word word = {.role = WORD_DISTRICT, .table = TABLE_UNITS, .row = unit->row};
        if (unit->level == LEVEL_DISTRICT)
            word.district = unit;
        else
            word.district = directory_newest_district(directory, unit->district);
        if (!span_empty(unit->line)) {
            word.role = WORD_NAME;
            word.unit = unit;
        } else if (word.district == NULL) {
            continue;
        } else if (word.district != unit) {
            word.office = unit;
        }
        add_word(builder, unit->name, word);
        if (!span_equal(unit->short_name, unit->name))
            add_word(builder, unit->short_name, word);
        add_words(builder, unit->aliases, word);
    }
}

/* A name that the directory has for the district, or for an office in it, is there already. */
static bool is_units_name(const struct directory *directory, struct span name,
                          const struct unit *district)
{
    const struct unit *unit = NULL;
    while ((unit = directory_namesake(directory, name, unit)) != NULL)
        if (span_empty(unit->line) && span_equal(unit->district, district->district))
            return true;
    return false;
}

static void add_place_word(struct builder *builder, const struct directory *directory,
                           struct span name, struct lexicon_word word)
{
    if (!is_units_name(directory, name, word.district))
        add_word(builder, name, word);
}

static void add_places(struct builder *builder, const struct directory *directory,
                       const struct gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->count; i++) {
        const struct place *place = &gazetteer->places[i];
        struct lexicon_word word = {.role = WORD_PLACE,
                                    .district = place->district,
                                    .office = place->office,
                                    .table = TABLE_GAZETTEER,
                                    .row = place->row};
        struct span rest = place->aliases;
        struct span alias;
        add_place_word(builder, directory, place->name, word);
        while (span_next_part(&rest, &alias))
            add_place_word(builder, directory, alias, word);
    }
}

struct shared_name {
    struct span text;
    size_t word;
};

static int by_text(const void *a, const void *b)
{
    const struct shared_name *left = a, *right = b;
    int order = span_compare(left->text, right->text);
    return order != 0 ? order : (left->word > right->word) - (left->word < right->word);
}

/* A name that stands for several places tells less of each. */
static void share_weights(struct lexicon *lexicon, struct shared_name names[], size_t count)
{
    qsort(names, count, sizeof *names, by_text);
    for (size_t from = 0, to; from < count; from = to) {
        size_t districts = 0;
        for (to = from; to < count && span_equal(names[to].text, names[from].text); to++) {
            bool known = false;
            for (size_t i = from; i < to; i++)
                known |= lexicon->words[names[i].word].district ==
                         lexicon->words[names[to].word].district;
            districts += !known;
        }
        for (size_t i = from; i < to; i++)
            lexicon->words[names[i].word].weight /= (double)districts;
    }
}

static void share_places(struct builder *builder)
{
    struct lexicon *lexicon = builder->lexicon;
    struct shared_name *names = memory_get_zeroed(lexicon->count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < lexicon->count; i++)
        if (lexicon->words[i].role == WORD_PLACE)
            names[count++] = (struct shared_name){builder->texts[i], i};
    share_weights(lexicon, names, count);
    free(names);
}

void lexicon_build(struct lexicon *lexicon, const struct catalogue *catalogue,
                   const struct directory *directory, const struct gazetteer *gazetteer,
                   const struct route_rules *rules)
{
    struct builder builder = {.lexicon = lexicon, .rules = rules};
    *lexicon = (struct lexicon){.matcher = matcher_new()};
    add_matters(&builder, catalogue);
    add_units(&builder, directory);
    add_places(&builder, directory, gazetteer);
    share_places(&builder);
    free(builder.texts);
    matcher_build(lexicon->matcher);
    unit_names_build(&lexicon->names, directory);
}

void lexicon_release(struct lexicon *lexicon)
{
    matcher_free(lexicon->matcher);
    unit_names_release(&lexicon->names);
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

/* What is being found. */
struct finding {
    struct route_evidence *evidence;
    size_t count, most;
    uint32_t patterns[ROUTE_EVIDENCE_MAX]; /* by which word each piece was found */
    const struct matter *excluded[ROUTE_EVIDENCE_MAX];
    size_t excluded_count;
};

/* A word that was seen before adds nothing: who says "noise" ten times has one complaint. Nor does
 * another name of the same thing on the same spot. */
static bool is_known(const struct finding *finding, const struct route_evidence *piece,
                     uint32_t pattern)
{
    for (size_t i = 0; i < finding->count; i++) {
        const struct route_evidence *known = &finding->evidence[i];
        if (finding->patterns[i] == pattern && known->source == piece->source)
            return true;
        if (known->member == piece->member && known->offset == piece->offset &&
            known->matter == piece->matter && known->unit == piece->unit &&
            known->district == piece->district)
            return true;
    }
    return false;
}

static bool is_excluded(const struct finding *finding, const struct matter *matter)
{
    for (size_t i = 0; i < finding->excluded_count; i++)
        if (finding->excluded[i] == matter)
            return true;
    return false;
}

static void drop_excluded(struct finding *finding)
{
    size_t kept = 0;
    for (size_t i = 0; i < finding->count; i++)
        if (finding->evidence[i].matter == NULL ||
            !is_excluded(finding, finding->evidence[i].matter))
            finding->evidence[kept++] = finding->evidence[i];
    finding->count = kept;
}

static enum route_source source_of(const struct lexicon_word *word)
{
    if (word->role == WORD_KEYWORD)
        return SOURCE_KEYWORD;
    return word->role == WORD_NAME ? SOURCE_NAME : SOURCE_PLACE;
}

static struct route_evidence piece_of(const struct lexicon_word *word,
                                      const struct lexicon_text *text, const struct match *match)
{
    return (struct route_evidence){
        .source = source_of(word),
        .matter = word->matter,
        .unit = word->unit,
        .district = word->district,
        .office = word->office,
        .table = word->table,
        .row = word->row,
        .member = text->member,
        .offset = utf8_count((struct span){text->text.at, match->start}),
        .weight = word->weight * text->emphasis,
    };
}

static bool is_valid(const struct lexicon_word *word, day_number day)
{
    return (word->matter == NULL || matter_is_valid(word->matter, day)) &&
           (word->unit == NULL || unit_is_valid(word->unit, day)) &&
           (word->district == NULL || unit_is_valid(word->district, day));
}

static void take_match(struct finding *finding, const struct lexicon_word *word,
                       const struct lexicon_text *text, const struct match *match)
{
    if (word->role == WORD_EXCLUSION) {
        if (finding->excluded_count < ROUTE_EVIDENCE_MAX)
            finding->excluded[finding->excluded_count++] = word->matter;
        return;
    }
    struct route_evidence piece = piece_of(word, text, match);
    if (finding->count == finding->most || is_known(finding, &piece, match->pattern))
        return;
    finding->patterns[finding->count] = match->pattern;
    finding->evidence[finding->count++] = piece;
}

size_t lexicon_evidence(const struct lexicon *lexicon, const struct lexicon_text texts[],
                        size_t text_count, day_number day, struct route_evidence evidence[],
                        size_t most)
{
    struct search search;
    struct finding finding;
    finding.evidence = evidence;
    finding.most = most < ROUTE_EVIDENCE_MAX ? most : ROUTE_EVIDENCE_MAX;
    finding.count = 0;
    finding.excluded_count = 0;
    for (size_t i = 0; i < text_count; i++) {
        search.count = 0;
        matcher_search(lexicon->matcher, texts[i].text, keep_longest, &search);
        for (size_t j = 0; j < search.count; j++) {
            const struct lexicon_word *word = &lexicon->words[search.matches[j].pattern];
            if (is_valid(word, day))
                take_match(&finding, word, &texts[i], &search.matches[j]);
        }
    }
    drop_excluded(&finding);
    return finding.count;
}
