/* A list of ids: one a line, or records whose `id` counts. */
#ifndef H12_RECORD_ID_LIST_H
#define H12_RECORD_ID_LIST_H

#include "lib/base/buffer.h"
#include "lib/base/hash.h"

typedef void id_function(void *context, struct span id);
/* Hands out each id of a file ("-": standard input), which stays until the next. What can't be
 * read, and a line that begins as a record and is none, is status 2. */
void id_list_read(const char *path, id_function *take, void *context);

/* The hashes of all ids of a file ("-": standard input), to be freed by hash_set_free(). */
struct hash_set *id_list_load(const char *path);
/* The same, into a set that may have some already. */
void id_list_add(struct hash_set *ids, const char *path);

/* Appends an id as such a file has it: as it is, or, where that would be read as another (it has a
 * line's end, blanks around it, or begins as a record), as a record that has nothing else. */
void id_list_write(struct buffer *out, struct span id);

#endif
