#include "lib/text/matcher.h"

#include "lib/base/arena.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <stdlib.h>

/* Aho and Corasick, "Efficient string matching" (1975), over characters: a Chinese text takes a
 * third of the steps that its bytes would. A character is first turned into the number of its
 * class, 0 if no pattern has it. All edges of the tree stand in one hash table, before which a set
 * of bits says of nearly every edge that it is not there; so the many places of a text that begin
 * no pattern cost one look at that set, which stays near the processor. */

enum {
    NONE = -1,
    ROOT = 0,
    STRAY = 0x110000, /* a byte of no character is one behind the last code point */
    PAGE = 256,
    PAGES = (STRAY + PAGE) / PAGE,
    NODE_BITS = 24,
    CLASS_BITS = 16,
};

struct pattern {
    struct span text;
    uint32_t number;
    int32_t next; /* the next one with the same text, or NONE */
};

/* A text that is under way. Node 0 is the root, and as a child or a link it is none. Nodes stand in
 * the order of their depth. */
struct node {
    uint32_t failure; /* the longest proper suffix that is a node */
    uint32_t retry;   /* the longest of them that has children, or the root */
    uint32_t ending;  /* this node or its longest suffix where patterns end, 0 for none */
    uint32_t link;    /* the longest proper suffix where patterns end, 0 for none */
    int32_t first;    /* pattern that ends here, or NONE */
    int32_t last;
    bool has_children;
};

struct matcher {
    struct arena texts;
    struct pattern *patterns;
    size_t count;
    size_t capacity;

    struct node *nodes;
    size_t node_count;
    size_t node_capacity;

    uint16_t page_of[PAGES]; /* by the upper bits of a character */
    uint16_t (*pages)[PAGE]; /* classes, by its lower bits; the first page is empty */
    size_t page_count;
    size_t page_capacity;
    size_t class_count;
    size_t class_capacity;
    uint32_t *from_root; /* by class: the child of the root */

    uint64_t *edges; /* node, class, child from the highest bits down; 0: free */
    size_t edge_count;
    size_t slot_count; /* a power of two */
    uint64_t *filter;  /* a bit for each hash that an edge has */
    int filter_shift;
};

struct matcher *matcher_new(void)
{
    return memory_get_zeroed(1, sizeof(struct matcher));
}

void matcher_free(struct matcher *matcher)
{
    if (matcher == NULL)
        return;
    arena_release(&matcher->texts);
    free(matcher->patterns);
    free(matcher->nodes);
    free(matcher->pages);
    free(matcher->from_root);
    free(matcher->edges);
    free(matcher->filter);
    free(matcher);
}

void matcher_add(struct matcher *matcher, struct span pattern, uint32_t number)
{
    if (pattern.length == 0)
        return;
    matcher->patterns = memory_grow(matcher->patterns, matcher->count, &matcher->capacity,
                                    sizeof *matcher->patterns);
    matcher->patterns[matcher->count++] =
        (struct pattern){arena_span(&matcher->texts, pattern), number, NONE};
}

/* ------------------------------------------------------------------ characters */

