#include "lib/rules/knowledge.h"

#include "lib/base/memory.h"

#include <stdlib.h>

enum { HITS = 8 };

const char *const knowledge_reasons[KNOWLEDGE_VERDICTS] = {
    "no entry of the knowledge base is like the question",
    "the question is clearly that of an entry of the knowledge base",
    "two entries of the knowledge base are about as like the question",
    "the entry of the knowledge base that is likest is out of its time",
};

void knowledge_add(struct knowledge *knowledge, struct knowledge_entry entry)
{
    uint32_t number = (uint32_t)knowledge->count;
    struct span rest = entry.questions;
    struct span question;
    if (knowledge->phrases == NULL)
        knowledge->phrases = phrases_new();
    phrases_add(knowledge->phrases, entry.title, number);
    while (span_next_part(&rest, &question))
        phrases_add(knowledge->phrases, question, number);
    knowledge->entries = memory_grow(knowledge->entries, knowledge->count, &knowledge->capacity,
                                     sizeof *knowledge->entries);
    knowledge->entries[knowledge->count++] = entry;
}

void knowledge_build(struct knowledge *knowledge)
{
    if (knowledge->phrases == NULL)
        knowledge->phrases = phrases_new();
    phrases_build(knowledge->phrases);
}

void knowledge_release(struct knowledge *knowledge)
{
    free(knowledge->entries);
    phrases_free(knowledge->phrases);
    arena_release(&knowledge->arena);
    *knowledge = (struct knowledge){0};
}

bool entry_is_valid(const struct knowledge_entry *entry, day_number day)
{
    return entry->valid_from <= day && day <= entry->valid_to;
}

/* Another version of the entry is the one of the day. */
static bool is_superseded(const struct knowledge *knowledge, const struct knowledge_entry *entry,
                          day_number day)
{
    if (entry_is_valid(entry, day))
        return false;
    for (size_t i = 0; i < knowledge->count; i++)
        if (span_equal(knowledge->entries[i].id, entry->id) &&
            entry_is_valid(&knowledge->entries[i], day))
            return true;
    return false;
}

void knowledge_ask(const struct knowledge *knowledge, const struct knowledge_rules *rules,
                   struct phrase_scratch *scratch, struct span title, struct span text,
                   day_number day, struct knowledge_answer *answer)
{
    struct phrase_hit hits[HITS];
    struct span question = text.at != NULL ? text : title;
    size_t count =
        phrases_search(knowledge->phrases, scratch, question, rules->least_share, hits, HITS);
    *answer = (struct knowledge_answer){.verdict = KNOWLEDGE_NONE};
    double rival = 0;
    for (size_t i = 0; i < count; i++) {
        const struct knowledge_entry *entry = &knowledge->entries[hits[i].number];
        if (is_superseded(knowledge, entry, day))
            continue;
        if (answer->entry == NULL) {
            answer->entry = entry;
            answer->likeness = hits[i].likeness;
        } else if (!span_equal(entry->id, answer->entry->id) && hits[i].likeness > rival)
            rival = hits[i].likeness;
    }
    if (answer->entry == NULL || answer->likeness < rules->min_likeness)
        return;
    if (!entry_is_valid(answer->entry, day))
        answer->verdict = KNOWLEDGE_EXPIRED;
    else
        answer->verdict =
            rival > answer->likeness - rules->margin ? KNOWLEDGE_SEVERAL : KNOWLEDGE_CLEAR;
}
