#include "lib/reference/acceptance.h"

#include "lib/base/memory.h"
#include "lib/reference/share.h"
#include "lib/reference/table.h"

#include <stdlib.h>

/* -------------------------------------------------------------------------- advice.csv */

static void read_advice(struct acceptance_tables *tables, const char *share,
                        struct problems *problems)
{
    static const char *const names[] = {"code", "zh", "en"};
    struct explanations *explanations = &tables->explanations;
    struct span cells[3];
    char *path = share_path(share, "acceptance/advice.csv");
    struct table *table = table_open(path, names, 3, problems);
    while (table_next(table, cells)) {
        bool empty = span_empty(cells[0]) || span_empty(cells[1]) || span_empty(cells[2]);
        if (empty)
            table_problem(table, "code, zh, en: one of them is empty");
        else if (explanations_advice(explanations, cells[0]) != NULL)
            table_problem(table, "code: stands in another row already");
        if (empty)
            continue;
        explanations->advice =
            memory_grow(explanations->advice, explanations->advice_count,
                        &explanations->advice_capacity, sizeof *explanations->advice);
        explanations->advice[explanations->advice_count++] = (struct advice){
            .code = arena_span(&tables->arena, cells[0]),
            .words = {arena_span(&tables->arena, cells[1]), arena_span(&tables->arena, cells[2])},
        };
    }
    table_close(table);
    free(path);
}

static void check_advice(const struct acceptance_tables *tables, struct table *table,
                         struct span code)
{
    if (!span_empty(code) && explanations_advice(&tables->explanations, code) == NULL)
        table_problem(table, "advice: is not in advice.csv");
}

/* ----------------------------------------------------------------------- templates.csv */

static void read_template(struct acceptance_tables *tables, struct table *table,
                          const struct span cells[])
{
    struct explanations *explanations = &tables->explanations;
    int template = table_word(table, "ground", cells[0], template_words, TEMPLATES);
    check_advice(tables, table, cells[1]);
    if (template <0)
        return;
    if (explanations->templates[template][0].at != NULL)
        table_problem(table, "ground: stands in another row already");
    if (template <GROUNDS &&span_empty(cells[1]))
        table_problem(table, "advice: is empty");
    for (int language = 0; language < EXPLANATION_LANGUAGES; language++) {
        if (span_empty(cells[2 + language]))
            table_problem(table, "%s: is empty", language == 0 ? "zh" : "en");
        explanations->templates[template][language] =
            arena_span(&tables->arena, cells[2 + language]);
    }
    explanations->default_advice[template] = arena_span(&tables->arena, cells[1]);
}

static void read_templates(struct acceptance_tables *tables, const char *share,
                           struct problems *problems)
{
    static const char *const names[] = {"ground", "advice", "zh", "en"};
    struct span cells[4];
    char *path = share_path(share, "acceptance/templates.csv");
    struct table *table = table_open(path, names, 4, problems);
    while (table_next(table, cells))
        read_template(tables, table, cells);
    for (int i = 0; i < TEMPLATES; i++)
        if (tables->explanations.templates[i][0].at == NULL)
            problem_add(problems, path, 0, "ground: no template for %s", template_words[i]);
    table_close(table);
    free(path);
}

/* --------------------------------------------------------------------------- rules.csv */

enum { CODE, BASIS, KIND, PATTERN, EXCEPTION, ADVICE, RULE_COLUMNS };

/* The next group of a pattern: what stands before the next '+'. */
static bool next_group(struct span *rest, struct span *group)
{
    if (rest->at == NULL)
        return false;
    const char *plus = memchr(rest->at, '+', rest->length);
    size_t length = plus != NULL ? (size_t)(plus - rest->at) : rest->length;
    *group = (struct span){rest->at, length};
    *rest = plus != NULL ? (struct span){plus + 1, rest->length - length - 1} : SPAN_NONE;
    return true;
}

