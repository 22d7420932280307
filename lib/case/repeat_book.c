#include "lib/case/repeat_book.h"

#include "lib/base/die.h"
#include "lib/base/hash.h"
#include "lib/base/memory.h"
#include "lib/base/shown.h"
#include "lib/case/assignment.h"
#include "lib/case/follower.h"
#include "lib/case/repeats.h"
#include "lib/case/state.h"

#include <stdlib.h>

enum { NOBODY = UINT32_MAX, CIRCLES_NAMED = 10 };

/* That a case tells of a follower already. */
struct passed {
    const struct passed *next;
    uint32_t earlier;
};

struct repeat_link {
    struct span id;
    instant received;
    uint32_t target; /* whom it repeats; NOBODY: it is no follower */
    uint32_t first;  /* whom it goes with, when that is decided */
    enum state state;
    bool is_met, is_done; /* its record was seen by the second look, was given its orders */
    /* Of a follower. */
    bool is_new, on_path, is_decided, in_circle;
    struct follower_answer answer;
    const struct passed *passed;
    /* Of a case that is followed, when it is met. */
    struct span lead, co, basis;
    enum cause cause;
    instant stopped;
    uint32_t told_start, told_count;
};

/* ------------------------------------------------------------------------------- found by id */

static uint32_t *slot_of(const struct repeat_book *book, struct span id)
{
    size_t mask = book->slot_count - 1;
    size_t at = (size_t)hash_64(id) & mask;
    while (book->slots[at] != 0 && !span_equal(book->links[book->slots[at] - 1].id, id))
        at = (at + 1) & mask;
    return &book->slots[at];
}

static void widen(struct repeat_book *book)
{
    book->slot_count = book->slot_count == 0 ? 64 : 2 * book->slot_count;
    free(book->slots);
    book->slots = memory_get_zeroed(book->slot_count, sizeof *book->slots);
    for (size_t i = 0; i < book->count; i++)
        *slot_of(book, book->links[i].id) = (uint32_t)i + 1;
}

static struct repeat_link *find(const struct repeat_book *book, struct span id)
{
    uint32_t place = book->slot_count > 0 ? *slot_of(book, id) : 0;
    return place > 0 ? &book->links[place - 1] : NULL;
}

static uint32_t find_or_add(struct repeat_book *book, struct span id)
{
    if (2 * book->count >= book->slot_count)
        widen(book);
    uint32_t *slot = slot_of(book, id);
    if (*slot == 0) {
        book->links = memory_grow(book->links, book->count, &book->capacity, sizeof *book->links);
        book->links[book->count] = (struct repeat_link){
            .id = arena_span(&book->arena, id), .target = NOBODY, .first = NOBODY};
        *slot = (uint32_t)++book->count;
    }
    return *slot - 1;
}

/* ---------------------------------------------------------------------------------- two looks */

/* Most cases repeat none, and that is told without reading them: the member is there as it is
 * spelt, or with an escape in it. */
bool repeat_book_may_add(struct span line)
{
    const char *end = line.at + line.length;
    const char *at = line.at;
    if (memmem(line.at, line.length, "repeat_of", 9) != NULL)
        return true;
    while ((at = memchr(at, '\\', (size_t)(end - at))) != NULL && at + 1 < end)
        if (*++at == 'u')
            return true;
    return false;
}

void repeat_book_add(struct repeat_book *book, struct record *record)
{
    struct case_head head;
    struct reader top = read_top(record);
    if (!case_read_head(record, &head) || !follower_is_open(head.state))
        return;
    struct follower follower = follower_read(record);
    instant received = read_required_instant(&top, "received_at");
    if (follower.earlier.at == NULL || !fault_none(&record->fault))
        return;
    uint32_t own = find_or_add(book, head.id);
    uint32_t target = find_or_add(book, follower.earlier);
    struct repeat_link *link = &book->links[own];
    if (link->target != NOBODY)
        return; /* a second case of that id: it is refused when the pump runs */
    link->target = target;
    link->state = head.state;
    link->received = received;
    link->is_new = follower.is_new;
}

bool repeat_book_is_empty(const struct repeat_book *book)
{
    return book->count == 0;
}

/* A line that begins with its id says so at once: a second one in it would not be read. */
bool repeat_book_may_meet(const struct repeat_book *book, struct span line)
{
    static const char start[] = "{\"id\":\"";
    size_t length = sizeof start - 1;
    if (line.length < length || memcmp(line.at, start, length) != 0)
        return true;
    const char *id = line.at + length;
    const char *end = memchr(id, '"', line.length - length);
    if (end == NULL || memchr(id, '\\', (size_t)(end - id)) != NULL)
        return true;
    return find(book, (struct span){id, (size_t)(end - id)}) != NULL;
}

