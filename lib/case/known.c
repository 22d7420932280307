#include "lib/case/known.h"

#include "lib/base/memory.h"
#include "lib/case/follower.h"
#include "lib/case/known_index.h"
#include "lib/case/replaced.h"
#include "lib/case/state.h"
#include "lib/text/likeness.h"

#include <stdlib.h>

enum {
    SHARED_NAMES = 3,  /* a number that so many names give is nobody's own */
    CHAIN_MAX = 4096,  /* cases of one number that are looked at, the newest first */
    COMPARED_MAX = 64, /* of them, texts that are read */
};

struct known {
    const struct repeat_rules *rules;
    struct known_index index;
    struct record record; /* that is looked at */
    struct buffer line;   /* and its line */
    struct record best;   /* that a request was found to repeat */
    struct buffer best_line;
    struct likeness likeness;
    struct buffer words; /* title and text of the request */
};

struct known *known_new(const struct repeat_rules *rules, int offset)
{
    struct known *known = memory_get_zeroed(1, sizeof *known);
    known->rules = rules;
    known->index.ids = hash_set_new();
    known->index.offset = offset;
    known->index.record.offset = known->record.offset = known->best.offset = offset;
    return known;
}

void known_free(struct known *known)
{
    if (known == NULL)
        return;
    known_index_release(&known->index);
    record_release(&known->record);
    record_release(&known->best);
    buffer_release(&known->line);
    buffer_release(&known->best_line);
    buffer_release(&known->words);
    likeness_release(&known->likeness);
    free(known);
}

void known_load(struct known *known, const char *path)
{
    known_index_load(&known->index, path);
}

void known_add(struct known *known, struct span line)
{
    known_index_add(&known->index, line);
}

bool known_has(const struct known *known, struct span id)
{
    return hash_set_has(known->index.ids, hash_64(id));
}

/* ------------------------------------------------------------------ an earlier case */

/* art.28(1): finished, put down in writing, approved by the hotline, and told to the citizen by the
 * unit. */
static bool is_finished(const struct reader *top)
{
    static const char *const needed[] = {"finished_at", "document", "approved_by", "informed_at"};
    struct reader closing;
    if (!read_object(top, "closing", &closing))
        return false;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (span_empty(read_string(&closing, needed[i])))
            return false;
    return true;
}

/* The district that the request came with. The one that a step of routing wrote is what our tables
 * made of the words, and no word of the citizen's. */
static struct span said_district(struct record *record)
{
    const struct member *member = object_find(&record->object, SPAN("district"));
    struct span raw = member != NULL ? replaced_first(record, member) : SPAN_NONE;
    return raw.at != NULL && *raw.at == '"' ? lex_string_text(raw, &record->arena) : SPAN_NONE;
}

static enum places compare_places(const struct known_request *request, struct record *record,
                                  const struct reader *top)
{
    struct span district = said_district(record);
    struct span address = read_string(top, "address");
    if (request->district.at != NULL && district.at != NULL &&
        !span_equal(request->district, district))
        return PLACES_DIFFER;
    if (request->address.at != NULL && address.at != NULL)
        return address_is_alike(request->address, address) ? PLACES_ALIKE : PLACES_DIFFER;
    return numbered_places_differ(request->text, read_string(top, "text")) ? PLACES_DIFFER
                                                                           : PLACES_UNKNOWN;
}

/* art.28(1): whether the request says something that the earlier case, the one that its words were
 * just held against, does not: a stretch of words, or a place where that had none. Which number a
 * place has is asked before: another one makes it another case. */
static bool has_new(const struct known *known, const struct known_request *request,
                    const struct reader *top)
{
    size_t longest = likeness_longest_new(&known->likeness, buffer_span(&known->words));
    return longest >= (size_t)known->rules->new_characters ||
           (request->address.at != NULL && read_string(top, "address").at == NULL) ||
           numbered_place_is_added(request->text, read_string(top, "text"));
}

static bool is_open(enum state state)
{
    return state != STATE_CLOSED && state != STATE_WITHDRAWN && state != STATE_DECLINED &&
           state != STATE_BARRED;
}

/* ---------------------------------------------------------------------- the question */

/* What has been found so far. */
struct found {
    struct known_answer *answer;
    double likeness;
    bool has_new;   /* the request has something that the best has not */
    bool is_repeat; /* the best itself goes with another */
    size_t compared;
    uint64_t elsewhere[2 * COMPARED_MAX]; /* ids of cases at another place, hashed */
    size_t elsewhere_count;
};

