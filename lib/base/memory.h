/* Memory that is there or ends the program: exit 3, "out of memory". */
#ifndef H12_BASE_MEMORY_H
#define H12_BASE_MEMORY_H

#include "lib/base/span.h"

#include <stddef.h>

void *memory_get(size_t size); /* never NULL; a size of 0 gives 1 byte */
void *memory_get_zeroed(size_t count, size_t size);
void *memory_resize(void *old, size_t count, size_t size); /* count * size is checked */
char *memory_copy_string(const char *text);
char *memory_copy_span(struct span text); /* terminated */

/* Makes room for one element more in a growing array: doubles *capacity when count reaches it. */
void *memory_grow(void *old, size_t count, size_t *capacity, size_t size);

#endif
