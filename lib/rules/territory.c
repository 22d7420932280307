#include "lib/rules/territory.h"

static void add(struct territory *territory, const struct unit *district, double weight)
{
    for (size_t i = 0; i < territory->count; i++)
        if (territory->districts[i].district == district) {
            territory->districts[i].share += weight;
            return;
        }
    if (territory->count < TERRITORY_MAX)
        territory->districts[territory->count++] = (struct territory_share){district, weight};
}

/* The likeliest first; equal ones stay in the order in which they were named. */
static void sort(struct territory *territory)
{
    for (size_t i = 1; i < territory->count; i++)
        for (size_t k = i; k > 0; k--) {
            struct territory_share *here = &territory->districts[k];
            if (here->share <= here[-1].share)
                break;
            struct territory_share moved = *here;
            *here = here[-1];
            here[-1] = moved;
        }
}

void territory_weigh(const struct route_rules *rules, const struct route_evidence evidence[],
                     size_t count, struct territory *territory)
{
    const struct unit *reporters = NULL;
    double sum = 0;
    *territory = (struct territory){.count = 0};
    for (size_t i = 0; i < count; i++) {
        const struct route_evidence *piece = &evidence[i];
        if (piece->district == NULL || piece->source == SOURCE_DUTY)
            continue;
        if (piece->is_found) {
            *territory = (struct territory){.districts = {{piece->district, 1}}, .count = 1};
            return;
        }
        if (piece->source == SOURCE_DISTRICT)
            reporters = piece->district;
        else
            add(territory, piece->district, piece->weight);
    }
    territory->by_reporter = territory->count == 0 && reporters != NULL;
    if (territory->by_reporter) {
        add(territory, reporters, rules->reporter_weight);
        return;
    }
    for (size_t i = 0; i < territory->count; i++) {
        if (territory->districts[i].district == reporters)
            territory->districts[i].share += rules->reporter_weight;
        sum += territory->districts[i].share;
    }
    for (size_t i = 0; i < territory->count; i++)
        territory->districts[i].share /= sum;
    sort(territory);
}
