/* The line that tells a unit of a case that it is urged (art.11(1), 11(3), 13(3)): for a gateway of
 * mail or messages. Masked, and nothing of whoever asked. */
#ifndef H12_CASE_URGE_NOTICE_H
#define H12_CASE_URGE_NOTICE_H

#include "lib/base/buffer.h"
#include "lib/case/supervision_case.h"

/* Appends the notice and a newline. */
void urge_notice_write(const struct supervision_case *c, const struct urge *urge, bool english,
                       struct buffer *out);

#endif
