/* lib/reference/policy: what loads is in its bounds; what does not is said and ends the program
 * with status 2. The input is the policy. */
#include "lib/reference/policy.h"

#include "tests/fuzz/support/guard.h"

static void check_bounds(const struct policy *policy)
{
    const struct deadline_rules *deadline = &policy->deadline;
    for (int i = 0; i < URGENCIES; i++) {
        fuzz_expect(deadline->limits[i] >= 1 && deadline->limits[i] <= 7, "art.14: 1 to 7");
        fuzz_expect(deadline->return_windows[i] >= 1, "a window is a day at least");
    }
    fuzz_expect(deadline->day_end >= 0 && deadline->day_end < SECONDS_PER_DAY, "a day has an end");
    fuzz_expect(deadline->offset > -SECONDS_PER_DAY && deadline->offset < SECONDS_PER_DAY,
                "a zone");
    fuzz_expect(policy->returns.designation_returns >= 1, "art.17 needs a return");
    fuzz_expect(deadline->designated_limit >= 1, "art.18 has a limit");
    fuzz_expect(policy->routing.min_score >= 0 && policy->routing.min_score <= 1, "a share");
    fuzz_expect(policy->routing.word_weight > 0 && policy->routing.title_factor > 0, "a weight");
    fuzz_expect(policy->id != NULL && policy->dated != NULL, "a policy has a name and a date");
    for (size_t i = 0; i < deadline->statute_count; i++) {
        const struct statute *statute = &deadline->statutes[i];
        fuzz_expect(statute->limit >= 1 && statute->matter.length > 0 && statute->law.length > 0 &&
                        statute->article.length > 0,
                    "a statutory limit has a matter, a length, a law and its article");
    }
}

static void load(void *context)
{
    struct policy policy;
    policy_load(&policy, context);
    check_bounds(&policy);
    policy_release(&policy);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file file;
    static const char path[] = "policy.json";
    fuzz_file_set(&file, (struct span){(const char *)bytes, length});
    guard_name(path, &file);
    guard_run(load, (void *)(uintptr_t)path);
    return 0;
}
