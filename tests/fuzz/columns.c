/* lib/reference/columns: both tables, of headers and of values. A word is found in whatever case it
 * is written, and says what its row says. The first byte of the input chooses the table, the rest
 * is the file. */
#include "lib/reference/columns_table.h"
#include "tests/fuzz/support/guard.h"

static void check_words(const struct columns *columns)
{
    const struct words *words = &columns->words;
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->list[i];
        fuzz_expect(words_find(words, word->group, word->text) == word, "a word is found");
        fuzz_expect(fuzz_is_utf8(word->text) && fuzz_is_utf8(word->to), "a word is valid");
        fuzz_expect(!span_empty(word->text) && word->field < FIELDS, "a word has a field");
        if (word->group < FIELDS)
            fuzz_expect(field_code_is_known(word->field, word->to), "a code is one");
    }
}

static void load(void *context)
{
    struct problems problems = {0};
    struct columns *columns = columns_load(context, NULL, 0, &problems);
    check_words(columns);
    columns_free(columns);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file columns, values;
    static char share[] = "fuzz";
    if (length == 0)
        return 0;
    struct span text = {(const char *)bytes + 1, length - 1};
    bool headers = (bytes[0] & 1) == 0;
    fuzz_file_set(&columns, headers ? text : SPAN("field,header\ntext,text\n"));
    fuzz_file_set(&values, headers ? SPAN("field,from,to\nkind,q,consultation\n") : text);
    guard_name("fuzz/columns.csv", &columns);
    guard_name("fuzz/values.csv", &values);
    guard_run(load, share);
    return 0;
}
