#include "lib/case/evidence.h"

static bool has_offset(const struct route_evidence *piece)
{
    return piece->source == SOURCE_KEYWORD || piece->source == SOURCE_PLACE ||
           piece->source == SOURCE_NAME;
}

void evidence_write(struct json *json, const struct route_evidence evidence[], size_t count)
{
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        const struct route_evidence *piece = &evidence[i];
        json_open(json, '{');
        json_member_word(json, "source", route_source_words[piece->source]);
        json_member_word(json, "table", route_table_names[piece->table]);
        json_member_integer(json, "row", piece->row);
        if (piece->member != NULL)
            json_member_word(json, "member", piece->member);
        if (has_offset(piece))
            json_member_integer(json, "offset", (int64_t)piece->offset);
        json_member_thousandths(json, "weight", piece->weight);
        json_close(json, '}');
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
