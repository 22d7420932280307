#include "lib/rules/terms.h"

const char *const urgency_words[URGENCIES] = {"critical", "urgent", "normal", "complex"};

const char *const kind_words[KINDS] = {"consultation", "help", "complaint", "report", "suggestion"};

const char *const channel_words[CHANNELS] = {"phone", "sms", "wechat", "app", "web", "other"};

const char *const state_words[STATES] = {
    "review",   "declined",  "barred",     "accepted",     "triage",  "answered",
    "assigned", "returning", "consulting", "coordinating", "replied", "committed",
    "resolved", "verifying", "closed",     "withdrawn",
};

const char *const cause_words[CAUSES] = {"dispatched", "transferred", "joint",    "designated",
                                         "rework",     "redo",        "corrected"};

enum holder state_holder(enum state state)
{
    switch (state) {
    case STATE_ASSIGNED:
    case STATE_COMMITTED:
        return HOLDER_LEAD;
    case STATE_DECLINED:
    case STATE_BARRED:
    case STATE_ANSWERED:
    case STATE_CLOSED:
    case STATE_WITHDRAWN:
        return HOLDER_NOBODY;
    default:
        return HOLDER_HOTLINE;
    }
}

int word_find(const char *const words[], int count, struct span word)
{
    for (int i = 0; i < count; i++)
        if (span_is(word, words[i]))
            return i;
    return -1;
}