static bool is_elsewhere(const struct found *found, struct span id)
{
    uint64_t hash = hash_64(id);
    for (size_t i = 0; i < found->elsewhere_count; i++)
        if (found->elsewhere[i] == hash)
            return true;
    return false;
}

static void note_elsewhere(struct found *found, struct span id)
{
    if (found->elsewhere_count < 2 * COMPARED_MAX && !is_elsewhere(found, id))
        found->elsewhere[found->elsewhere_count++] = hash_64(id);
}

/* For which case an earlier one stands, where that is not itself. */
struct standing {
    struct span first;   /* SPAN_NONE: for itself */
    struct span closing; /* of the first, where it is to be barred by */
    bool is_barred;      /* art.28(1): an officer is asked to bar it, or has: it is no order that
                            another could go with */
};

static struct standing read_standing(struct record *record, enum state state)
{
    struct reader top = read_top(record);
    struct reader acceptance, proposal;
    bool is_held = state == STATE_REVIEW || state == STATE_BARRED;
    if (is_held && read_object(&top, "acceptance", &acceptance) &&
        read_object(&acceptance, "proposal", &proposal) &&
        span_is(read_string(&proposal, "decision"), "bar")) {
        const struct member *closing = object_find(proposal.object, SPAN("closing"));
        struct span first = read_string(&proposal, "repeat_of");
        if (first.at != NULL && closing != NULL)
            return (struct standing){first, closing->value, true};
    }
    return (struct standing){.first = follower_read(record).earlier};
}

/* An open case before a closed one, its first order before its repeats, then the more alike. */
static bool is_better(const struct found *found, enum repeat repeat, bool is_repeat,
                      double likeness)
{
    if (found->answer->repeat == REPEAT_NONE)
        return true;
    if (repeat != found->answer->repeat)
        return repeat < found->answer->repeat;
    if (is_repeat != found->is_repeat)
        return !is_repeat;
    return likeness > found->likeness;
}

static void take_best(struct known *known, struct found *found, enum repeat repeat,
                      enum state state)
{
    struct known_answer *answer = found->answer;
    struct buffer line = known->line;
    known->line = known->best_line;
    known->best_line = line;
    if (!known_parse(&known->best, &known->best_line))
        return;
    struct reader top = read_top(&known->best);
    struct reader assignment;
    struct standing standing = read_standing(&known->best, state);
    bool is_first = repeat != REPEAT_FOLLOWS && !standing.is_barred;
    struct span first = is_first ? SPAN_NONE : standing.first;
    const struct member *closing = object_find(&known->best.object, SPAN("closing"));
    if (!standing.is_barred && closing != NULL)
        standing.closing = closing->value;
    answer->repeat = repeat;
    answer->unit = SPAN_NONE;
    answer->repeated = (struct repeated){
        .id = first.at != NULL ? first : read_string(&top, "id"),
        .closing = standing.closing,
        .likeness = (int)(100 * found->likeness),
        .is_new = found->has_new,
        .follows = repeat == REPEAT_FOLLOWS,
    };
    if (repeat == REPEAT_FOLLOWS && read_object(&top, "assignment", &assignment))
        answer->unit = read_string(&assignment, "lead");
}

static void compare_case(struct known *known, const struct known_request *request,
                         struct found *found)
{
    struct record *record = &known->record;
    struct reader top = read_top(record);
    struct case_head head;
    instant received = read_instant(&top, "received_at");
    if (!case_read_head(record, &head) || received > request->received_at)
        return;
    struct buffer *words = &record->scratch;
    buffer_reset(words);
    buffer_add_span(words, read_string(&top, "title"));
    buffer_add_byte(words, '\n');
    buffer_add_span(words, read_string(&top, "text"));
    double likeness = likeness_compare(&known->likeness, buffer_span(words));
    struct standing standing = read_standing(record, head.state);
    struct earlier_case earlier = {
        .likeness = likeness,
        .places = compare_places(request, record, &top),
        .open = is_open(head.state) && !standing.is_barred,
        .finished = standing.is_barred || (head.state == STATE_CLOSED && is_finished(&top)),
    };
    if (earlier.places == PLACES_DIFFER)
        note_elsewhere(found, head.id);
    enum repeat repeat = repeat_decide(known->rules, &earlier);
    bool is_repeat = standing.first.at != NULL;
    bool stands_for_first = is_repeat && (is_open(head.state) || standing.is_barred);
    if (stands_for_first && is_elsewhere(found, standing.first))
        return;
    if (repeat == REPEAT_NONE || !is_better(found, repeat, is_repeat, likeness))
        return;
    found->likeness = likeness;
    found->has_new = has_new(known, request, &top);
    found->is_repeat = is_repeat;
    take_best(known, found, repeat, head.state);
}

