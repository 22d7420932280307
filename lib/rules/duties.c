#include "lib/rules/duties.h"

void duties_of_matter(const struct directory *directory, const struct matter *matter,
                      struct span district, day_number day, struct responsible *responsible)
{
    if (matter->to_district && !span_empty(district))
        responsible_add(responsible, directory_district(directory, district, day));
    if (matter->to_city)
        responsible_add(responsible, directory_line(directory, matter->line, day));
}

void duties_of_unit(const struct unit *unit, const struct matter *matter, struct span district,
                    day_number day, struct responsible *responsible)
{
    if (unit == NULL || !unit_is_valid(unit, day) || span_empty(unit->line) ||
        !span_equal(unit->line, matter->line))
        return;
    bool city_wide = span_empty(unit->district);
    if (city_wide ? matter->to_city : matter->to_district && span_equal(unit->district, district))
        responsible_add(responsible, unit);
}
