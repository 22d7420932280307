#include "lib/report/received.h"

void received_widen(struct received *received, instant first, instant last)
{
    if (first != INSTANT_NONE && (received->first == INSTANT_NONE || first < received->first))
        received->first = first;
    if (last > received->last) /* INSTANT_NONE is less than any */
        received->last = last;
}

void received_facts(const struct received *received, int offset, struct document *document)
{
    char first[DAY_TEXT_LENGTH], last[DAY_TEXT_LENGTH];
    if (received->first == INSTANT_NONE)
        return;
    day_write(instant_day(received->first, offset), first);
    day_write(instant_day(received->last, offset), last);
    document_fact_text(document, "received_from", (struct span){first, sizeof first});
    document_fact_text(document, "received_to", (struct span){last, sizeof last});
}

void received_write(const struct received *received, int offset, struct json *json)
{
    json_member_instant(json, "first_received", received->first, offset);
    json_member_instant(json, "last_received", received->last, offset);
}

void received_read(struct received *received, const struct reader *row)
{
    received_widen(received, read_instant(row, "first_received"),
                   read_instant(row, "last_received"));
}
