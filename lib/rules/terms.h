/* The words of the regulation that several rules and the case record share, as enumerations with
 * their spelling in records. */
#ifndef H12_RULES_TERMS_H
#define H12_RULES_TERMS_H

#include "lib/base/span.h"

enum urgency { URGENCY_CRITICAL, URGENCY_URGENT, URGENCY_NORMAL, URGENCY_COMPLEX, URGENCIES };

enum kind { KIND_CONSULTATION, KIND_HELP, KIND_COMPLAINT, KIND_REPORT, KIND_SUGGESTION, KINDS };

enum channel {
    CHANNEL_PHONE,
    CHANNEL_SMS,
    CHANNEL_WECHAT,
    CHANNEL_APP,
    CHANNEL_WEB,
    CHANNEL_OTHER,
    CHANNELS
};

enum state {
    STATE_REVIEW,
    STATE_DECLINED,
    STATE_BARRED,
    STATE_ACCEPTED,
    STATE_TRIAGE,
    STATE_ANSWERED,
    STATE_ASSIGNED,
    STATE_RETURNING,
    STATE_CONSULTING,
    STATE_COORDINATING,
    STATE_REPLIED,
    STATE_COMMITTED,
    STATE_RESOLVED,
    STATE_VERIFYING,
    STATE_CLOSED,
    STATE_WITHDRAWN,
    STATES
};

/* Why a unit holds a case; each opens a round. */
enum cause {
    CAUSE_DISPATCHED,  /* art.13 */
    CAUSE_TRANSFERRED, /* art.16(1), art.15(5) */
    CAUSE_JOINT,       /* art.16(3) */
    CAUSE_DESIGNATED,  /* art.17 */
    CAUSE_REWORK,      /* art.12(1) */
    CAUSE_REDO,        /* art.20 */
    CAUSE_CORRECTED,   /* the hotline's own mistake */
    CAUSES
};

extern const char *const urgency_words[URGENCIES];
extern const char *const kind_words[KINDS];
extern const char *const channel_words[CHANNELS];
extern const char *const state_words[STATES];
extern const char *const cause_words[CAUSES];

/* Who has a case in a state: the hotline, the unit that leads, or nobody. */
enum holder { HOLDER_NOBODY, HOLDER_HOTLINE, HOLDER_LEAD };
enum holder state_holder(enum state state);

/* The index of a word, or -1. */
int word_find(const char *const words[], int count, struct span word);

#endif
