#include "lib/base/arena.h"

#include "lib/base/memory.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    alignas(max_align_t) char bytes[];
};

static size_t align_up(size_t size)
{
    return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static void add_block(struct arena *arena, size_t least)
{
    size_t size = least > BLOCK_SIZE ? least : BLOCK_SIZE;
    struct arena_block *block = memory_get(sizeof *block + size);
    block->size = size;
    block->older = arena->current;
    arena->current = block;
    arena->used = 0;
}

void *arena_get(struct arena *arena, size_t size)
{
    size = align_up(size);
    if (arena->current == NULL || arena->current->size - arena->used < size)
        add_block(arena, size);
    void *piece = arena->current->bytes + arena->used;
    arena->used += size;
    return piece;
}

char *arena_copy(struct arena *arena, struct span text)
{
    char *copy = arena_get(arena, text.length + 1);
    if (text.length > 0)
        memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    return copy;
}

struct span arena_span(struct arena *arena, struct span text)
{
    return (struct span){arena_copy(arena, text), text.length};
}

void arena_reset(struct arena *arena)
{
    while (arena->current != NULL && arena->current->older != NULL) {
        struct arena_block *older = arena->current->older;
        free(arena->current);
        arena->current = older;
    }
    arena->used = 0;
}

void arena_release(struct arena *arena)
{
    arena_reset(arena);
    free(arena->current);
    *arena = (struct arena){0};
}
