/* Screening: the rules of acceptance/rules.csv as one matcher. One pass over each text finds what
 * all of them look for, however many they are; then each place is held against the sentence that it
 * stands in. Says what was noticed and where; decides nothing. Built once, const afterwards. */
#ifndef H12_RULES_SCREENING_H
#define H12_RULES_SCREENING_H

#include "lib/rules/acceptance.h"
#include "lib/text/matcher.h"

enum pattern_kind {
    PATTERN_WORD,  /* one of the words stands in the text */
    PATTERN_NEAR,  /* a word of each group, in this order, in one sentence, at most
                      SCREENING_GAP characters apart */
    PATTERN_WHOLE, /* the text is words of these and nothing else */
    PATTERN_KINDS
};
extern const char *const pattern_kind_words[PATTERN_KINDS];

enum { SCREENING_GAP = 12, SCREENING_GROUPS = 4 };

/* How far an exception of a rule reaches; it stands in the place of a group. */
enum exception_scope {
    EXCEPTION_SENTENCE = -1, /* the same sentence */
    EXCEPTION_CLAUSE = -2,   /* `~`: the same clause */
    EXCEPTION_BEFORE = -3,   /* `<`: before what it governs, in the same clause: 担心着火 */
    EXCEPTION_PAST = -4,     /* `^`: the same, or a few words before it that a comma parts from it:
                                昨天晚上，着火了 */
    EXCEPTION_NOW = -5,      /* `!`: between one of the past and the end of the clause, it makes it
                                none: 昨天报过，现在又着火了 */
};
/* The scope of a word of the table, whose mark is taken off. */
enum exception_scope exception_read(struct span *word);

struct screening_rule {
    enum flag_code code;
    enum pattern_kind kind;
    int row;            /* the line of the table */
    struct span advice; /* SPAN_NONE: the ground's own */
    int groups;
};

/* What a word of the matcher is for. */
struct screening_word {
    uint32_t rule;
    int8_t group;                      /* under 0: enum exception_scope */
    bool digits_before, digits_behind; /* it begins, ends with a digit */
};

struct screening {
    struct matcher *matcher;
    struct screening_rule *rules;
    size_t rule_count, rule_capacity;
    struct screening_word *words;
    size_t word_count, word_capacity;
};

/* Adds a rule; returns its number for the words. */
uint32_t screening_add_rule(struct screening *screening, const struct screening_rule *rule);
/* Adds a word of a group of a rule, or of its exceptions of a scope. */
void screening_add_word(struct screening *screening, uint32_t rule, int group, struct span word);
void screening_build(struct screening *screening);
void screening_release(struct screening *screening);

/* What was noticed: of each rule the first place that no exception covers, in the order of the
 * texts; at most FLAGS_MAX. */
struct screened_text {
    const char *member;
    struct span text;
};
void screening_search(const struct screening *screening, const struct screened_text texts[],
                      size_t count, struct flags *found);

#endif
