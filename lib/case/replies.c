#include "lib/case/replies.h"

static void read_review(const struct reader *reply, struct review *review)
{
    struct reader reader;
    *review = (struct review){.decision = REPLY_UNDECIDED, .at = INSTANT_NONE};
    if (!read_object(reply, "review", &reader))
        return;
    review->decision = (enum reply_decision)read_word(&reader, "decision", reply_decision_words,
                                                      REPLY_DECISIONS, REPLY_UNDECIDED);
    review->at = read_required_instant(&reader, "at");
    review->by = read_string(&reader, "by");
    review->basis = read_string(&reader, "basis");
    review->reason = read_string(&reader, "reason");
    review->has_until = read_day(&reader, "until", &review->until);
    review->to = read_string(&reader, "to");
}

/* The members that an entry says are lacking. */
static void read_lacks(const struct reader *reader, struct reply_entry *entry)
{
    struct span array = read_array(reader, "lacks");
    const char *cursor = NULL;
    struct span name;
    while (read_next_string(reader, "lacks", array, &cursor, &name)) {
        int field = word_find(reply_field_words, REPLY_FIELDS, name);
        if (field >= 0)
            entry->lacks[field] = true;
        else
            read_fault(reader, "lacks", "bad_value", "names no member of a reply");
    }
}

static void read_parts(const struct reader *reader, struct reply_entry *entry)
{
    struct span array = read_array(reader, "parts_missing");
    const char *cursor = NULL;
    struct span unit;
    while (read_next_string(reader, "parts_missing", array, &cursor, &unit)) {
        if (entry->part_count == REPLY_UNITS) {
            read_fault(reader, "parts_missing", "bad_value", "names more than 16 units");
            return;
        }
        entry->parts[entry->part_count++] = unit;
    }
}

static void read_entry(const struct reader *reader, struct reply_entry *entry)
{
    const struct member *proposal = object_find(reader->object, SPAN("proposal"));
    *entry = (struct reply_entry){
        .reply = read_string(reader, "reply"),
        .kind =
            (enum reply_kind)read_word(reader, "kind", reply_kind_words, REPLY_KINDS, REPLY_FINAL),
        .round = (int)read_integer(reader, "round", 0),
        .unit = read_string(reader, "unit"),
        .acting = read_string(reader, "acting"),
        .at = read_instant(reader, "at"),
        .recorded_at = read_instant(reader, "recorded_at"),
        .is_judged = object_find(reader->object, SPAN("complete")) != NULL,
        .is_complete = read_boolean(reader, "complete", false),
        .told = object_find(reader->object, SPAN("refusal")) == NULL,
        .has_verdict = object_find(reader->object, SPAN("on_time")) != NULL,
        .on_time = read_boolean(reader, "on_time", false),
        .flags = read_array(reader, "flags"),
        .proposal = proposal != NULL ? proposal->value : SPAN_NONE,
    };
    for (int field = 0; field < REPLY_FIELDS; field++)
        entry->fields[field] = read_string(reader, reply_field_words[field]);
    read_lacks(reader, entry);
    read_parts(reader, entry);
    read_review(reader, &entry->review);
}

bool replies_read(struct record *record, struct replies *replies)
{
    struct reader top = read_top(record);
    struct span array = read_array(&top, "replies");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader reader;
    replies->count = 0;
    while (read_next_object(&top, "replies", array, &cursor, &index, &reader)) {
        if (replies->count == REPLIES_MAX) {
            read_fault(&top, "replies", "bad_value", "has more than 64 replies");
            break;
        }
        read_entry(&reader, &replies->entries[replies->count++]);
    }
    return fault_none(&record->fault);
}

