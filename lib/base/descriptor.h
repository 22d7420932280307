/* Calls of the system that a signal can interrupt, made again until they are through. What they
 * return, and errno, is as of the call itself. */
#ifndef H12_BASE_DESCRIPTOR_H
#define H12_BASE_DESCRIPTOR_H

#include <stdint.h>
#include <sys/types.h>

/* open(2), close-on-exec. */
int descriptor_open(const char *path, int flags, mode_t mode);
/* pread(2). */
ssize_t descriptor_read_at(int descriptor, void *bytes, size_t size, uint64_t at);
/* fsync(2). */
int descriptor_sync(int descriptor);
/* ftruncate(2). */
int descriptor_truncate(int descriptor, off_t size);
/* close(2). Where it is interrupted the descriptor is closed all the same, and what was synced
 * before is on the disk: that is no failure. */
int descriptor_close(int descriptor);

#endif
