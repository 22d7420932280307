/* Memory that is given out piece by piece and taken back at once: by record, by file, by run. */
#ifndef H12_BASE_ARENA_H
#define H12_BASE_ARENA_H

#include "lib/base/span.h"

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *current; /* newest first */
    size_t used;                 /* of the current block */
};

void *arena_get(struct arena *arena, size_t size);       /* aligned for any type; never NULL */
char *arena_copy(struct arena *arena, struct span text); /* terminated */
struct span arena_span(struct arena *arena, struct span text);
void arena_reset(struct arena *arena); /* keeps one block for the next round */
void arena_release(struct arena *arena);

#endif