static void note_passed(struct repeat_book *book, struct record *record, uint32_t earlier)
{
    struct repeat_walk walk = {.record = record};
    while (repeat_next(&walk)) {
        struct repeat_link *follower =
            walk.entry.follower.at != NULL ? find(book, walk.entry.follower) : NULL;
        if (follower == NULL)
            continue;
        struct passed *passed = arena_get(&book->arena, sizeof *passed);
        *passed = (struct passed){.next = follower->passed, .earlier = earlier};
        follower->passed = passed;
    }
}

static struct span keep_co(struct repeat_book *book, const struct assignment *assignment)
{
    struct buffer words = {0};
    for (size_t i = 0; i < assignment->co_count; i++) {
        if (i > 0)
            buffer_add_byte(&words, '|');
        buffer_add_span(&words, assignment->co[i]);
    }
    struct span kept = words.length > 0 ? arena_span(&book->arena, buffer_span(&words)) : SPAN_NONE;
    buffer_release(&words);
    return kept;
}

static void keep_units(struct repeat_book *book, struct repeat_link *link, struct record *record)
{
    struct assignment assignment;
    if (!assignment_read(record, &assignment))
        return;
    link->lead = arena_span(&book->arena, assignment.lead);
    link->co = keep_co(book, &assignment);
    link->cause = assignment.cause;
    if (assignment.basis.at != NULL)
        link->basis = arena_span(&book->arena, assignment.basis);
}

/* When the clock of a case that is over stopped, by the rule of h12-deadline. */
static instant read_stopped(const struct repeat_book *book, struct record *record, enum state state)
{
    struct deadline_question question;
    struct span lead;
    if (state != STATE_CLOSED || !deadline_question(record, state, book->clock, book->returns,
                                                    book->calendar, &question, &lead))
        return INSTANT_NONE;
    return question.stopped;
}

void repeat_book_meet(struct repeat_book *book, struct record *record)
{
    struct case_head head;
    if (!case_read_head(record, &head))
        return;
    struct repeat_link *link = find(book, head.id);
    if (link == NULL || link->is_met)
        return;
    link->is_met = true;
    link->state = head.state;
    keep_units(book, link, record);
    link->stopped = read_stopped(book, record, head.state);
    note_passed(book, record, (uint32_t)(link - book->links));
}

/* ---------------------------------------------------------------------------------- decisions */

static bool was_passed(const struct repeat_link *follower, uint32_t earlier)
{
    const struct passed *passed = follower->passed;
    while (passed != NULL && passed->earlier != earlier)
        passed = passed->next;
    return passed != NULL;
}

static bool same_units(const struct repeat_link *a, const struct repeat_link *b)
{
    return a->lead.at != NULL && span_equal(a->lead, b->lead) && span_equal(a->co, b->co);
}

/* A follower's earlier case, or the one that goes with in turn; what has parted is a case of its
 * own for those that go with it. */
static uint32_t first_of(const struct repeat_book *book, const struct repeat_link *follower)
{
    const struct repeat_link *target = &book->links[follower->target];
    bool goes_on = target->target != NOBODY && !target->in_circle &&
                   target->answer.follow != FOLLOW_PART && target->first != NOBODY;
    return goes_on ? target->first : follower->target;
}

static void decide_one(struct repeat_book *book, struct repeat_link *follower)
{
    follower->first = first_of(book, follower);
    const struct repeat_link *first = &book->links[follower->first];
    enum earlier_place absent = book->is_part ? EARLIER_ELSEWHERE : EARLIER_NOWHERE;
    struct follower_facts facts = {
        .follower = follower->state,
        .is_new = follower->is_new,
        .passed_on = was_passed(follower, follower->first),
        .place = first->is_met ? EARLIER_HERE : absent,
        .earlier = first->state,
        .has_unit = first->lead.at != NULL,
        .same_units = same_units(first, follower),
    };
    follower->answer = follower_decide(&facts);
    book->elsewhere += facts.place == EARLIER_ELSEWHERE && follower_goes_along(follower->state);
    follower->is_decided = true;
    if (!follower->answer.pass_on)
        return;
    book->told =
        memory_grow(book->told, book->told_count, &book->told_capacity, sizeof *book->told);
    book->told[book->told_count++] = (uint32_t)(follower - book->links);
}

