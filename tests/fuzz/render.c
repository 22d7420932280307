/* lib/render: whatever a cell holds, nothing of it reaches a terminal or a spreadsheet but a text:
 * no control character, no formula; and the table is still a table. The input is the cells, a
 * record separator (1E) between them. */
#include "lib/render/render.h"

#include "lib/record/csv_rows.h"
#include "lib/render/cell.h"
#include "tests/fuzz/support/fuzz.h"
#include "tests/fuzz/support/json.h"

#include <fcntl.h>
#include <unistd.h>

enum { COLUMNS = 3, CELLS_MOST = 60, SEPARATOR = 0x1e };

static const struct column columns[COLUMNS] = {
    {"case", false, 12}, {"title", false, 0}, {"count", true, 0}};

static size_t fill(struct document *document, struct table *table, struct span rest)
{
    size_t rows = 0;
    bool more = true;
    while (more && rows < CELLS_MOST) {
        const char *end = rest.length > 0 ? memchr(rest.at, SEPARATOR, rest.length) : NULL;
        struct span text = {rest.at, end != NULL ? (size_t)(end - rest.at) : rest.length};
        table_text(document, table, text);
        table_text(document, table, text);
        table_number(table, -(int64_t)rows);
        rows++;
        more = end != NULL;
        if (more)
            rest = (struct span){end + 1, rest.length - text.length - 1};
    }
    return rows;
}

static void check_cell(const struct cell *cell)
{
    struct buffer out = {0};
    cell_write(cell, LANGUAGE_EN, &out);
    fuzz_expect(fuzz_is_harmless(buffer_span(&out)), "a cell is harmless");
    fuzz_expect(out.length == 0 || memchr(out.bytes, '\n', out.length) == NULL, "a cell is a line");
    buffer_release(&out);
}

static size_t count_lines(struct span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.at[i] == '\n';
    return count;
}

/* Title, an empty line, one fact, an empty line, the table's name, its head, a rule, the rows. */
static void check_text(const struct document *document, size_t rows)
{
    struct buffer out = {0};
    render_text(document, LANGUAGE_ZH, &out);
    fuzz_expect(fuzz_is_harmless(buffer_span(&out)), "a text table is harmless");
    fuzz_expect(count_lines(buffer_span(&out)) == 7 + rows, "a row is a line");
    buffer_release(&out);
}

/* Whether a spreadsheet would look for a formula, whatever blank stands before it. */
static bool is_formula(struct span field)
{
    static const char *const starts[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    while (field.length > 0 && (unsigned char)*field.at <= ' ')
        field = (struct span){field.at + 1, field.length - 1};
    field = span_trim(field);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (field.length >= strlen(starts[i]) &&
            memcmp(field.at, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void check_csv(const struct table *table, size_t rows)
{
    static struct fuzz_file file;
    struct buffer out = {0};
    struct lines lines;
    struct csv_row row;
    struct fault fault = {0};
    render_csv_table(table, LANGUAGE_EN, &out);
    int descriptor = open(fuzz_file_set(&file, buffer_span(&out)), O_RDONLY | O_CLOEXEC);
    lines_start(&lines, descriptor, "fuzz", LINE_CAP);
    struct csv_rows *reader = csv_rows_new(&lines, ENCODING_UTF8, ',');
    for (size_t i = 0; i <= rows; i++) {
        fuzz_expect(csv_rows_next(reader, &row, &fault) == CSV_ROW && row.count == COLUMNS,
                    "a row of a table is a row of CSV");
        for (size_t k = 0; k < 2; k++) {
            fuzz_expect(fuzz_is_harmless(row.fields[k]), "a field is harmless");
            fuzz_expect(!is_formula(row.fields[k]), "a field is no formula");
        }
    }
    fuzz_expect(csv_rows_next(reader, &row, &fault) == CSV_ENDED, "there are no more rows");
    csv_rows_free(reader);
    lines_release(&lines);
    close(descriptor);
    buffer_release(&out);
}

/* To a program the text is the same, where it is one. */
static void check_json(const struct document *document)
{
    struct buffer out = {0};
    render_json(document, LANGUAGE_EN, &out);
    struct span text = buffer_span(&out);
    while (text.length > 0 && text.at[text.length - 1] == '\n')
        text.length--;
    cJSON *tree = json_read(text);
    fuzz_expect(tree != NULL && fuzz_is_harmless(text), "a JSON report is JSON and harmless");
    const cJSON *tables = cJSON_GetObjectItemCaseSensitive(tree, "tables");
    const cJSON *row =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(tables, 0), "rows")->child;
    const struct table *table = &document->tables[0];
    for (size_t i = 0; i < table_rows(table); i++, row = row->next) {
        struct span want = table_cell(table, i, 0)->text;
        fuzz_expect(row != NULL, "as many rows");
        if (fuzz_is_utf8(want) && strlen(want.at) == want.length)
            fuzz_expect(span_is(want, row->child->valuestring), "a text is the same to a program");
    }
    cJSON_Delete(tree);
    buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct document document;
    document_start(&document, "overdue");
    document_fact_text(&document, "policy", (struct span){(const char *)bytes, length});
    struct table *table = document_table(&document, "units", columns, COLUMNS);
    size_t rows = fill(&document, table, (struct span){(const char *)bytes, length});
    for (size_t i = 0; i < table->cell_count; i++)
        check_cell(&table->cells[i]);
    check_text(&document, rows);
    check_csv(table, rows);
    check_json(&document);
    document_release(&document);
    return 0;
}
