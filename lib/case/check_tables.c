#include "lib/case/check_parts.h"

#include "lib/case/history.h"

static void check_unit(struct check *check, struct span code, const char *field)
{
    if (code.at != NULL && directory_by_code(check->desk->directory, code) == NULL)
        check_finding(check, "unknown_code", field, "art.7", "is no unit of the directory");
}

/* The lead, who assists and who acts, of one round. */
static void check_round_units(struct check *check, const struct reader *assignment,
                              const char *field)
{
    struct reader acting;
    struct span list = read_array(assignment, "co"), co;
    const char *cursor = NULL;
    check_unit(check, read_string(assignment, "lead"), field);
    while (read_next_string(assignment, "co", list, &cursor, &co))
        check_unit(check, co, field);
    if (read_object(assignment, "acting", &acting))
        check_unit(check, read_string(&acting, "unit"), field);
}

/* The last round is the assignment; told apart by check_history() where it is not. */
static void check_earlier_rounds(struct check *check, int64_t last)
{
    struct history_walk walk = {.record = check->record};
    struct reader assignment;
    while (history_next(&walk))
        if (read_object(&walk.entry, "assignment", &assignment) &&
            read_integer(&assignment, "round", 0) != last)
            check_round_units(check, &assignment, "history");
}

/* A refused request may be of somebody whom no table has, as named. */
static void check_requests(struct check *check)
{
    for (size_t i = 0; i < check->returns.count; i++)
        if (check->returns.entries[i].outcome != OUTCOME_REFUSED) {
            check_unit(check, check->returns.entries[i].unit, "returns");
            check_unit(check, check->returns.entries[i].acting, "returns");
        }
}

void check_tables(struct check *check)
{
    const struct check_desk *desk = check->desk;
    struct reader assignment;
    struct span matter = read_string(&check->top, "matter");
    struct span district = read_string(&check->top, "district");
    int64_t last = 0;
    if (desk->catalogue == NULL)
        return;
    if (matter.at != NULL && catalogue_find(desk->catalogue, matter) == NULL)
        check_finding(check, "unknown_code", "matter", "art.13", "is not in the catalogue");
    if (district.at != NULL && directory_newest_district(desk->directory, district) == NULL)
        check_finding(check, "unknown_code", "district", "art.13",
                      "is no district of the directory");
    if (read_object(&check->top, "assignment", &assignment)) {
        last = read_integer(&assignment, "round", 0);
        check_round_units(check, &assignment, "assignment");
    }
    check_earlier_rounds(check, last);
    check_requests(check);
}
