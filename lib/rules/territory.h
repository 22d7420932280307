/* Where a case belongs: what the places in a text, and the reporter's own district, say together.
 * A place in the text always goes before the reporter's district, which only tips the scales
 * between places, or stands alone where the text names none. What an officer found goes before
 * both. */
#ifndef H12_RULES_TERRITORY_H
#define H12_RULES_TERRITORY_H

#include "lib/rules/routing.h"

enum { TERRITORY_MAX = 4 };

struct territory_share {
    const struct unit *district;
    double share; /* how likely it is this one, 0 to 1 */
};

struct territory {
    struct territory_share districts[TERRITORY_MAX]; /* the likeliest first */
    size_t count;
    bool by_reporter; /* the text names no place: it is the reporter's own district */
};

/* Weighs the evidence that speaks for districts. A name in two districts speaks for both, by half
 * each: that lowers the shares, and so the score. */
void territory_weigh(const struct route_rules *rules, const struct route_evidence evidence[],
                     size_t count, struct territory *territory);

#endif
