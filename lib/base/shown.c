#include "lib/base/shown.h"

#include "lib/base/utf8.h"

#define ELLIPSIS "…"

const char *shown(struct span text, char out[SHOWN_SIZE])
{
    enum { ROOM = SHOWN_SIZE - sizeof ELLIPSIS };
    size_t used = 0;
    while (text.length > 0) {
        uint32_t code_point;
        size_t taken = utf8_decode(text.at, text.length, &code_point);
        size_t added = utf8_make_printable(text.at, taken, out + used, ROOM - used);
        if (added == 0) {
            memcpy(out + used, ELLIPSIS, sizeof ELLIPSIS - 1);
            used += sizeof ELLIPSIS - 1;
            break;
        }
        used += added;
        text = (struct span){text.at + taken, text.length - taken};
    }
    out[used] = '\0';
    return out;
}
