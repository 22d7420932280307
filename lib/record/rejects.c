#include "lib/record/rejects.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/utf8.h"
#include "lib/record/json.h"
#include "lib/record/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void rejects_open(struct rejects *rejects, const char *path)
{
    *rejects = (struct rejects){.path = path, .descriptor = -1};
    if (path == NULL)
        return;
    rejects->descriptor = descriptor_open(path, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (rejects->descriptor < 0)
        die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
}

bool rejects_is_same_file(const struct rejects *rejects, const struct stat *other)
{
    struct stat mine;
    return rejects->descriptor >= 0 && fstat(rejects->descriptor, &mine) == 0 &&
           S_ISREG(mine.st_mode) && mine.st_dev == other->st_dev && mine.st_ino == other->st_ino;
}

static void add_base64(struct json *json, struct span raw)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *s = (const unsigned char *)raw.at;
    json_key(json, "raw_base64");
    buffer_add_byte(json->out, '"');
    for (size_t i = 0; i < raw.length; i += 3) {
        size_t left = raw.length - i;
        unsigned group = (unsigned)s[i] << 16 | (left > 1 ? (unsigned)s[i + 1] << 8 : 0) |
                         (left > 2 ? s[i + 2] : 0u);
        char four[4] = {digits[group >> 18], digits[group >> 12 & 63],
                        left > 1 ? digits[group >> 6 & 63] : '=',
                        left > 2 ? digits[group & 63] : '='};
        buffer_add(json->out, four, sizeof four);
    }
    buffer_add_byte(json->out, '"');
    json->comma = true;
}

static void write_object(struct rejects *rejects, const struct refused *refused,
                         const struct fault *fault)
{
    buffer_reset(&rejects->buffer);
    struct json json = {.out = &rejects->buffer};
    struct span source = span_of(refused->source);
    json_open(&json, '{');
    if (utf8_valid(source.at, source.length, NULL))
        json_member_printable(&json, "source", source);
    json_member_integer(&json, "line", (int64_t)refused->line);
    json_member_string(&json, "code", span_of(fault->code));
    if (fault->field[0] != '\0')
        json_member_string(&json, "field", span_of(fault->field));
    json_member_string(&json, "reason", span_of(fault->reason));
    if (utf8_valid(refused->raw.at, refused->raw.length, NULL))
        json_member_printable(&json, "raw", refused->raw);
    else
        add_base64(&json, refused->raw);
    if (refused->raw_bytes > 0)
        json_member_integer(&json, "raw_bytes", (int64_t)refused->raw_bytes);
    json_close(&json, '}');
    buffer_add_byte(&rejects->buffer, '\n');
    write_fully(rejects->descriptor, rejects->path, rejects->buffer.bytes, rejects->buffer.length);
}

void rejects_add(struct rejects *rejects, const struct refused *refused, const struct fault *fault)
{
    rejects->count++;
    if (rejects->path != NULL) {
        write_object(rejects, refused, fault);
        return;
    }
    const char *colon = fault->field[0] != '\0' ? ": " : "";
    warn("%s:%llu: %s%s%s", refused->source, (unsigned long long)refused->line, fault->field, colon,
         fault->reason);
}