void reply_write_missing(struct json *json, const struct reply_entry *entry)
{
    const char *last = "";
    json_member_open(json, "missing", '[');
    for (int field = 0; field < REPLY_FIELDS; field++) {
        const char *basis = reply_field_basis((enum reply_field)field);
        bool is_first = strcmp(basis, last) != 0;
        /* The closing words of the article come last, and may have been missing at its opening. */
        if (field == REPLY_SATISFACTION)
            is_first = !entry->lacks[REPLY_INFORMED_AT] && !entry->lacks[REPLY_INFORMED_HOW];
        if (!entry->lacks[field] || !is_first)
            continue;
        json_string(json, span_of(entry->kind == REPLY_STAGE ? "art.18" : basis));
        last = basis;
        if (entry->kind == REPLY_STAGE)
            break;
    }
    json_close(json, ']');
    json_member_open(json, "lacks", '[');
    for (int field = 0; field < REPLY_FIELDS; field++)
        if (entry->lacks[field])
            json_string(json, span_of(reply_field_words[field]));
    json_close(json, ']');
}

static void write_review(struct json *json, const struct review *review, int offset)
{
    if (review->decision == REPLY_UNDECIDED)
        return;
    json_member_open(json, "review", '{');
    json_member_word(json, "decision", reply_decision_words[review->decision]);
    json_member_instant(json, "at", review->at, offset);
    json_member_string(json, "by", review->by);
    json_member_string(json, "basis", review->basis);
    json_member_string(json, "reason", review->reason);
    if (review->has_until)
        json_member_day(json, "until", review->until);
    json_member_string(json, "to", review->to);
    json_close(json, '}');
}

static void write_parts(struct json *json, const struct reply_entry *entry)
{
    if (entry->part_count == 0)
        return;
    json_member_open(json, "parts_missing", '[');
    for (size_t i = 0; i < entry->part_count; i++)
        json_string(json, entry->parts[i]);
    json_close(json, ']');
}

static void write_entry(struct json *json, const struct reply_entry *entry, int offset)
{
    json_open(json, '{');
    json_member_string(json, "reply", entry->reply);
    json_member_word(json, "kind", reply_kind_words[entry->kind]);
    if (entry->round > 0)
        json_member_integer(json, "round", entry->round);
    json_member_string(json, "unit", entry->unit);
    json_member_string(json, "acting", entry->acting);
    json_member_instant(json, "at", entry->at, offset);
    json_member_instant(json, "recorded_at", entry->recorded_at, offset);
    for (int field = 0; field < REPLY_FIELDS; field++)
        json_member_string(json, reply_field_words[field], entry->fields[field]);
    if (!entry->told)
        json_member_word(json, "refusal", "not_told");
    if (entry->is_judged) {
        json_member_boolean(json, "complete", entry->is_complete);
        reply_write_missing(json, entry);
    }
    if (entry->has_verdict)
        json_member_boolean(json, "on_time", entry->on_time);
    write_parts(json, entry);
    json_member_raw(json, "flags", entry->flags);
    json_member_raw(json, "proposal", entry->proposal);
    write_review(json, &entry->review, offset);
    json_close(json, '}');
}

void replies_set(struct record *record, const struct replies *replies)
{
    struct json json = {.out = &record->scratch};
    buffer_reset(&record->scratch);
    json_open(&json, '[');
    for (size_t i = 0; i < replies->count; i++)
        write_entry(&json, &replies->entries[i], record->offset);
    json_close(&json, ']');
    record_set(record, "replies", buffer_span(&record->scratch));
}

struct reply_entry *replies_find(struct replies *replies, struct span reply)
{
    for (size_t i = 0; i < replies->count; i++)
        if (replies->entries[i].reply.at != NULL && span_equal(replies->entries[i].reply, reply))
            return &replies->entries[i];
    return NULL;
}

struct reply_entry *replies_pending(struct replies *replies)
{
    for (size_t i = replies->count; i > 0; i--) {
        struct reply_entry *entry = &replies->entries[i - 1];
        if (entry->kind == REPLY_FINAL && entry->told)
            return entry->review.decision == REPLY_UNDECIDED ? entry : NULL;
    }
    return NULL;
}

int replies_promises(const struct replies *replies)
{
    int promises = 0;
    for (size_t i = 0; i < replies->count; i++)
        promises += replies->entries[i].review.decision == REPLY_APPROVE &&
                    replies->entries[i].review.has_until;
    return promises;
}
