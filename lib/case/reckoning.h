/* From an accepted record to the rules' question and answer: what the record says outright, what
 * its words say, whose that would be. Reads only; writing is routing.c's, telling is
 * explanation.c's. */
#ifndef H12_CASE_RECKONING_H
#define H12_CASE_RECKONING_H

#include "lib/case/state.h"
#include "lib/rules/alert.h"
#include "lib/rules/directory.h"
#include "lib/rules/knowledge.h"
#include "lib/rules/lexicon.h"
#include "lib/rules/ranking.h"

/* What does not change from case to case. */
struct dispatch_desk {
    const struct route_rules *rules;
    const struct knowledge_rules *knowledge_rules;
    const struct alert_rules *alerts;
    const struct promise_rules *promises;
    const struct deadline_rules *limits;
    const struct directory *directory;
    const struct catalogue *catalogue;
    const struct lexicon *lexicon;
    const struct knowledge *knowledge;
    const struct calendar *calendar;
    const struct unit *duty_unit; /* that is alerted where no unit is known */
    bool delegate;                /* art.7(2): name who acts below the lead */
    instant now;
};

/* One case on its way through the rules. */
struct reckoning {
    struct record *record;
    instant received_at;
    day_number received;
    enum urgency urgency;
    struct span title, text, address;
    struct span district, unit, matter; /* as the record names them */
    bool officers_district;             /* an officer found the district, who accepted the case */
    instant assigned_at;                /* as the export has it */
    struct route_evidence evidence[ROUTE_EVIDENCE_MAX];
    size_t evidence_count;
    struct ranking ranking;
    struct route_question question;
    struct route_answer answer;
    const struct unit *acting; /* below the lead, with desk->delegate; NULL: nobody */
};

/* Reads what the record says outright; false with a fault. */
bool reckoning_read(struct reckoning *r, const struct dispatch_desk *desk, struct record *record);
/* Whether the knowledge base is asked: a consultation that names no unit and is not critical. */
bool reckoning_asks_knowledge(const struct reckoning *r);
/* What the knowledge base says to it at an instant. */
void reckoning_ask(const struct reckoning *r, const struct dispatch_desk *desk, instant at,
                   struct knowledge_scratch *scratch, struct knowledge_answer *answer);
/* Weighs the words and decides, after reckoning_read(). */
void reckoning_decide(struct reckoning *r, const struct dispatch_desk *desk);

#endif
