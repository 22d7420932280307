#include "lib/case/check_parts.h"

/* A reply that was reviewed at all, or could be: the last of the case's own. */
static const struct reply_entry *last_final(const struct replies *replies)
{
    for (size_t i = replies->count; i > 0; i--)
        if (replies->entries[i - 1].kind == REPLY_FINAL && replies->entries[i - 1].told)
            return &replies->entries[i - 1];
    return NULL;
}

/* art.12(1): a reply that was to be mended is followed by a round. art.15(5): so is one of a unit
 * that the case is not for. */
static void check_reviews(struct check *check, const struct replies *replies)
{
    size_t waiting = 0;
    for (size_t i = 0; i < replies->count; i++) {
        const struct reply_entry *entry = &replies->entries[i];
        const struct review *review = &entry->review;
        bool reviewed = review->decision != REPLY_UNDECIDED;
        waiting += entry->kind == REPLY_FINAL && entry->told && !reviewed;
        if (reviewed && (entry->kind != REPLY_FINAL || !entry->told))
            check_finding(check, "reply_review", "replies", "art.15",
                          "a review is of a reply that nobody reviews");
        if (review->has_until && review->decision != REPLY_APPROVE)
            check_finding(check, "reply_review", "replies", "art.15",
                          "a promise stands in a review that approves nothing");
        if (entry->is_judged && entry->is_complete && memchr(entry->lacks, 1, REPLY_FIELDS))
            check_finding(check, "reply_missing", "replies", "art.15",
                          "a reply is complete and lacks something");
    }
    if (waiting > 1)
        check_finding(check, "reply_review", "replies", "art.15",
                      "several replies wait for a review");
    if (waiting > 0 && (check->state == STATE_ASSIGNED || check->state == STATE_COMMITTED))
        check_finding(check, "reply_review", "replies", "art.15",
                      "a reply waits for its review, though the unit has the case");
}

/* art.15: what the state says of the last reply is what stands there. */
void check_replies(struct check *check)
{
    const struct reply_entry *last = last_final(&check->replies);
    const struct review *review = last != NULL ? &last->review : NULL;
    bool approved = review != NULL && review->decision == REPLY_APPROVE;
    check_reviews(check, &check->replies);
    if (check->state == STATE_REPLIED && (review == NULL || review->decision != REPLY_UNDECIDED))
        check_finding(check, "state_requires", "replies", "art.15",
                      "has no reply that waits: the state says that one does");
    if (check->state == STATE_COMMITTED && !(approved && review->has_until))
        check_finding(
            check, "state_requires", "replies", "art.15",
            "has no approved reply with a day: the state says that later work is promised");
    if (check->state == STATE_RESOLVED && !(approved && !review->has_until))
        check_finding(check, "state_requires", "replies", "art.15",
                      "has no approved reply: the state says that the case is resolved");
}
