/* What a reader sees of one cell: its label, its number, or its text made harmless. Shared by the
 * formats that people read. */
#ifndef H12_RENDER_CELL_H
#define H12_RENDER_CELL_H

#include "lib/base/buffer.h"
#include "lib/base/document.h"
#include "lib/reference/policy.h"

/* Appends the cell on one line: blanks of any kind become spaces, and no control character, escape
 * sequence, bidirectional control or zero-width character of the data is left. */
void cell_write(const struct cell *cell, enum language language, struct buffer *out);

#endif
