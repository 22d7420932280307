/* The known cases as an index: by id, and by the numbers that requesters gave. Under 100 bytes a
 * case; the text is read again where it stands. Knows nothing of what a repeat is. */
#ifndef H12_CASE_KNOWN_INDEX_H
#define H12_CASE_KNOWN_INDEX_H

#include "lib/base/civil.h"
#include "lib/base/hash.h"
#include "lib/case/known_spool.h"
#include "lib/record/record.h"

/* A case: 24 bytes. */
struct known_case {
    uint64_t at;     /* of its line in the source */
    day_number day;  /* of receipt */
    uint32_t name;   /* the first character of the requester's, 0: none */
    uint16_t source; /* KNOWN_SPOOL: this run's */
    bool restricted; /* has a restriction */
};

/* A number that somebody gave: 16 bytes. */
struct known_key {
    uint64_t hash;
    uint32_t index; /* of the case */
    uint32_t next;  /* an older key of the same slot, + 1; 0: none */
};

enum { KNOWN_SPOOL = UINT16_MAX };

/* A ledger, open; its path has to stay. */
struct known_source {
    int descriptor;
    const char *path;
};

/* Zero it, but for ids and offset. */
struct known_index {
    int offset;
    struct hash_set *ids;
    struct known_case *cases;
    size_t case_count, case_capacity;
    struct known_key *keys;
    size_t key_count, key_capacity;
    uint32_t *slots; /* the newest key of each, + 1 */
    size_t slot_count;
    struct known_source *sources;
    size_t source_count, source_capacity;
    struct spool spool;
    struct record record; /* that is being noted */
    struct buffer line;
};

void known_index_load(struct known_index *index, const char *path);
void known_index_add(struct known_index *index, struct span line);
void known_index_release(struct known_index *index);

/* A number that can be somebody's own, as a hash; false where it is none, wrong, masked or a firm's
 * 400 number. */
bool known_phone_key(struct span phone, uint64_t *hash);
bool known_id_key(struct span number, uint64_t *hash);
uint32_t known_first_character(struct span name);

/* Walks the cases of a number from the newest. `cursor` begins as known_first(). */
uint32_t known_first(const struct known_index *index, uint64_t hash);
bool known_next(const struct known_index *index, uint64_t hash, uint32_t *cursor,
                const struct known_case **noted);

/* Reads the line of a case anew, to the end of `line`. */
void known_read(const struct known_index *index, const struct known_case *noted,
                struct buffer *line);
/* Takes a line as a record, padded for the lexer; its length stays. */
bool known_parse(struct record *record, struct buffer *line);

#endif
