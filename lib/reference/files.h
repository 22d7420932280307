/* Whole small files. */
#ifndef H12_REFERENCE_FILES_H
#define H12_REFERENCE_FILES_H

#include "lib/base/buffer.h"

/* Appends the file to the buffer; one that can't be read is status 2. */
void file_read(const char *path, struct buffer *out);

#endif
