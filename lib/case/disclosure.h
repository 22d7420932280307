/* What of a case may leave for people and units: texts are masked, and free of what the record says
 * of the requester, unless a purpose to reveal them was given. For reports of wrongdoing, criticism
 * of staff (art.8(3)) and requests in confidence they stay masked even then. */
#ifndef H12_CASE_DISCLOSURE_H
#define H12_CASE_DISCLOSURE_H

#include "lib/record/json.h"
#include "lib/record/read.h"

#include <stdbool.h>

struct disclosure {
    struct span names[3]; /* the requester's name and numbers */
    size_t name_count;
    bool open; /* texts leave as they are */
};

/* Whether the one who asked stays unnamed, whatever the purpose. */
bool disclosure_is_withheld(const struct reader *top);

/* Reads whose texts they are. */
struct disclosure disclosure_of(struct record *record, bool reveal);

/* Appends a text as it may leave. */
void disclosure_add(const struct disclosure *disclosure, struct span text, struct buffer *out);
/* The same as a member of an object; nothing where the text is absent. */
void disclosure_member(const struct disclosure *disclosure, struct json *json, const char *name,
                       struct span text);

#endif
