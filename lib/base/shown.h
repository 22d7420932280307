/* Names and ids out of records, as a message may show them: on one line, harmless to a terminal,
 * and never longer than a glance. */
#ifndef H12_BASE_SHOWN_H
#define H12_BASE_SHOWN_H

#include "lib/base/span.h"

enum { SHOWN_SIZE = 128 };

/* Writes the text into `out`, terminated: what is unsafe as \xNN or \u{NNNN}, and `…` where the
 * rest is cut off. Returns `out`. */
const char *shown(struct span text, char out[SHOWN_SIZE]);

#endif
