#include "lib/case/known_index.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/base/utf8.h"
#include "lib/case/state.h"
#include "lib/record/lines.h"
#include "lib/text/identity.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void place_key(struct known_index *index, size_t at)
{
    struct known_key *key = &index->keys[at];
    uint32_t *slot = &index->slots[key->hash & (index->slot_count - 1)];
    key->next = *slot;
    *slot = (uint32_t)at + 1;
}

static void add_key(struct known_index *index, uint64_t hash)
{
    if (index->key_count >= UINT32_MAX - 1)
        die(STATUS_IO, "out of memory: too many known cases");
    index->keys =
        memory_grow(index->keys, index->key_count, &index->key_capacity, sizeof *index->keys);
    index->keys[index->key_count] =
        (struct known_key){.hash = hash, .index = (uint32_t)index->case_count};
    if (index->key_count < index->slot_count) {
        place_key(index, index->key_count++);
        return;
    }
    index->key_count++;
    free(index->slots);
    index->slot_count = index->slot_count == 0 ? 1024 : 2 * index->slot_count;
    index->slots = memory_get_zeroed(index->slot_count, sizeof *index->slots);
    for (size_t i = 0; i < index->key_count; i++)
        place_key(index, i);
}

/* A number under a letter, so that a telephone and a card never meet; false where it is nobody's
 * own: none, wrong, masked, a firm's 400 number. */
static bool key_of(char letter, struct span number, uint64_t *hash)
{
    char text[64];
    size_t length = 0;
    text[length++] = letter;
    for (size_t i = 0; i < number.length && length < sizeof text; i++)
        if (number.at[i] != '-' && number.at[i] != '(' && number.at[i] != ')')
            text[length++] = number.at[i] == 'x' ? 'X' : number.at[i];
    *hash = hash_64((struct span){text, length});
    return true;
}

bool known_phone_key(struct span phone, uint64_t *hash)
{
    if (phone.at == NULL)
        return false;
    switch (phone_tell(phone)) {
    case PHONE_MOBILE: /* the last eleven digits, whatever country code stands before them */
        return key_of('p', (struct span){phone.at + phone.length - 11, 11}, hash);
    case PHONE_LANDLINE:
        return key_of('p', phone, hash);
    default:
        return false;
    }
}

bool known_id_key(struct span number, uint64_t *hash)
{
    if (number.at == NULL ||
        !(id_card_is_valid(number, INT32_MAX) || social_credit_is_valid(number)))
        return false;
    return key_of('i', number, hash);
}

uint32_t known_first_character(struct span name)
{
    uint32_t character = 0;
    if (!span_empty(name))
        utf8_decode(name.at, name.length, &character);
    return character == '*' ? 0 : character;
}

/* Notes the case that index->record holds; the record's fault says what is wrong with it. */
static bool note_case(struct known_index *index, uint64_t at, size_t source)
{
    struct reader top = read_top(&index->record);
    struct reader requester;
    struct case_head head;
    uint64_t hash;
    if (!case_read_head(&index->record, &head))
        return false;
    if (!hash_set_add(index->ids, hash_64(head.id)))
        return true; /* in an earlier ledger already */
    instant received = read_required_instant(&top, "received_at");
    if (received == INSTANT_NONE || !read_object(&top, "requester", &requester))
        return fault_none(&index->record.fault);
    struct known_case noted = {
        .at = at,
        .day = instant_day(received, index->offset),
        .name = known_first_character(read_string(&requester, "name")),
        .source = (uint16_t)source,
        .restricted = object_find(&index->record.object, SPAN("restriction")) != NULL,
    };
    size_t keys = index->key_count;
    if (known_phone_key(read_string(&requester, "phone"), &hash))
        add_key(index, hash);
    if (known_id_key(read_string(&requester, "id_number"), &hash))
        add_key(index, hash);
    if (index->key_count == keys)
        return fault_none(&index->record.fault); /* nobody's that could come again */
    index->cases =
        memory_grow(index->cases, index->case_count, &index->case_capacity, sizeof *index->cases);
    index->cases[index->case_count++] = noted;
    return fault_none(&index->record.fault);
}

