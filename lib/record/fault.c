#include "lib/record/fault.h"

#include <stdarg.h>
#include <stdio.h>

bool fault_set(struct fault *fault, const char *code, const char *field, const char *format, ...)
{
    if (fault->code != NULL)
        return false;
    fault->code = code;
    snprintf(fault->field, sizeof fault->field, "%s", field);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(fault->reason, sizeof fault->reason, format, arguments);
    va_end(arguments);
    return false;
}
