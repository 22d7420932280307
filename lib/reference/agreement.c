#include "lib/reference/agreement.h"

/* A limit also serves the codes that begin with its own. */
static bool serves_any(const struct catalogue *catalogue, struct span code)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        struct span matter = catalogue->matters[i].code;
        if (matter.length >= code.length && memcmp(matter.at, code.at, code.length) == 0)
            return true;
    }
    return false;
}

static void check_statutes(const struct policy *policy, const struct catalogue *catalogue,
                           struct problems *problems)
{
    for (size_t i = 0; i < policy->deadline.statute_count; i++)
        if (!serves_any(catalogue, policy->deadline.statutes[i].matter))
            problem_add(problems, policy->path, policy->statute_lines[i],
                        "statutory.%zu.matter: is no matter of the catalogue", i);
}

static void check_linkages(const struct policy *policy, const struct catalogue *catalogue,
                           struct problems *problems)
{
    for (size_t i = 0; i < policy->routing.linkage_count; i++)
        if (!serves_any(catalogue, policy->routing.linkages[i].matter))
            problem_add(problems, policy->path, policy->linkage_lines[i],
                        "linkage.%zu.matter: is no matter of the catalogue", i);
}

static void check_experts(const struct directory *directory, const struct catalogue *catalogue,
                          const char *matters, struct problems *problems)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct matter *matter = &catalogue->matters[i];
        if (!span_empty(matter->expert) && directory_by_code(directory, matter->expert) == NULL)
            problem_add(problems, matters, matter->row, "expert: is no unit of the directory");
    }
}

void agreement_check(const struct policy *policy, const struct directory *directory,
                     const struct catalogue *catalogue, const char *matters,
                     struct problems *problems)
{
    if (problems->count > 0)
        return;
    check_statutes(policy, catalogue, problems);
    check_linkages(policy, catalogue, problems);
    check_experts(directory, catalogue, matters, problems);
    if (directory_by_code(directory, span_of(policy->duty_unit)) == NULL)
        problem_add(problems, policy->path, policy->duty_unit_line,
                    "alert.duty_unit: is no unit of the directory");
}