static bool restriction_runs(struct known *known, instant when)
{
    struct reader top = read_top(&known->record);
    struct reader restriction;
    if (!read_object(&top, "restriction", &restriction))
        return false;
    instant from = read_instant(&restriction, "from");
    instant until = read_instant(&restriction, "until");
    return from != INSTANT_NONE && until != INSTANT_NONE && from <= when && when <= until;
}

static void look_at(struct known *known, const struct known_request *request,
                    const struct known_case *noted, struct found *found)
{
    if (!noted->restricted && found->compared == COMPARED_MAX)
        return;
    buffer_reset(&known->line);
    known_read(&known->index, noted, &known->line);
    if (!known_parse(&known->record, &known->line))
        return; /* the file has changed under us */
    if (noted->restricted && restriction_runs(known, request->received_at))
        found->answer->restricted = true;
    if (found->compared++ < COMPARED_MAX)
        compare_case(known, request, found);
}

/* A number that several people give, a booth's or an office's, is nobody's own. */
static bool is_shared(const struct known *known, uint64_t hash, uint32_t name)
{
    uint32_t names[SHARED_NAMES] = {name};
    size_t count = name != 0;
    uint32_t cursor = known_first(&known->index, hash);
    const struct known_case *noted;
    for (size_t seen = 0; seen < CHAIN_MAX && known_next(&known->index, hash, &cursor, &noted);
         seen++) {
        bool is_new = noted->name != 0;
        for (size_t i = 0; i < count; i++)
            is_new &= names[i] != noted->name;
        if (!is_new)
            continue;
        names[count++] = noted->name;
        if (count == SHARED_NAMES)
            return true;
    }
    return false;
}

static void ask_number(struct known *known, const struct known_request *request, uint64_t hash,
                       bool by_phone, struct found *found)
{
    uint32_t name = known_first_character(request->name);
    uint32_t cursor = known_first(&known->index, hash);
    day_number today = instant_day(request->received_at, known->index.offset);
    const struct known_case *noted;
    int contacts = 1;
    if (by_phone && is_shared(known, hash, name))
        return;
    for (size_t seen = 0; seen < CHAIN_MAX && known_next(&known->index, hash, &cursor, &noted);
         seen++) {
        if (by_phone && name != 0 && noted->name != 0 && name != noted->name)
            continue;
        contacts += noted->day <= today && noted->day > today - known->rules->window;
        look_at(known, request, noted, found);
    }
    if (contacts > found->answer->contacts)
        found->answer->contacts = contacts;
}

static void ask_numbers(struct known *known, const struct known_request *request,
                        struct found *found)
{
    uint64_t hash;
    found->answer->repeat = REPEAT_NONE;
    found->compared = 0;
    if (known_phone_key(request->phone, &hash))
        ask_number(known, request, hash, true, found);
    if (known_id_key(request->id_number, &hash))
        ask_number(known, request, hash, false, found);
}

/* The newest cases come first, so what goes with another is seen before that one. Where the place
 * of that one proves to be another, it is looked for again, and nothing that goes with it counts.
 */
void known_ask(struct known *known, const struct known_request *request,
               struct known_answer *answer)
{
    struct found found = {.answer = answer};
    *answer = (struct known_answer){.repeat = REPEAT_NONE};
    buffer_reset(&known->words);
    buffer_add_span(&known->words, request->title);
    buffer_add_byte(&known->words, '\n');
    buffer_add_span(&known->words, request->text);
    likeness_take(&known->likeness, buffer_span(&known->words));
    ask_numbers(known, request, &found);
    if (answer->repeat != REPEAT_NONE && is_elsewhere(&found, answer->repeated.id)) {
        *answer =
            (struct known_answer){.contacts = answer->contacts, .restricted = answer->restricted};
        ask_numbers(known, request, &found);
    }
}