static inline bool is_continuation(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Any character, or a byte of none. */
static uint32_t read_rare(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *s = *at;
    size_t length = s[0] < 0xc0 || s[0] > 0xf4 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    bool whole = length > 1 && (size_t)(end - s) >= length;
    for (size_t i = 1; i < length && whole; i++)
        whole = is_continuation(s[i]);
    uint32_t character = s[0] & (0x7fu >> length);
    for (size_t i = 1; i < length && whole; i++)
        character = character << 6 | (s[i] & 0x3f);
    if (whole && character < STRAY) {
        *at += length;
        return character;
    }
    *at += 1;
    return STRAY + s[0];
}

/* The next character, and *at behind it: in a few steps where it is Chinese, or ASCII. */
static inline uint32_t read_character(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *s = *at;
    if (s[0] < 0x80) {
        *at += 1;
        return s[0];
    }
    if (end - s < 4)
        return read_rare(at, end);
    uint32_t bytes = (uint32_t)s[0] << 16 | (uint32_t)s[1] << 8 | s[2];
    if ((bytes & 0xf0c0c0) != 0xe08080)
        return read_rare(at, end);
    *at += 3;
    return (bytes >> 4 & 0xf000) | (bytes >> 2 & 0x0fc0) | (bytes & 0x3f);
}

static inline unsigned class_of(const struct matcher *matcher, uint32_t character)
{
    return matcher->pages[matcher->page_of[character / PAGE]][character % PAGE];
}

static void refuse_too_many(void)
{
    die(STATUS_IO, "out of memory: too many patterns");
}

static void add_page(struct matcher *matcher)
{
    matcher->pages = memory_grow(matcher->pages, matcher->page_count, &matcher->page_capacity,
                                 sizeof *matcher->pages);
    memset(matcher->pages[matcher->page_count++], 0, sizeof *matcher->pages);
}

static void add_class(struct matcher *matcher)
{
    matcher->from_root = memory_grow(matcher->from_root, matcher->class_count,
                                     &matcher->class_capacity, sizeof *matcher->from_root);
    matcher->from_root[matcher->class_count++] = ROOT;
}

/* The class of a character of a pattern, a new one where it is the first time. */
static unsigned make_class(struct matcher *matcher, uint32_t character)
{
    uint16_t *page = &matcher->page_of[character / PAGE];
    if (*page == 0) {
        *page = (uint16_t)matcher->page_count;
        add_page(matcher);
    }
    uint16_t *class = &matcher->pages[*page][character % PAGE];
    if (*class == 0) {
        if (matcher->class_count >> CLASS_BITS != 0)
            refuse_too_many();
        *class = (uint16_t)matcher->class_count;
        add_class(matcher);
    }
    return *class;
}

/* ----------------------------------------------------------------------- edges */

static inline uint64_t edge_key(uint32_t node, unsigned class)
{
    return (uint64_t)node << CLASS_BITS | class;
}

static inline uint64_t edge_hash(uint64_t key)
{
    return key * UINT64_C(0x9e3779b97f4a7c15);
}

/* Where an edge stands, or the free slot where it would. */
static inline uint64_t *edge_slot(const struct matcher *matcher, uint64_t key)
{
    size_t slot = (size_t)(edge_hash(key) >> 24) & (matcher->slot_count - 1);
    while (matcher->edges[slot] != 0 && matcher->edges[slot] >> NODE_BITS != key)
        slot = (slot + 1) & (matcher->slot_count - 1);
    return &matcher->edges[slot];
}

static inline uint32_t child_at(const uint64_t *slot)
{
    return (uint32_t)(*slot & ((1u << NODE_BITS) - 1));
}

/* At most half of the slots are taken. */
static void make_room(struct matcher *matcher)
{
    if (2 * (matcher->edge_count + 1) <= matcher->slot_count)
        return;
    uint64_t *old = matcher->edges;
    size_t old_count = matcher->slot_count;
    matcher->slot_count = old_count == 0 ? 64 : 2 * old_count;
    matcher->edges = memory_get_zeroed(matcher->slot_count, sizeof *matcher->edges);
    for (size_t i = 0; i < old_count; i++)
        if (old[i] != 0)
            *edge_slot(matcher, old[i] >> NODE_BITS) = old[i];
    free(old);
}

static void make_filter(struct matcher *matcher)
{
    int bits = 9;
    while ((size_t)1 << bits < 8 * matcher->edge_count)
        bits++;
    matcher->filter_shift = 64 - bits;
    matcher->filter = memory_get_zeroed((size_t)1 << (bits - 6), sizeof *matcher->filter);
    for (size_t i = 0; i < matcher->slot_count; i++) {
        uint64_t bit = edge_hash(matcher->edges[i] >> NODE_BITS) >> matcher->filter_shift;
        if (matcher->edges[i] != 0)
            matcher->filter[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

/* -------------------------------------------------------------------- building */

static uint32_t add_node(struct matcher *matcher)
{
    if (matcher->node_count >> NODE_BITS != 0)
        refuse_too_many();
    matcher->nodes = memory_grow(matcher->nodes, matcher->node_count, &matcher->node_capacity,
                                 sizeof *matcher->nodes);
    matcher->nodes[matcher->node_count] = (struct node){.first = NONE, .last = NONE};
    return (uint32_t)matcher->node_count++;
}

/* The child of a node, while all less deep nodes are there and linked. */
static uint32_t make_child(struct matcher *matcher, uint32_t parent, unsigned class)
{
    make_room(matcher);
    uint64_t *slot = edge_slot(matcher, edge_key(parent, class));
    if (*slot != 0)
        return child_at(slot);
    uint32_t child = add_node(matcher);
    *slot = edge_key(parent, class) << NODE_BITS | child;
    matcher->edge_count++;
    struct node *nodes = matcher->nodes;
    nodes[parent].has_children = true;
    if (parent == ROOT) {
        matcher->from_root[class] = child;
        return child;
    }
    uint32_t suffix = nodes[parent].failure;
    uint32_t longer;
    while ((longer = child_at(edge_slot(matcher, edge_key(suffix, class)))) == 0 && suffix != ROOT)
        suffix = nodes[suffix].failure;
    nodes[child].failure = longer;
    return child;
}

static void end_pattern(struct matcher *matcher, struct node *node, size_t pattern)
{
    if (node->first == NONE)
        node->first = (int32_t)pattern;
    else
        matcher->patterns[node->last].next = (int32_t)pattern;
    node->last = (int32_t)pattern;
}

/* How far a pattern is planted. */
struct planting {
    const unsigned char *at, *end;
    uint32_t node;
};

/* One character more of each pattern; false where none has any. */
static bool plant_a_level(struct matcher *matcher, struct planting plantings[])
{
    bool planted = false;
    for (size_t i = 0; i < matcher->count; i++) {
        struct planting *planting = &plantings[i];
        if (planting->at == planting->end)
            continue;
        unsigned class = make_class(matcher, read_character(&planting->at, planting->end));
        planting->node = make_child(matcher, planting->node, class);
        if (planting->at == planting->end)
            end_pattern(matcher, &matcher->nodes[planting->node], i);
        planted = true;
    }
    return planted;
}

static void plant(struct matcher *matcher)
{
    struct planting *plantings = memory_get_zeroed(matcher->count, sizeof *plantings);
    for (size_t i = 0; i < matcher->count; i++) {
        struct span text = matcher->patterns[i].text;
        plantings[i].at = (const unsigned char *)text.at;
        plantings[i].end = plantings[i].at + text.length;
    }
    while (plant_a_level(matcher, plantings))
        continue;
    free(plantings);
}

void matcher_build(struct matcher *matcher)
{
    if (matcher->count == 0)
        return;
    add_page(matcher);
    add_class(matcher);
    add_node(matcher);
    plant(matcher);
    make_filter(matcher);
    struct node *nodes = matcher->nodes;
    for (uint32_t node = 1; node < matcher->node_count; node++) {
        const struct node *suffix = &nodes[nodes[node].failure];
        bool leads_on = nodes[node].failure == ROOT || suffix->has_children;
        nodes[node].retry = leads_on ? nodes[node].failure : suffix->retry;
        nodes[node].link = suffix->ending;
        nodes[node].ending = nodes[node].first != NONE ? node : suffix->ending;
    }
}

/* ------------------------------------------------------------------- searching */

/* Reports what ends at the node, the longest first; false to stop. */
static bool report(const struct matcher *matcher, uint32_t at, size_t end,
                   bool (*found)(void *context, const struct match *match), void *context)
{
    for (; at != ROOT; at = matcher->nodes[at].link)
        for (int32_t i = matcher->nodes[at].first; i != NONE; i = matcher->patterns[i].next) {
            const struct pattern *pattern = &matcher->patterns[i];
            struct match match = {pattern->number, end - pattern->text.length, end};
            if (!found(context, &match))
                return false;
        }
    return true;
}

/* The child of a node below the root, 0 for none. */
static inline uint32_t child_of(const struct matcher *matcher, uint32_t node, unsigned class)
{
    uint64_t key = edge_key(node, class);
    uint64_t bit = edge_hash(key) >> matcher->filter_shift;
    if ((matcher->filter[bit / 64] >> bit % 64 & 1) == 0)
        return 0;
    return child_at(edge_slot(matcher, key));
}

/* Where a character leads: to a child, or to one of the longest suffix that has it. */
static inline uint32_t step(const struct matcher *matcher, uint32_t node, unsigned class)
{
    while (node != ROOT) {
        uint32_t child = child_of(matcher, node, class);
        if (child != 0)
            return child;
        node = matcher->nodes[node].retry;
    }
    return matcher->from_root[class];
}

void matcher_search(const struct matcher *matcher, struct span text,
                    bool (*found)(void *context, const struct match *match), void *context)
{
    if (matcher->count == 0 || text.length == 0)
        return; /* and no arithmetic on what may be no pointer */
    const unsigned char *start = (const unsigned char *)text.at;
    const unsigned char *end = start + text.length;
    uint32_t node = ROOT;
    for (const unsigned char *p = start; p < end;) {
        unsigned class = class_of(matcher, read_character(&p, end));
        node = class == 0 ? (uint32_t)ROOT : step(matcher, node, class);
        uint32_t ending = matcher->nodes[node].ending;
        if (ending != ROOT && !report(matcher, ending, (size_t)(p - start), found, context))
            return;
    }
}
