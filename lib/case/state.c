#include "lib/case/state.h"

bool case_read_head(struct record *record, struct case_head *head)
{
    struct reader top = read_top(record);
    head->id = read_required_string(&top, "id");
    int state = read_word(&top, "state", state_words, STATES, -1);
    if (state < 0)
        read_fault(&top, "state", "missing", "is missing");
    head->state = (enum state)state;
    return fault_none(&record->fault);
}

void case_set_state(struct record *record, enum state state)
{
    record_set_string(record, "state", span_of(state_words[state]));
}

enum urgency case_urgency(const struct reader *top)
{
    return (enum urgency)read_word(top, "urgency", urgency_words, URGENCIES, URGENCY_NORMAL);
}
