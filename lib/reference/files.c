#include "lib/reference/files.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void file_read(const char *path, struct buffer *out)
{
    enum { BLOCK = 64 * 1024 };
    int descriptor = descriptor_open(path, O_RDONLY, 0);
    if (descriptor < 0)
        die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
    for (;;) {
        buffer_reserve(out, BLOCK);
        ssize_t got = read(descriptor, out->bytes + out->length, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
        if (got == 0)
            break;
        out->length += (size_t)got;
    }
    close(descriptor);
}
