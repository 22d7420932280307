/* lib/reference/directory, the units: each row is found by its code and by its names. The input is
 * the table. */
#include "lib/reference/directory.h"

#include "tests/fuzz/support/guard.h"

/* Without problems the codes are unique. */
static void check_unit(const struct directory *directory, const struct unit *unit)
{
    day_number day = unit->valid_from;
    const struct unit *found = directory_find(directory, unit->name, day);
    fuzz_expect(directory_by_code(directory, unit->code) == unit, "a unit is found by its code");
    fuzz_expect(directory_find(directory, unit->code, day) == unit, "a code goes before names");
    fuzz_expect(found != NULL, "a unit is found by its name");
    fuzz_expect(span_equal(found->code, unit->name) || unit_is_valid(found, day),
                "of two of one name the one is found that is valid");
    const struct unit *government = directory_district(directory, unit->district, day);
    fuzz_expect(government == NULL || unit_is_valid(government, day), "a government is valid");
    fuzz_expect(unit->level != LEVEL_DISTRICT || government != NULL, "a district has one");
    const struct unit *of_line = directory_line(directory, unit->line, day);
    fuzz_expect(of_line == NULL || unit_is_valid(of_line, day), "a department is valid");
}

static void load(void *context)
{
    struct directory directory;
    struct problems problems = {0};
    directory_load(&directory, context, &problems);
    for (size_t i = 0; i < directory.count && problems.count == 0; i++)
        check_unit(&directory, &directory.units[i]);
    directory_release(&directory);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file file;
    static char path[] = "fuzz/units.csv";
    fuzz_file_set(&file, (struct span){(const char *)bytes, length});
    guard_name(path, &file);
    guard_run(load, path);
    return 0;
}
