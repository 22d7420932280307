#include "lib/case/disclosure.h"

#include "lib/rules/terms.h"
#include "lib/text/mask.h"

bool disclosure_is_withheld(const struct reader *top)
{
    struct reader acceptance;
    struct span kind = read_string(top, "kind");
    if (span_is(kind, kind_words[KIND_REPORT]) || read_boolean(top, "confidential", false))
        return true;
    return read_object(top, "acceptance", &acceptance) &&
           span_is(read_string(&acceptance, "basis"), "art.8(3)");
}

struct disclosure disclosure_of(struct record *record, bool reveal)
{
    struct reader top = read_top(record);
    struct reader requester;
    struct disclosure disclosure = {.open = reveal && !disclosure_is_withheld(&top)};
    if (!disclosure.open && read_object(&top, "requester", &requester)) {
        disclosure.names[disclosure.name_count++] = read_string(&requester, "name");
        disclosure.names[disclosure.name_count++] = read_string(&requester, "phone");
        disclosure.names[disclosure.name_count++] = read_string(&requester, "id_number");
    }
    return disclosure;
}

void disclosure_add(const struct disclosure *disclosure, struct span text, struct buffer *out)
{
    if (disclosure->open)
        buffer_add_span(out, text);
    else
        mask_text(text, disclosure->names, disclosure->name_count, out);
}

void disclosure_member(const struct disclosure *disclosure, struct json *json, const char *name,
                       struct span text)
{
    struct buffer shown = {0};
    if (text.at == NULL)
        return;
    disclosure_add(disclosure, text, &shown);
    json_member_printable(json, name, buffer_span(&shown));
    buffer_release(&shown);
}
