/* Today's callback list: the cases whose citizens are to be asked how satisfied they are
 * (art.11(4)), or called to verify a bad rating (art.20), oldest first, as NDJSON. Names are masked
 * and numbers left out unless a purpose to reveal them was given. */
#ifndef H12_CASE_CALLBACK_LIST_H
#define H12_CASE_CALLBACK_LIST_H

#include "lib/base/buffer.h"
#include "lib/case/callback.h"

struct due_call;

struct callback_list {
    instant now;
    bool reveal;
    struct callback callback; /* of the case at hand */
    struct due_call *calls;
    size_t count, capacity;
    struct buffer lines;
};

/* Takes a case in where it is to be called today: it waits, and nobody was tried today. False with
 * a fault in the record. */
bool callback_list_add(struct callback_list *list, struct record *record, enum state state);

/* Writes the lines, the case that waits longest first, ties by id. */
void callback_list_write(struct callback_list *list, struct buffer *out);
void callback_list_release(struct callback_list *list);

#endif
