#include "lib/case/evidence.h"

static bool has_offset(const struct route_evidence *piece)
{
    return piece->source == SOURCE_KEYWORD || piece->source == SOURCE_PLACE ||
           piece->source == SOURCE_NAME;
}

/* Evidence is most of what routing writes, so its fixed parts are written at one go. */
static const struct span sources[ROUTE_SOURCES] = {
    [SOURCE_UNIT] = {"{\"source\":\"unit\"", 16},
    [SOURCE_MATTER] = {"{\"source\":\"matter\"", 18},
    [SOURCE_KEYWORD] = {"{\"source\":\"keyword\"", 19},
    [SOURCE_NAME] = {"{\"source\":\"name\"", 16},
    [SOURCE_DISTRICT] = {"{\"source\":\"district\"", 20},
    [SOURCE_PLACE] = {"{\"source\":\"place\"", 17},
    [SOURCE_DUTY] = {"{\"source\":\"duty\"", 16},
};
static const struct span tables[ROUTE_TABLES] = {
    [TABLE_UNITS] = {",\"table\":\"units.csv\",\"row\":", 27},
    [TABLE_MATTERS] = {",\"table\":\"matters.csv\",\"row\":", 29},
    [TABLE_GAZETTEER] = {",\"table\":\"gazetteer.csv\",\"row\":", 31},
};

void evidence_write(struct json *json, const struct route_evidence evidence[], size_t count)
{
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        const struct route_evidence *piece = &evidence[i];
        if (i > 0)
            buffer_add_byte(json->out, ',');
        buffer_add_span(json->out, sources[piece->source]);
        buffer_add_span(json->out, tables[piece->table]);
        buffer_add_integer(json->out, piece->row);
        json->comma = true;
        if (piece->member != NULL)
            json_member_word(json, "member", piece->member);
        if (has_offset(piece))
            json_member_integer(json, "offset", (int64_t)piece->offset);
        json_member_thousandths(json, "weight", piece->weight);
        buffer_add_byte(json->out, '}');
    }
    json->comma = true;
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