/* How many groups a pattern has; 0 where one of them has no words. */
static int count_groups(struct span pattern)
{
    struct span group, word;
    int count = 0;
    while (next_group(&pattern, &group)) {
        if (!span_next_part(&group, &word))
            return 0;
        count++;
    }
    return count;
}

static void add_words(struct screening *screening, uint32_t rule, int group, struct span words)
{
    struct span word;
    while (span_next_part(&words, &word))
        screening_add_word(screening, rule, group, word);
}

static void add_exceptions(struct screening *screening, uint32_t rule, struct span words)
{
    struct span word;
    while (span_next_part(&words, &word)) {
        int scope = exception_read(&word);
        screening_add_word(screening, rule, scope, word);
    }
}

/* Whether the code can be given by a rule: repeats, contacts and bad numbers are not in a text. */
static bool is_for_rules(int code)
{
    return code != FLAG_REPEAT && code != FLAG_CONTACTS && code != FLAG_RESTRICTED &&
           code < FLAG_BAD_PHONE;
}

static void read_rule(struct acceptance_tables *tables, struct table *table,
                      const struct span cells[])
{
    struct screening *screening = &tables->screening;
    int code = table_word(table, "code", cells[CODE], flag_words, FLAG_CODES);
    int kind = table_word(table, "pattern_kind", cells[KIND], pattern_kind_words, PATTERN_KINDS);
    int groups = count_groups(cells[PATTERN]);
    struct span rest = cells[PATTERN];
    struct span group;
    if (code >= 0 && !is_for_rules(code))
        table_problem(table, "code: is not for a rule to give");
    else if (code >= 0 && !span_is(cells[BASIS], flag_basis((enum flag_code)code)))
        table_problem(table, "basis: is not the article of the code, %s",
                      flag_basis((enum flag_code)code));
    if (groups == 0)
        table_problem(table, "pattern: has no words, or a group without");
    else if (kind == PATTERN_NEAR && (groups < 2 || groups > SCREENING_GROUPS))
        table_problem(table, "pattern: 'near' takes 2 to %d groups, '+' between them",
                      SCREENING_GROUPS);
    else if (kind >= 0 && kind != PATTERN_NEAR && groups > 1)
        table_problem(table, "pattern: only 'near' takes groups");
    check_advice(tables, table, cells[ADVICE]);
    if (code < 0 || kind < 0 || groups == 0 || groups > SCREENING_GROUPS)
        return;
    struct screening_rule rule = {
        .code = (enum flag_code)code,
        .kind = (enum pattern_kind)kind,
        .row = (int)table_line(table),
        .advice = span_empty(cells[ADVICE]) ? SPAN_NONE : arena_span(&tables->arena, cells[ADVICE]),
        .groups = groups,
    };
    uint32_t number = screening_add_rule(screening, &rule);
    for (int i = 0; next_group(&rest, &group); i++)
        add_words(screening, number, i, group);
    add_exceptions(screening, number, cells[EXCEPTION]);
}

static void read_rules(struct acceptance_tables *tables, const char *share,
                       struct problems *problems)
{
    static const char *const names[RULE_COLUMNS] = {"code",    "basis",     "pattern_kind",
                                                    "pattern", "exception", "advice"};
    struct span cells[RULE_COLUMNS];
    char *path = share_path(share, "acceptance/rules.csv");
    struct table *table = table_open(path, names, RULE_COLUMNS, problems);
    while (table_next(table, cells))
        read_rule(tables, table, cells);
    table_close(table);
    free(path);
    screening_build(&tables->screening);
}

void acceptance_load(struct acceptance_tables *tables, const char *share, struct problems *problems)
{
    *tables = (struct acceptance_tables){0};
    read_advice(tables, share, problems);
    read_templates(tables, share, problems);
    read_rules(tables, share, problems);
}

void acceptance_release(struct acceptance_tables *tables)
{
    screening_release(&tables->screening);
    free(tables->explanations.advice);
    arena_release(&tables->arena);
}
