#include "lib/rules/duties.h"

bool matter_has_line(const struct matter *matter, struct span line)
{
    struct span rest = matter->line;
    struct span part;
    while (!span_empty(line) && span_next_part(&rest, &part))
        if (span_equal(part, line))
            return true;
    return false;
}

void duties_of_matter(const struct directory *directory, const struct matter *matter,
                      struct span district, day_number day, struct responsible *responsible)
{
    struct span rest = matter->line;
    struct span line;
    if (matter->to_district && !span_empty(district))
        responsible_add(responsible, directory_district(directory, district, day));
    while (matter->to_city && span_next_part(&rest, &line))
        responsible_add(responsible, directory_line(directory, line, day));
}

void duties_of_unit(const struct unit *unit, const struct matter *matter, struct span district,
                    day_number day, struct responsible *responsible)
{
    if (unit == NULL || !unit_is_valid(unit, day) || !matter_has_line(matter, unit->line))
        return;
    bool city_wide = span_empty(unit->district);
    if (city_wide ? matter->to_city : matter->to_district && span_equal(unit->district, district))
        responsible_add(responsible, unit);
}

/* The city's units of a matter's lines: the first leads, the others assist. */
static bool take_lines(const struct directory *directory, const struct matter *matter,
                       day_number day, struct duty *duty)
{
    struct span rest = matter->line;
    struct span line;
    while (span_next_part(&rest, &line)) {
        const struct unit *unit = directory_line(directory, line, day);
        if (unit == NULL || unit == duty->lead)
            continue;
        if (duty->lead == NULL)
            duty->lead = unit;
        else if (duty->co_count < ROUTE_CO_MAX)
            duty->co[duty->co_count++] = unit;
    }
    return duty->lead != NULL;
}

void duty_of(const struct directory *directory, const struct catalogue *catalogue,
             const struct matter *matter, const struct unit *district, day_number day,
             struct duty *duty)
{
    *duty = (struct duty){.lead = NULL};
    if (matter->to_district && district != NULL) {
        duty->lead = district;
        duty->step = DUTY_DISTRICT;
        return;
    }
    if (!matter->to_city)
        return; /* territorial, and nobody knows where */
    duty->step = matter->to_district ? DUTY_CITY_INSTEAD : DUTY_CITY;
    if (take_lines(directory, matter, day, duty))
        return;
    const struct matter *above = catalogue_find(catalogue, matter->parent);
    duty->step = DUTY_ABOVE;
    if (above != NULL && take_lines(directory, above, day, duty))
        return;
    duty->lead = district;
    duty->step = district != NULL ? DUTY_DISTRICT_INSTEAD : DUTY_NONE;
}

const struct unit *duty_delegate(const struct directory *directory, const struct unit *lead,
                                 const struct delegation *delegation, day_number day)
{
    const struct unit *unit = NULL;
    const struct unit *office = delegation->office;
    struct span district =
        delegation->district != NULL ? delegation->district->district : SPAN_NONE;
    while (delegation->matter != NULL &&
           (unit = directory_below(directory, lead, unit, day)) != NULL) {
        bool there = span_empty(unit->district) || span_equal(unit->district, district);
        if (there && !route_is_about(unit, delegation->respondents) &&
            matter_has_line(delegation->matter, unit->line))
            return unit;
    }
    bool fits = office != NULL && !route_is_about(office, delegation->respondents) &&
                unit_is_valid(office, day) && span_equal(office->parent, lead->code);
    return fits ? office : NULL;
}
