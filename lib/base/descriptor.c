#include "lib/base/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int descriptor_open(const char *path, int flags, mode_t mode)
{
    int descriptor;
    do
        descriptor = open(path, flags | O_CLOEXEC, mode);
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

ssize_t descriptor_read_at(int descriptor, void *bytes, size_t size, uint64_t at)
{
    ssize_t got;
    do
        got = pread(descriptor, bytes, size, (off_t)at);
    while (got < 0 && errno == EINTR);
    return got;
}

int descriptor_sync(int descriptor)
{
    int result;
    do
        result = fsync(descriptor);
    while (result != 0 && errno == EINTR);
    return result;
}

int descriptor_truncate(int descriptor, off_t size)
{
    int result;
    do
        result = ftruncate(descriptor, size);
    while (result != 0 && errno == EINTR);
    return result;
}

int descriptor_close(int descriptor)
{
    return close(descriptor) != 0 && errno != EINTR ? -1 : 0;
}
