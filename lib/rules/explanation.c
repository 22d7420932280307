#include "lib/rules/explanation.h"

const char *const template_words[TEMPLATES] = {
    "art.9(1)",  "art.9(2)",  "art.9(3)",  "art.9(4)",  "art.9(5)", "art.9(6)",  "art.10(1)",
    "art.10(2)", "art.28(1)", "art.28(2)", "art.28(3)", "review",   "emergency",
};

const struct advice *explanations_advice(const struct explanations *explanations, struct span code)
{
    for (size_t i = 0; i < explanations->advice_count; i++)
        if (span_equal(explanations->advice[i].code, code))
            return &explanations->advice[i];
    return NULL;
}

static void add_template(struct span text, struct span advice, struct buffer *out)
{
    static const char hole[] = "{advice}";
    const char *at = memmem(text.at, text.length, hole, sizeof hole - 1);
    if (at == NULL) {
        buffer_add_span(out, text);
        return;
    }
    size_t before = (size_t)(at - text.at);
    size_t behind = before + sizeof hole - 1;
    buffer_add(out, text.at, before);
    buffer_add_span(out, advice);
    buffer_add(out, text.at + behind, text.length - behind);
}

static int template_of(const struct acceptance_answer *answer)
{
    if (answer->critical)
        return TEMPLATE_EMERGENCY;
    return answer->verdict == VERDICT_REVIEW ? TEMPLATE_REVIEW : answer->ground;
}

bool explanation_is_due(const struct acceptance_answer *answer)
{
    return answer->ground >= 0 || answer->critical;
}

void explanation_write(const struct explanations *explanations,
                       const struct acceptance_answer *answer, int language, struct buffer *out)
{
    if (!explanation_is_due(answer))
        return;
    struct span code = answer->advice;
    if (code.at == NULL)
        code = explanations->default_advice[answer->critical ? GROUND_EMERGENCY : answer->ground];
    const struct advice *advice = explanations_advice(explanations, code);
    struct span words = advice != NULL ? advice->words[language] : SPAN("");
    add_template(explanations->templates[template_of(answer)][language], words, out);
}
