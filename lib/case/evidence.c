#include "lib/case/evidence.h"

static bool has_offset(const struct route_evidence *piece)
{
    return piece->source == SOURCE_KEYWORD || piece->source == SOURCE_PLACE ||
           piece->source == SOURCE_NAME;
}

/* Evidence is most of what routing writes, so its fixed parts are copied in steps of a known size,
 * and the room for a piece is asked for once. */
struct phrase {
    char text[32];
    size_t length;
};

static const struct phrase sources[ROUTE_SOURCES] = {
    [SOURCE_UNIT] = {"{\"source\":\"unit\"", 16},
    [SOURCE_MATTER] = {"{\"source\":\"matter\"", 18},
    [SOURCE_KEYWORD] = {"{\"source\":\"keyword\"", 19},
    [SOURCE_NAME] = {"{\"source\":\"name\"", 16},
    [SOURCE_DISTRICT] = {"{\"source\":\"district\"", 20},
    [SOURCE_PLACE] = {"{\"source\":\"place\"", 17},
    [SOURCE_DUTY] = {"{\"source\":\"duty\"", 16},
};
static const struct phrase tables[ROUTE_TABLES] = {
    [TABLE_UNITS] = {",\"table\":\"units.csv\",\"row\":", 27},
    [TABLE_MATTERS] = {",\"table\":\"matters.csv\",\"row\":", 29},
    [TABLE_GAZETTEER] = {",\"table\":\"gazetteer.csv\",\"row\":", 31},
};
static const struct phrase member_key = {",\"member\":\"", 11};
static const struct phrase offset_key = {",\"offset\":", 10};
static const struct phrase weight_key = {",\"weight\":", 10};

/* Writes 32 bytes, of which those behind the phrase are written over. */
static inline char *put(char *to, const struct phrase *phrase)
{
    memcpy(to, phrase->text, sizeof phrase->text);
    return to + phrase->length;
}

/* Of a piece at most: the names of members are the toolkit's own, and short. */
enum { PIECE_LENGTH = 256 };

static char *put_piece(char *to, const struct route_evidence *piece)
{
    to = put(to, &sources[piece->source]);
    to = put(to, &tables[piece->table]);
    to = integer_write(piece->row, to);
    if (piece->member != NULL) {
        size_t length = strlen(piece->member);
        to = put(to, &member_key);
        to = (char *)memcpy(to, piece->member, length) + length;
        *to++ = '"';
    }
    if (has_offset(piece)) {
        to = put(to, &offset_key);
        to = integer_write((int64_t)piece->offset, to);
    }
    to = thousandths_write(piece->weight, put(to, &weight_key));
    *to++ = '}';
    return to;
}

void evidence_write(struct json *json, const struct route_evidence evidence[], size_t count)
{
    struct buffer *out = json->out;
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        buffer_reserve(out, PIECE_LENGTH);
        char *to = out->bytes + out->length;
        if (i > 0)
            *to++ = ',';
        out->length = (size_t)(put_piece(to, &evidence[i]) - out->bytes);
    }
    json_close(json, ']');
}

void candidates_write(struct json *json, const struct route_candidate candidates[], size_t count)
{
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        const struct route_candidate *candidate = &candidates[i];
        json_open(json, '{');
        if (candidate->unit != NULL)
            json_member_string(json, "unit", candidate->unit->code);
        if (candidate->matter != NULL)
            json_member_string(json, "matter", candidate->matter->code);
        json_member_thousandths(json, "score", candidate->score);
        json_member_word(json, "reason", duty_step_words[candidate->step]);
        json_close(json, '}');
    }
    json_close(json, ']');
}
