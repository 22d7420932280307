#include "lib/rules/knowledge.h"

#include "lib/base/memory.h"

#include <stdlib.h>

enum { HITS = 8 };

const char *const knowledge_reasons[KNOWLEDGE_VERDICTS] = {
    "no entry of the knowledge base is like the question",
    "the question is clearly that of an entry of the knowledge base",
    "two entries of the knowledge base are about as like the question",
    "the entry of the knowledge base that is likest is out of its time",
    "the text asks what another entry of the knowledge base answers, too",
    "beside the question of an entry of the knowledge base the text speaks of a matter",
    "beside the question of an entry of the knowledge base the text says too much",
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

/* The likest entry, and the likest of the others that are in their time. */
static void take_hits(const struct knowledge *knowledge, const struct phrase_hit hits[],
                      size_t count, day_number day, struct knowledge_answer *answer,
                      bool *in_another_clause)
{
    const struct phrase_hit *best = NULL, *past = NULL, *rival = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct knowledge_entry *entry = &knowledge->entries[hits[i].number];
        if (!entry_is_valid(entry, day)) {
            if (past == NULL && !is_superseded(knowledge, entry, day))
                past = &hits[i];
        } else if (best == NULL)
            best = &hits[i];
        else if (rival == NULL && !span_equal(entry->id, knowledge->entries[best->number].id))
            rival = &hits[i];
    }
    if (past != NULL && (best == NULL || past->likeness > best->likeness)) {
        rival = best;
        best = past;
    }
    if (best == NULL)
        return;
    answer->entry = &knowledge->entries[best->number];
    answer->likeness = best->likeness;
    if (rival == NULL)
        return;
    answer->rival = &knowledge->entries[rival->number];
    answer->rival_likeness = rival->likeness;
    *in_another_clause = rival->clause != best->clause;
}

void knowledge_find(const struct knowledge *knowledge, const struct knowledge_rules *rules,
                    struct knowledge_scratch *scratch, struct span text, day_number day,
                    struct knowledge_answer *answer)
{
    struct phrase_hit hits[HITS];
    bool in_another_clause = false;
    size_t count =
        phrases_search(knowledge->phrases, &scratch->phrases, text, rules->least_share, hits, HITS);
    *answer = (struct knowledge_answer){.verdict = KNOWLEDGE_NONE};
    take_hits(knowledge, hits, count, day, answer, &in_another_clause);
    if (answer->entry == NULL || answer->likeness < rules->min_likeness)
        return;
    if (!entry_is_valid(answer->entry, day))
        answer->verdict = KNOWLEDGE_EXPIRED;
    else if (answer->rival_likeness > answer->likeness - rules->margin)
        answer->verdict = KNOWLEDGE_SEVERAL;
    else if (in_another_clause && answer->rival_likeness >= rules->min_likeness)
        answer->verdict = KNOWLEDGE_ANOTHER;
    else
        answer->verdict = KNOWLEDGE_CLEAR;
}

/* A matter that the rest of a text speaks of. The entry's own words are not in the rest, so what is
 * there is something else, though it be the same unit's: who asks how to get gas may smell it. */
static const struct matter *matter_of(const struct knowledge_desk *desk, struct span rest,
                                      day_number received)
{
    const struct lexicon_text text = {"text", rest, 1};
    struct route_evidence evidence[ROUTE_EVIDENCE_MAX];
    size_t count =
        lexicon_evidence(desk->lexicon, &text, 1, received, evidence, ROUTE_EVIDENCE_MAX);
    for (size_t i = 0; i < count; i++)
        if (evidence[i].source == SOURCE_KEYWORD)
            return evidence[i].matter;
    return NULL;
}

void knowledge_ask(const struct knowledge_desk *desk, struct knowledge_scratch *scratch,
                   const struct knowledge_question *question, struct knowledge_answer *answer)
{
    const struct knowledge *knowledge = desk->knowledge;
    bool has_text = question->text.at != NULL;
    struct buffer *rest = &scratch->rest;
    knowledge_find(knowledge, desk->rules, scratch, has_text ? question->text : question->title,
                   question->day, answer);
    if (answer->verdict != KNOWLEDGE_CLEAR)
        return;
    uint32_t number = (uint32_t)(answer->entry - knowledge->entries);
    buffer_reset(rest);
    answer->rest = phrases_rest(knowledge->phrases, number, question->title, rest);
    if (has_text) {
        buffer_add_byte(rest, '\n');
        answer->rest += phrases_rest(knowledge->phrases, number, question->text, rest);
    }
    answer->matter = matter_of(desk, buffer_span(rest), question->received);
    if (answer->matter != NULL)
        answer->verdict = KNOWLEDGE_MATTER;
    else if (answer->rest > (size_t)desk->rules->max_rest)
        answer->verdict = KNOWLEDGE_REST;
}

void knowledge_scratch_release(struct knowledge_scratch *scratch)
{
    phrase_scratch_release(&scratch->phrases);
    buffer_release(&scratch->rest);
}
