#include "lib/base/hash.h"
#include "lib/base/utf8.h"
#include "lib/reference/columns_table.h"
#include "lib/reference/plan.h"

enum {
    NAMES_SHOWN = 24, /* of a header, in a message */
    NAME_SHOWN_WIDTH = 40,
    LIKE_DATA_DIGITS = 5, /* a cell with so many digits, or so long, is no name of a column */
    LIKE_DATA_LENGTH = 20,
};

/* The names of the header, for a message. */
static void add_names(const struct plan *plan, struct buffer *what)
{
    buffer_printf(what, "; found %zu column%s:", plan->count, plan->count == 1 ? "" : "s");
    for (size_t i = 0; i < plan->count && i < NAMES_SHOWN; i++) {
        struct span shown = utf8_cut_to_width(plan->names[i], NAME_SHOWN_WIDTH);
        buffer_printf(what, "%s '%.*s%s'", i > 0 ? "," : "", (int)shown.length, shown.at,
                      shown.length < plan->names[i].length ? "…" : "");
    }
    if (plan->count > NAMES_SHOWN)
        buffer_printf(what, " and %zu more", plan->count - NAMES_SHOWN);
}

/* Whether a first row has cells that are rather data (another row's, where line ends are CR only):
 * what a citizen said, or a phone number, must not get into a message. */
static bool looks_like_data(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        size_t digits = 0;
        for (size_t j = 0; j < plan->names[i].length; j++)
            digits += plan->names[i].at[j] >= '0' && plan->names[i].at[j] <= '9';
        if (digits >= LIKE_DATA_DIGITS || utf8_count(plan->names[i]) > LIKE_DATA_LENGTH)
            return true;
    }
    return false;
}

static bool check_names_differ(const struct plan *plan, bool show, struct buffer *what)
{
    struct hash_set *seen = hash_set_new();
    size_t i = 0;
    while (i < plan->count && hash_set_add(seen, hash_64(plan->names[i])))
        i++;
    hash_set_free(seen);
    if (i == plan->count)
        return true;
    struct span shown = utf8_cut_to_width(plan->names[i], NAME_SHOWN_WIDTH);
    if (!show)
        buffer_printf(what, "the %zuth column has the name of an earlier one", i + 1);
    else
        buffer_printf(what, "two columns are named '%.*s'", (int)shown.length, shown.at);
    return false;
}

static bool check_map_columns(const struct plan *plan, struct buffer *what)
{
    for (int field = 0; field < FIELDS; field++) {
        struct span header = plan->columns->rules[field].header;
        if (header.at == NULL || plan->first_choice[field + 1] > plan->first_choice[field])
            continue;
        buffer_printf(what, "no column '%.*s', which the map names for %s", (int)header.length,
                      header.at, field_names[field]);
        return false;
    }
    return true;
}

static bool check_required(const struct plan *plan, struct buffer *what)
{
    static const enum field required[] = {FIELD_RECEIVED_AT, FIELD_TEXT};
    bool has[2];
    for (size_t i = 0; i < 2; i++)
        has[i] = plan->first_choice[required[i] + 1] > plan->first_choice[required[i]];
    if (has[0] && has[1])
        return true;
    buffer_printf(what, "no column gives %s%s%s", has[0] ? "" : field_names[required[0]],
                  !has[0] && !has[1] ? " or " : "", has[1] ? "" : field_names[required[1]]);
    return false;
}

bool plan_check(const struct plan *plan, struct buffer *what)
{
    bool show = !looks_like_data(plan);
    if (plan->choice_count == 0) { /* then it may be somebody's request, in whatever words */
        buffer_printf(what, "no header: the first row has %zu field%s, none of them a known column",
                      plan->count, plan->count == 1 ? "" : "s");
        return false;
    }
    if (check_names_differ(plan, show, what) && check_map_columns(plan, what) &&
        check_required(plan, what))
        return true;
    if (show)
        add_names(plan, what);
    else
        buffer_printf(what, "; found %zu columns, not shown, since some look like data",
                      plan->count);
    return false;
}
