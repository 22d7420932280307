#include "lib/render/render.h"

static const struct render_format formats[] = {
    {"text", render_text},
    {"csv", render_csv},
    {"json", render_json},
};

const struct render_format *render_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