static void refuse_line(const char *path, const struct line *line, const struct fault *fault)
{
    die(STATUS_USAGE, "%s:%llu: %s%s%s", path, (unsigned long long)line->number, fault->field,
        *fault->field != '\0' ? ": " : "", fault->reason);
}

static void load_lines(struct known_index *index, const char *path, int descriptor, size_t source)
{
    struct lines lines;
    struct line line;
    lines_start(&lines, descriptor, path, KNOWN_LINE_CAP);
    while (lines_next(&lines, &line)) {
        uint64_t at = lines.bytes_read - (lines.end - (size_t)(line.text - lines.block));
        struct fault too_long = {0};
        if (line.length == 0)
            continue;
        if (line.too_long) {
            fault_set(&too_long, "too_long", "", "a line of over %d bytes", KNOWN_LINE_CAP);
            refuse_line(path, &line, &too_long);
        }
        if (!record_parse(&index->record, line.text, line.length) || !note_case(index, at, source))
            refuse_line(path, &line, &index->record.fault);
    }
    lines_release(&lines);
}

void known_index_load(struct known_index *index, const char *path)
{
    struct stat status;
    int descriptor = source_open(path);
    if (descriptor == STDIN_FILENO)
        die(STATUS_USAGE, "a known ledger can't be standard input: it is read again and again");
    if (fstat(descriptor, &status) != 0)
        die(STATUS_USAGE, "'%s': %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        die(STATUS_USAGE, "'%s' is not a regular file: a known ledger is read again and again",
            path);
    if (index->source_count >= KNOWN_SPOOL)
        die(STATUS_USAGE, "more than %d known ledgers", KNOWN_SPOOL);
    index->sources = memory_grow(index->sources, index->source_count, &index->source_capacity,
                                 sizeof *index->sources);
    index->sources[index->source_count] = (struct known_source){descriptor, path};
    load_lines(index, path, descriptor, index->source_count++);
}

bool known_parse(struct record *record, struct buffer *line)
{
    static const char padding[LEX_PADDING] = {0};
    size_t length = line->length;
    buffer_add(line, padding, sizeof padding);
    line->length = length;
    return record_parse(record, line->bytes, length);
}

void known_index_add(struct known_index *index, struct span line)
{
    buffer_reset(&index->line);
    buffer_add_span(&index->line, line);
    uint64_t at = spool_end(&index->spool);
    size_t before = index->case_count;
    if (known_parse(&index->record, &index->line))
        note_case(index, at, KNOWN_SPOOL);
    if (index->case_count > before)
        spool_add(&index->spool, line);
}

/* Reads the line of a case anew into `line`. */
void known_read(const struct known_index *index, const struct known_case *noted,
                struct buffer *line)
{
    if (noted->source == KNOWN_SPOOL)
        spool_read(&index->spool, noted->at, line);
    else
        descriptor_read_line(index->sources[noted->source].descriptor,
                             index->sources[noted->source].path, noted->at, line);
}

/* Walks the cases of a number from the newest. Names that contradict are another person's. */
bool known_next(const struct known_index *index, uint64_t hash, uint32_t *cursor,
                const struct known_case **noted)
{
    while (*cursor != 0) {
        const struct known_key *key = &index->keys[*cursor - 1];
        *cursor = key->next;
        if (key->hash != hash)
            continue;
        *noted = &index->cases[key->index];
        return true;
    }
    return false;
}

uint32_t known_first(const struct known_index *index, uint64_t hash)
{
    return index->slot_count > 0 ? index->slots[hash & (index->slot_count - 1)] : 0;
}

void known_index_release(struct known_index *index)
{
    for (size_t i = 0; i < index->source_count; i++)
        close(index->sources[i].descriptor);
    hash_set_free(index->ids);
    spool_release(&index->spool);
    record_release(&index->record);
    buffer_release(&index->line);
    free(index->cases);
    free(index->keys);
    free(index->slots);
    free(index->sources);
}
