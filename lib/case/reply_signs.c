#include "lib/case/reply_signs.h"

#include "lib/base/hash.h"
#include "lib/base/memory.h"
#include "lib/case/reply_case.h"
#include "lib/text/signs.h"

#include <math.h>
#include <stdlib.h>

/* What the reply says of the matter. */
static struct span text_of(const struct span fields[], struct buffer *out)
{
    static const enum reply_field parts[] = {REPLY_PROCESS, REPLY_OPINION, REPLY_PLAN};
    buffer_reset(out);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (fields[parts[i]].at == NULL)
            continue;
        buffer_add_span(out, fields[parts[i]]);
        buffer_add_byte(out, '\n');
    }
    return buffer_span(out);
}

/* Words are alike whatever numbers, dates and punctuation stand between them. Zero: none; `length`
 * counts the signs that are read, figures among them. */
static uint64_t words_of(struct span text, int *length)
{
    struct signs signs;
    signs_read(&signs, text);
    size_t kept = 0;
    *length = 0;
    for (size_t i = 0; i < signs.count; i++) {
        char32_t sign = signs.codes[i];
        bool is_word = sign_is_han(sign) || sign_is_letter(sign);
        *length += is_word || sign_is_digit(sign);
        if (is_word)
            signs.codes[kept++] = sign;
    }
    struct span words = {(const char *)signs.codes, kept * sizeof *signs.codes};
    uint64_t hash = kept > 0 ? hash_64(words) : 0;
    signs_release(&signs);
    return hash;
}

/* Words that are said to a case, by their hashes. */
struct said {
    uint64_t words, of_case;
    struct event *event;
};

static int compare_words(const struct said *left, const struct said *right)
{
    return (left->words > right->words) - (left->words < right->words);
}

static int compare(const void *a, const void *b)
{
    const struct said *left = a, *right = b;
    int order = compare_words(left, right);
    return order != 0 ? order : (left->of_case > right->of_case) - (left->of_case < right->of_case);
}

static bool is_reply(const struct event *event)
{
    struct span kind = event->values[REPLY_ROW_KIND];
    return kind.at == NULL || span_is(kind, reply_kind_words[REPLY_FINAL]);
}

/* Counts the cases of those that say the same. */
static void count_cases(const struct said said[], size_t count)
{
    int64_t cases = 0;
    for (size_t i = 0; i < count; i++)
        cases += i == 0 || said[i].of_case != said[i - 1].of_case;
    for (size_t i = 0; i < count; i++)
        if (said[i].event->counted < cases)
            said[i].event->counted = cases;
}

void reply_signs_count(struct reply_signs *signs, struct events *events)
{
    struct said *said = memory_get_zeroed(events->count + 1, sizeof *said);
    size_t count = 0;
    for (size_t i = 0; i < events->count; i++) {
        struct event *event = &events->events[i];
        int length;
        if (!is_reply(event))
            continue;
        struct span text = text_of(&event->values[REPLY_ROW_FIELDS], &signs->text);
        said[count] = (struct said){words_of(text, &length), hash_64(event->case_id), event};
        count += said[count].words != 0;
    }
    qsort(said, count, sizeof *said, compare);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && compare_words(&said[from], &said[to]) == 0;)
            to++;
        count_cases(said + from, to - from);
    }
    free(said);
}

/* Takes the request's words in; false where it has none. */
static bool take_request(struct reply_signs *signs, struct record *record)
{
    struct reader top = read_top(record);
    struct span title = read_string(&top, "title"), text = read_string(&top, "text");
    if (title.at == NULL && text.at == NULL)
        return false;
    buffer_reset(&signs->text);
    buffer_add_span(&signs->text, title);
    buffer_add_byte(&signs->text, '\n');
    buffer_add_span(&signs->text, text);
    likeness_take(&signs->request, buffer_span(&signs->text));
    return true;
}

struct reply_measures reply_signs_measure(struct reply_signs *signs, struct record *record,
                                          const struct span fields[], int64_t counted)
{
    struct reply_measures measures = {.has_request = take_request(signs, record)};
    struct span text = text_of(fields, &signs->text);
    bool has_words = words_of(text, &measures.length) != 0;
    measures.same_words = has_words ? (int)counted : 0;
    if (measures.has_request)
        measures.likeness = likeness_compare(&signs->request, text);
    return measures;
}

void reply_signs_release(struct reply_signs *signs)
{
    likeness_release(&signs->request);
    buffer_release(&signs->text);
    *signs = (struct reply_signs){0};
}

static void write_flag(struct json *json, enum reply_sign sign,
                       const struct reply_measures *measures)
{
    json_open(json, '{');
    json_member_word(json, "code", reply_sign_words[sign]);
    if (sign == SIGN_SHORT)
        json_member_integer(json, "length", measures->length);
    if (sign == SIGN_SAME_WORDS)
        json_member_integer(json, "count", measures->same_words);
    if (sign == SIGN_OFF_TOPIC)
        json_member_integer(json, "likeness", lround(measures->likeness * 100));
    json_member_word(json, "policy", reply_sign_policy(sign));
    json_close(json, '}');
}

struct span reply_signs_json(const struct reply_rules *rules, const struct reply_measures *measures,
                             struct record *record)
{
    struct buffer value = {0};
    struct json json = {.out = &value};
    size_t shown = 0;
    json_open(&json, '[');
    for (int sign = 0; sign < REPLY_SIGNS; sign++)
        if (reply_shows((enum reply_sign)sign, rules, measures)) {
            write_flag(&json, (enum reply_sign)sign, measures);
            shown++;
        }
    json_close(&json, ']');
    struct span kept = shown > 0 ? arena_span(&record->arena, buffer_span(&value)) : SPAN_NONE;
    buffer_release(&value);
    return kept;
}
