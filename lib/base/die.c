#include "lib/base/die.h"

#include "lib/base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGE_MAX = 4096 };

static const char *name = "h12";

void program_name_set(const char *argv0)
{
    if (argv0 == NULL || *argv0 == '\0')
        return;
    const char *slash = strrchr(argv0, '/');
    name = slash != NULL ? slash + 1 : argv0;
}

const char *program_name(void)
{
    return name;
}

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = write(STDERR_FILENO, bytes, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return; /* there is nowhere left to say so */
        bytes += done;
        length -= (size_t)done;
    }
}

/* Memory may be what ran out, so the message lives on the stack and is cut, never grown. */
__attribute__((format(printf, 2, 0))) static void say(bool with_name, const char *format,
                                                      va_list arguments)
{
    char text[MESSAGE_MAX];
    char safe[2 * MESSAGE_MAX];
    int start = with_name ? snprintf(text, sizeof text, "%s: ", name) : 0;
    int length = vsnprintf(text + start, sizeof text - (size_t)start, format, arguments);
    if (length < 0)
        return;
    size_t total = (size_t)start + (size_t)length;
    if (total >= sizeof text)
        total = sizeof text - 1;
    size_t used = utf8_make_printable(text, total, safe, sizeof safe - 1);
    safe[used++] = '\n';
    write_all(safe, used);
}

void warn(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(true, format, arguments);
    va_end(arguments);
}

void warn_plain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(false, format, arguments);
    va_end(arguments);
}

void die(enum status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(true, format, arguments);
    va_end(arguments);
    exit((int)status);
}
