/* lib/render: what a plain table looks like in each format, to the byte. */
#include "lib/render/render.h"
#include "lib/render/labels.h"
#include "tests/unit/check.h"

static const struct column columns[] = {
    {"name", false, 0},
    {"open", true, 0},
    {"title", false, 9},
};

/* A document of one fact and one table with three rows. */
static void start(struct document *document)
{
    document_start(document, "overdue");
    document_fact_text(document, "policy", SPAN("p-1"));
    struct table *table = document_table(document, "units", columns, 3);
    table_text(document, table, SPAN("西湖区"));
    table_number(table, 7);
    table_text(document, table, SPAN("路灯路灯路灯"));
    table_none(table);
    table_number(table, -12);
    table_text(document, table, SPAN("ab\tc\x1b[0m"));
    table_label(table, "total");
    table_number(table, 1234567);
    table_none(table);
    table->has_total = true;
}

static void expect(render_function *render, enum language language, const char *want,
                   const char *name)
{
    struct document document;
    struct buffer out = {0};
    start(&document);
    render(&document, language, &out);
    check_text(buffer_span(&out), span_of(want), name);
    buffer_release(&out);
    document_release(&document);
}

static void test_text(void)
{
    expect(render_text, LANGUAGE_EN,
           "Overdue cases\n"
           "\n"
           "policy  p-1\n"
           "\n"
           "By unit\n"
           "name       open  title\n"
           "------  -------  ---------\n"
           "西湖区        7  路灯路...\n"
           "            -12  ab c\\x...\n"
           "------  -------  ---------\n"
           "total   1234567\n",
           "text: two columns a Chinese character, cut to the column, a rule over the total");
    expect(render_text, LANGUAGE_ZH,
           "逾期工单报告\n"
           "\n"
           "规则  p-1\n"
           "\n"
           "按承办单位\n"
           "名称       在办  标题\n"
           "------  -------  ---------\n"
           "西湖区        7  路灯路...\n"
           "            -12  ab c\\x...\n"
           "------  -------  ---------\n"
           "合计    1234567\n",
           "text in Chinese");
}

static void test_csv(void)
{
    expect(render_csv, LANGUAGE_EN,
           "table,fact,value\r\n"
           "facts,policy,p-1\r\n"
           "\r\n"
           "table,name,open,title\r\n"
           "units,西湖区,7,路灯路灯路灯\r\n"
           "units,,-12,ab c\\x1b[0m\r\n"
           "units,total,1234567,\r\n",
           "csv: blocks, nothing cut, numbers as they are");
}

static void test_json(void)
{
    const char *want = "{\"report\":\"overdue\",\"policy\":\"p-1\",\"tables\":[{\"name\":\"units\","
                       "\"columns\":[\"name\",\"open\",\"title\"],\"rows\":[[\"西湖区\",7,"
                       "\"路灯路灯路灯\"],[null,-12,\"ab\\u0009c\\u001b[0m\"],"
                       "[\"total\",1234567,null]]}]}\n";
    expect(render_json, LANGUAGE_EN, want, "json: identifiers, null, escapes");
    expect(render_json, LANGUAGE_ZH, want, "json is the same in every language");
}

/* One text through a table of one cell. */
static void expect_cell(const char *text, const char *want)
{
    static const struct column one[] = {{"id", false, 0}};
    struct document document;
    struct buffer out = {0};
    document_start(&document, "overdue");
    struct table *table = document_table(&document, "units", one, 1);
    table_text(&document, table, span_of(text));
    render_csv_table(table, LANGUAGE_EN, &out);
    struct span got = {out.bytes + 4, out.length - 6}; /* behind "id\r\n", before "\r\n" */
    check_text(got, span_of(want), "csv cell");
    buffer_release(&out);
    document_release(&document);
}

static void test_csv_cells(void)
{
    expect_cell("=1+1", "'=1+1");
    expect_cell("+1", "'+1");
    expect_cell("-1", "'-1");
    expect_cell("@x", "'@x");
    expect_cell("\tx", "' x");
    expect_cell("\rx", "' x");
    expect_cell("  =1", "'  =1");
    expect_cell("\v=1", "' =1");
    expect_cell(" \f +1", "'   +1");
    expect_cell("\va", " a");
    expect_cell("\xe3\x80\x80=1", "'\xe3\x80\x80=1"); /* an ideographic space */
    expect_cell("＝1", "'＝1");
    expect_cell("＋1", "'＋1");
    expect_cell("－1", "'－1");
    expect_cell("＠x", "'＠x");
    expect_cell("a=1", "a=1");
    expect_cell("a,b", "\"a,b\"");
    expect_cell("=\"a\"", "\"'=\"\"a\"\"\"");
    expect_cell("a\nb", "a b");
    expect_cell("\xe2\x80\xae=1", "\\u{202e}=1"); /* a bidirectional override */
    expect_cell("'x", "'x");
    expect_cell("", "");
}

static void test_labels(void)
{
    check(span_is(label_of(SPAN("total"), LANGUAGE_ZH), "合计"), "a label in Chinese");
    check(span_is(label_of(SPAN("total"), LANGUAGE_EN), "total"), "a label in English");
    check(span_is(label_of(SPAN("no such"), LANGUAGE_ZH), "no such"), "no label: the identifier");
    enum language language = LANGUAGE_ZH;
    check(language_read("en", &language) && language == LANGUAGE_EN, "en");
    check(!language_read("EN", &language) && language == LANGUAGE_EN, "EN is none");
    check(render_find("csv")->write == render_csv, "a format by its name");
    check(render_find("html") == NULL, "a format that is not there");
}

static void test_documents(void)
{
    struct document document;
    start(&document);
    check(table_rows(&document.tables[0]) == 3, "three rows");
    check(table_cell(&document.tables[0], 1, 1)->number == -12, "a cell by row and column");
    check(document_find(&document, SPAN("units")) == &document.tables[0], "a table by its name");
    check(document_find(&document, SPAN("unit")) == NULL, "a table that is not there");
    document_release(&document);
}

int main(void)
{
    test_text();
    test_csv();
    test_json();
    test_csv_cells();
    test_labels();
    test_documents();
    return check_end();
}
