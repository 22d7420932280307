#include "lib/reference/upkeep.h"

#include "lib/base/memory.h"
#include "lib/rules/duties.h"

#include <stdlib.h>

static void found(struct upkeep *upkeep, const char *path, uint32_t row, const char *what)
{
    buffer_printf(upkeep->out, "%s:%u: %s\n", path, row, what);
    upkeep->count++;
}

static bool overlap(day_number from, day_number to, day_number other_from, day_number other_to)
{
    return from <= other_to && other_from <= to;
}

/* A word of a row, for finding it in another row of the same time. */
struct word {
    struct span text;
    uint32_t row;
    day_number from, to;
};

struct words {
    struct word *list;
    size_t count, capacity;
};

static void add_word(struct words *words, struct word word)
{
    if (span_empty(word.text))
        return;
    words->list = memory_grow(words->list, words->count, &words->capacity, sizeof *words->list);
    words->list[words->count++] = word;
}

static void add_cell(struct words *words, struct span cell, struct word word)
{
    while (span_next_part(&cell, &word.text))
        add_word(words, word);
}

static int by_text(const void *a, const void *b)
{
    const struct word *left = a, *right = b;
    int order = span_compare(left->text, right->text);
    return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
}

/* Says of each row that has a word of an earlier one, at one time; a row is named once a word. */
static void find_shared(struct upkeep *upkeep, struct words *words, const char *path,
                        const char *what)
{
    if (words->count > 0)
        qsort(words->list, words->count, sizeof *words->list, by_text);
    for (size_t i = 1; i < words->count; i++) {
        const struct word *word = &words->list[i];
        for (size_t k = i; k-- > 0 && span_equal(words->list[k].text, word->text);) {
            const struct word *earlier = &words->list[k];
            if (earlier->row == word->row ||
                !overlap(word->from, word->to, earlier->from, earlier->to))
                continue;
            buffer_printf(upkeep->out, "%s:%u: %s (line %u)\n", path, word->row, what,
                          earlier->row);
            upkeep->count++;
            break;
        }
    }
    free(words->list);
}

static void check_units(struct upkeep *upkeep)
{
    struct words words = {0};
    for (size_t i = 0; i < upkeep->directory->count; i++) {
        const struct unit *unit = &upkeep->directory->units[i];
        struct word word = {unit->name, unit->row, unit->valid_from, unit->valid_to};
        add_word(&words, word);
        word.text = unit->short_name;
        add_word(&words, word);
        add_cell(&words, unit->aliases, word);
        if (span_empty(unit->contact) && upkeep->today <= unit->valid_to)
            found(upkeep, upkeep->units, unit->row, "contact: is empty");
    }
    find_shared(upkeep, &words, upkeep->units, "aliases: a name is another unit's, too");
}

/* Whether a matter that is valid today leads to any unit: each district's, or one of the city's. */
static bool leads_anywhere(const struct upkeep *upkeep, const struct matter *matter)
{
    struct duty duty;
    if (matter->to_district)
        return true;
    duty_of(upkeep->directory, upkeep->catalogue, matter, NULL, upkeep->today, &duty);
    return duty.lead != NULL;
}

static void check_matters(struct upkeep *upkeep)
{
    struct words words = {0};
    for (size_t i = 0; i < upkeep->catalogue->count; i++) {
        const struct matter *matter = &upkeep->catalogue->matters[i];
        struct word word = {SPAN_NONE, matter->row, matter->valid_from, matter->valid_to};
        add_cell(&words, matter->keywords, word);
        if (catalogue_is_heading(matter) || !matter_is_valid(matter, upkeep->today))
            continue;
        if (span_empty(matter->keywords))
            found(upkeep, upkeep->matters, matter->row,
                  "keywords: is empty, so no text leads to the matter");
        if (!leads_anywhere(upkeep, matter))
            found(upkeep, upkeep->matters, matter->row, "line: no unit has it");
    }
    find_shared(upkeep, &words, upkeep->matters, "keywords: a keyword is another matter's, too");
}

static void check_entry(struct upkeep *upkeep, size_t index)
{
    const struct knowledge_entry *entry = &upkeep->knowledge->entries[index];
    bool followed = false, overlaps = false;
    for (size_t i = 0; i < upkeep->knowledge->count; i++) {
        const struct knowledge_entry *other = &upkeep->knowledge->entries[i];
        if (i == index || !span_equal(other->id, entry->id))
            continue;
        followed |= other->valid_to > entry->valid_to;
        overlaps |= i < index &&
                    overlap(entry->valid_from, entry->valid_to, other->valid_from, other->valid_to);
    }
    if (entry->valid_to < upkeep->today && !followed)
        found(upkeep, upkeep->entries, entry->row, "valid_to: the entry is out of its time");
    if (overlaps)
        found(upkeep, upkeep->entries, entry->row,
              "valid_from: overlaps another version of the entry");
}

/* Each question of an entry that is, or will be, in its time is put to the base: whoever asks it
 * word for word should have the entry's answer. */
static void check_questions(struct upkeep *upkeep, const struct knowledge_entry *entry,
                            struct knowledge_scratch *scratch)
{
    day_number day = upkeep->today > entry->valid_from ? upkeep->today : entry->valid_from;
    struct span rest = entry->questions;
    struct span question;
    struct knowledge_answer said;
    if (!entry_is_valid(entry, day))
        return;
    for (int number = 1; span_next_part(&rest, &question); number++) {
        knowledge_find(upkeep->knowledge, upkeep->rules, scratch, question, day, &said);
        if (said.verdict == KNOWLEDGE_CLEAR && span_equal(said.entry->id, entry->id))
            continue;
        const struct knowledge_entry *other = said.entry == entry ? said.rival : said.entry;
        buffer_printf(upkeep->out, "%s:%u: questions: the entry does not answer question %d of it",
                      upkeep->entries, entry->row, number);
        if (other != NULL)
            buffer_printf(upkeep->out, ", for another is about as like (line %u)", other->row);
        buffer_add_string(upkeep->out, "\n");
        upkeep->count++;
    }
}

static void check_entries(struct upkeep *upkeep)
{
    struct knowledge_scratch scratch = {0};
    for (size_t i = 0; i < upkeep->knowledge->count; i++) {
        check_entry(upkeep, i);
        check_questions(upkeep, &upkeep->knowledge->entries[i], &scratch);
    }
    knowledge_scratch_release(&scratch);
}

size_t upkeep_check(struct upkeep *upkeep)
{
    check_units(upkeep);
    check_matters(upkeep);
    check_entries(upkeep);
    return upkeep->count;
}