/* Those that repeat each other in a circle have no earlier case: each is one of its own. */
static void break_circle(struct repeat_book *book, const uint32_t path[], size_t count,
                         size_t *circles)
{
    char name[SHOWN_SIZE];
    struct span named = book->links[path[0]].id;
    for (size_t i = 0; i < count; i++) {
        struct repeat_link *link = &book->links[path[i]];
        bool parts = link->state != STATE_REVIEW;
        link->answer = (struct follower_answer){.follow = parts ? FOLLOW_PART : FOLLOW_NOTHING,
                                                .reason = part_reasons[PART_CIRCLE]};
        link->in_circle = link->is_decided = true;
        link->first = link->target;
        if (span_compare(link->id, named) < 0)
            named = link->id;
    }
    if ((*circles)++ < CIRCLES_NAMED)
        warn("'%s' repeats itself%s", shown(named, name), count > 1 ? ", by way of others" : "");
}

/* From a follower to the first case, and back: each is decided when the one before it is. */
static void decide_path(struct repeat_book *book, uint32_t start, uint32_t path[], size_t *circles)
{
    size_t count = 0;
    uint32_t at = start;
    while (book->links[at].target != NOBODY && !book->links[at].is_decided &&
           !book->links[at].on_path) {
        book->links[at].on_path = true;
        path[count++] = at;
        at = book->links[at].target;
    }
    if (count > 0 && book->links[at].on_path && !book->links[at].is_decided) {
        size_t from = count;
        while (path[from - 1] != at)
            from--;
        break_circle(book, path + from - 1, count - from + 1, circles);
        count = from - 1;
    }
    while (count > 0)
        decide_one(book, &book->links[path[--count]]);
}

/* qsort(3) has no context: what it compares stands beside the place. */
struct told_order {
    uint32_t first, follower;
    instant received;
    struct span id;
};

static int compare_told(const void *a, const void *b)
{
    const struct told_order *one = a, *other = b;
    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    if (one->received != other->received)
        return one->received < other->received ? -1 : 1;
    return span_compare(one->id, other->id);
}

static void sort_told(struct repeat_book *book)
{
    size_t count = book->told_count;
    struct told_order *order = memory_get_zeroed(count, sizeof *order);
    for (size_t i = 0; i < count; i++) {
        const struct repeat_link *follower = &book->links[book->told[i]];
        order[i] = (struct told_order){.first = follower->first,
                                       .follower = book->told[i],
                                       .received = follower->received,
                                       .id = follower->id};
    }
    if (count > 0)
        qsort(order, count, sizeof *order, compare_told);
    for (size_t i = 0; i < count; i++) {
        struct repeat_link *first = &book->links[order[i].first];
        if (first->told_count++ == 0)
            first->told_start = (uint32_t)i;
        book->told[i] = order[i].follower;
    }
    free(order);
}

void repeat_book_decide(struct repeat_book *book)
{
    uint32_t *path = memory_get_zeroed(book->count, sizeof *path);
    size_t circles = 0;
    for (size_t i = 0; i < book->count; i++)
        decide_path(book, (uint32_t)i, path, &circles);
    free(path);
    if (circles > CIRCLES_NAMED)
        warn("%zu more repeat themselves", circles - CIRCLES_NAMED);
    sort_told(book);
}

/* ------------------------------------------------------------------------------------- orders */

bool repeat_book_orders(struct repeat_book *book, struct span id, enum state state,
                        struct repeat_orders *orders, bool *again)
{
    struct repeat_link *link = find(book, id);
    *again = link != NULL && link->is_done;
    if (link == NULL || link->is_done || !link->is_met || link->state != state)
        return false;
    *orders = (struct repeat_orders){
        .follow = link->target != NOBODY ? link->answer.follow : FOLLOW_NOTHING,
        .told = book->told + link->told_start,
        .told_count = link->told_count,
    };
    link->is_done = orders->follow != FOLLOW_NOTHING || orders->told_count > 0;
    if (orders->follow == FOLLOW_NOTHING)
        return link->is_done;
    const struct repeat_link *first = &book->links[link->first];
    orders->reason = link->answer.reason;
    orders->earlier = first->id;
    orders->lead = first->lead;
    orders->co = first->co;
    orders->basis = first->basis;
    orders->cause = first->cause;
    orders->ended = first->state;
    orders->stopped = first->stopped > link->received ? first->stopped : link->received;
    if (first->stopped == INSTANT_NONE)
        orders->stopped = INSTANT_NONE;
    return true;
}

struct repeat_told repeat_book_told(const struct repeat_book *book, uint32_t follower)
{
    const struct repeat_link *link = &book->links[follower];
    return (struct repeat_told){link->id, link->received, link->is_new};
}

void repeat_book_release(struct repeat_book *book)
{
    free(book->links);
    free(book->slots);
    free(book->told);
    arena_release(&book->arena);
}
