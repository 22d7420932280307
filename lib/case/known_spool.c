#include "lib/case/known_spool.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/record/output.h"
#include "lib/record/temporary.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { SPOOL_BUFFER = 256 * 1024, READ_BLOCK = 8 * 1024 };

static void flush(struct spool *spool)
{
    if (!spool->opened)
        spool->descriptor = temporary_unnamed(&spool->name);
    spool->opened = true;
    write_fully(spool->descriptor, spool->name, spool->buffer.bytes, spool->buffer.length);
    spool->flushed += spool->buffer.length;
    buffer_reset(&spool->buffer);
}

uint64_t spool_end(const struct spool *spool)
{
    return spool->flushed + spool->buffer.length;
}

void spool_add(struct spool *spool, struct span line)
{
    buffer_add_span(&spool->buffer, line);
    buffer_add_byte(&spool->buffer, '\n');
    if (spool->buffer.length >= SPOOL_BUFFER)
        flush(spool);
}

void spool_read(const struct spool *spool, uint64_t at, struct buffer *out)
{
    if (at < spool->flushed) {
        descriptor_read_line(spool->descriptor, spool->name, at, out);
        return;
    }
    const char *line = spool->buffer.bytes + (at - spool->flushed);
    size_t most = spool->buffer.length - (size_t)(at - spool->flushed);
    const char *end = memchr(line, '\n', most);
    buffer_add(out, line, end != NULL ? (size_t)(end - line) : most);
}

void spool_release(struct spool *spool)
{
    if (spool->opened)
        close(spool->descriptor);
    free(spool->name);
    buffer_release(&spool->buffer);
}

void descriptor_read_line(int descriptor, const char *name, uint64_t at, struct buffer *out)
{
    size_t start = out->length;
    while (out->length - start <= KNOWN_LINE_CAP) {
        buffer_reserve(out, READ_BLOCK);
        ssize_t got = descriptor_read_at(descriptor, out->bytes + out->length, READ_BLOCK,
                                         at + (out->length - start));
        if (got < 0)
            die(STATUS_IO, "'%s': %s", name, strerror(errno));
        const char *end = got > 0 ? memchr(out->bytes + out->length, '\n', (size_t)got) : NULL;
        if (end != NULL)
            out->length = (size_t)(end - out->bytes);
        else
            out->length += (size_t)got;
        if (end != NULL || got == 0)
            break;
    }
    if (out->length > start && out->bytes[out->length - 1] == '\r')
        out->length--;
}
