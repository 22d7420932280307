/* lib/reference/columns_map and plan: a map that loads leads a header and rows to fields that are
 * valid texts and times. The input is the map. */
#include "lib/reference/columns_table.h"
#include "lib/reference/plan.h"
#include "tests/fuzz/support/guard.h"

enum { SHANGHAI = 8 * 3600, NAMES_MOST = FIELDS + 4 };

static const char *const samples[] = {
    "2026-10-12 09:30:00",
    "20261012",
    "路灯坏了，é",
    "咨询",
    "99999999999999999999",
    "67768036191676799",
    "  ",
    "2026-10-12 09:30 PM 星期一 +1400",
    "-1",
};

enum { SAMPLES = sizeof samples / sizeof *samples };

struct trial {
    size_t seed;
};

static size_t make_header(const struct columns *columns, struct span names[])
{
    static const char *const known[] = {"ID", "received_at", "text", ""};
    size_t count = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        names[count++] = span_of(known[i]);
    for (int field = 0; field < FIELDS; field++)
        if (columns->rules[field].header.at != NULL)
            names[count++] = columns->rules[field].header;
    return count;
}

static void check_fields(const struct request_fields *fields)
{
    for (int field = 0; field < FIELDS; field++) {
        struct span value = fields->value[field];
        fuzz_expect(fuzz_is_utf8(fields->source[field]), "a source is valid");
        fuzz_expect(fuzz_is_utf8(value), "a value is valid");
        if (value.at != NULL && field_is_enumerated((enum field)field))
            fuzz_expect(field_code_is_known((enum field)field, value), "a code is one");
    }
    fuzz_expect(fields->received_at == INSTANT_NONE ||
                    instant_has_date(fields->received_at, SHANGHAI),
                "a time can be written");
    fuzz_expect(fields->assigned_at == INSTANT_NONE ||
                    instant_has_date(fields->assigned_at, SHANGHAI),
                "a time can be written");
}

static void use(const struct columns *columns, size_t seed)
{
    struct span names[NAMES_MOST];
    struct span cells[NAMES_MOST];
    struct plan plan = {0};
    struct buffer what = {0};
    struct request_fields fields = {0};
    struct form_wish wish = {0};
    size_t count = make_header(columns, names);
    plan_make(&plan, columns, names, count);
    if (!plan_check(&plan, &what))
        fuzz_expect(what.length > 0, "a header is refused for a reason");
    for (size_t turn = 0; turn < SAMPLES; turn++) {
        for (size_t i = 0; i < count; i++)
            cells[i] = span_of(samples[(seed + turn + i) % SAMPLES]);
        plan_read(&plan, cells, &fields);
        plan_add_rest(&plan, cells, &fields);
        check_fields(&fields);
    }
    columns_wish(columns, &wish);
    fields_release(&fields);
    buffer_release(&what);
    plan_release(&plan);
}

static void load(void *context)
{
    const struct trial *trial = context;
    struct problems problems = {0};
    struct columns *columns = columns_load("fuzz", "fuzz/map.json", SHANGHAI, &problems);
    if (problems.count == 0)
        use(columns, trial->seed);
    columns_free(columns);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file map, columns, values;
    if (columns.path[0] == '\0') {
        fuzz_file_set(&columns, SPAN("field,header\nid,id\nreceived_at,received_at\ntext,text\n"));
        fuzz_file_set(&values, SPAN("field,from,to\nkind,咨询,consultation\n"));
        guard_name("fuzz/columns.csv", &columns);
        guard_name("fuzz/values.csv", &values);
        guard_name("fuzz/map.json", &map);
    }
    struct trial trial = {.seed = length};
    fuzz_file_set(&map, (struct span){(const char *)bytes, length});
    guard_run(load, &trial);
    return 0;
}
