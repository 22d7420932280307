/* A progress line on stderr, rewritten in place about twice a second. */
#ifndef H12_RECORD_PROGRESS_H
#define H12_RECORD_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool on;
    uint64_t total_bytes; /* 0: not known */
    double started;       /* seconds of a steady clock */
    double last;
    bool drawn;
};

/* `wanted`: 1 always, 0 never, -1 where stderr is a terminal and the input's size is known. */
void progress_start(struct progress *progress, int wanted, uint64_t total_bytes);
/* Cheap enough to be called once a block. */
void progress_show(struct progress *progress, uint64_t records, uint64_t bytes);
void progress_end(struct progress *progress, uint64_t records, uint64_t bytes);

#endif
