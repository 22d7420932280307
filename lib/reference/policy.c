#include "lib/reference/policy.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/reference/files.h"
#include "lib/reference/policy_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a member of the policy goes, and what it may be. */
enum member_type { MEMBER_TEXT, MEMBER_INT, MEMBER_BOOLEAN, MEMBER_NUMBER, MEMBER_OTHER };

struct member_rule {
    const char *path;
    enum member_type type;
    size_t offset; /* into struct policy */
    double least, most;
};

#define AT(member) offsetof(struct policy, member)

static const struct member_rule rules[] = {
    {"id", MEMBER_TEXT, AT(id), 0, 0},
    {"title", MEMBER_OTHER, 0, 0, 0},
    {"dated", MEMBER_TEXT, AT(dated), 0, 0},
    {"lang", MEMBER_OTHER, 0, 0, 0},
    {"timezone", MEMBER_OTHER, 0, 0, 0},
    {"day_end", MEMBER_OTHER, 0, 0, 0},
    {"calendars", MEMBER_OTHER, 0, 0, 0},
    {"limits.critical", MEMBER_INT, AT(deadline.limits[URGENCY_CRITICAL]), 1, 7}, /* art.14 */
    {"limits.urgent", MEMBER_INT, AT(deadline.limits[URGENCY_URGENT]), 1, 7},
    {"limits.normal", MEMBER_INT, AT(deadline.limits[URGENCY_NORMAL]), 1, 7},
    {"limits.complex", MEMBER_INT, AT(deadline.limits[URGENCY_COMPLEX]), 1, 7},
    {"warn_workdays", MEMBER_INT, AT(deadline.warn_workdays), 0, 30},
    {"return.window.critical", MEMBER_INT, AT(deadline.return_windows[URGENCY_CRITICAL]), 1, 30},
    {"return.window.urgent", MEMBER_INT, AT(deadline.return_windows[URGENCY_URGENT]), 1, 30},
    {"return.window.normal", MEMBER_INT, AT(deadline.return_windows[URGENCY_NORMAL]), 1, 30},
    {"return.window.complex", MEMBER_INT, AT(deadline.return_windows[URGENCY_COMPLEX]), 1, 30},
    {"return.decide_within", MEMBER_INT, AT(deadline.decide_return), 0, 365},
    {"rework.limit", MEMBER_INT, AT(deadline.rework_limit), 1, 365},
    {"designation.returns", MEMBER_INT, AT(returns.designation_returns), 1, 100},
    {"designation.limit", MEMBER_INT, AT(deadline.designated_limit), 1, 365},
    {"designation.count_continued", MEMBER_BOOLEAN, AT(returns.count_continued), 0, 0},
    {"designation.decide_within", MEMBER_INT, AT(deadline.decide_designation), 0, 365},
    {"designation.stage_every", MEMBER_INT, AT(deadline.stage_every), 1, 365},
    {"extension.max_workdays", MEMBER_INT, AT(deadline.extension_most), 0, 365},
    {"statutory", MEMBER_OTHER, 0, 0, 0},
    {"route.min_score", MEMBER_NUMBER, AT(routing.min_score), 0, 1},
    {"route.doubt", MEMBER_NUMBER, AT(routing.doubt), 0, 10},
    {"route.word_weight", MEMBER_NUMBER, AT(routing.word_weight), 0.1, 10}, /* never nothing */
    {"route.character_weight", MEMBER_NUMBER, AT(routing.character_weight), 0, 10},
    {"route.title_factor", MEMBER_NUMBER, AT(routing.title_factor), 0.1, 10},
    {"route.name_factor", MEMBER_NUMBER, AT(routing.name_factor), 0, 10},
    {"route.reporter_weight", MEMBER_NUMBER, AT(routing.reporter_weight), 0.1, 1},
    {"route.joint_weight", MEMBER_NUMBER, AT(routing.joint_weight), 0.1, 1000},
    {"route.joint_share", MEMBER_NUMBER, AT(routing.joint_share), 0.1, 1},
    {"linkage", MEMBER_OTHER, 0, 0, 0},
    {"knowledge.min_likeness", MEMBER_NUMBER, AT(knowledge.min_likeness), 0.1, 1},
    {"knowledge.margin", MEMBER_NUMBER, AT(knowledge.margin), 0, 1},
    {"knowledge.least_share", MEMBER_NUMBER, AT(knowledge.least_share), 0, 1},
    {"knowledge.max_rest", MEMBER_INT, AT(knowledge.max_rest), 0, 1000},
    {"alert.response_hours", MEMBER_INT, AT(alert.response_hours), 1, 24},
    {"alert.duty_unit", MEMBER_TEXT, AT(duty_unit), 0, 0},
    {"promise.reply_workdays", MEMBER_INT, AT(promise.reply_workdays), 1, 30},
    {"repeat.likeness", MEMBER_NUMBER, AT(repeat.likeness), 0.1, 1},
    {"repeat.new_characters", MEMBER_INT, AT(repeat.new_characters), 1, 1000},
    {"repeat.contacts", MEMBER_INT, AT(repeat.contacts), 1, 10000},
    {"repeat.window", MEMBER_INT, AT(repeat.window), 1, 3650},
    {"restriction.days", MEMBER_INT, AT(repeat.restriction_days), 1, 365},
    {"callback.attempts", MEMBER_INT, AT(callback.attempts), 1, 100},
    {"callback.verify_within", MEMBER_INT, AT(deadline.verify_within), 0, 365},
    {"callback.reopen_days", MEMBER_INT, AT(callback.reopen_days), 0, 3650},
    {"reply.min_length", MEMBER_INT, AT(reply.min_length), 0, 10000},
    {"reply.same_words", MEMBER_INT, AT(reply.same_words), 2, 100000},
    {"reply.min_likeness", MEMBER_NUMBER, AT(reply.min_likeness), 0, 1},
    {"supervision.rounds", MEMBER_INT, AT(supervision.rounds), 2, 100},
    {"supervision.urge_before", MEMBER_INT, AT(supervision.urge_before), 0, 30},
    {"supervision.urge_every", MEMBER_INT, AT(supervision.urge_every), 1, 365},
    {"supervision.leader_after", MEMBER_INT, AT(supervision.leader_after), 1, 100},
    {"supervision.critical_hours", MEMBER_INT, AT(supervision.critical_hours), 1, 168},
    {"archive.keep", MEMBER_INT, AT(archive_keep), 0, 100000},
    {"auto.return", MEMBER_BOOLEAN, AT(returns.automatic), 0, 0},
    {"auto.extension", MEMBER_BOOLEAN, AT(extension_automatic), 0, 0},
    {"auto.reply", MEMBER_BOOLEAN, AT(reply.automatic), 0, 0},
};

enum { RULE_COUNT = sizeof rules / sizeof *rules };

void policy_complain(struct policy_loader *loader, const char *path, const char *what)
{
    problem_add(&loader->problems, loader->policy->path, tree_line(&loader->tree, path), "%s: %s",
                path, what);
}

void policy_whole_number(struct policy_loader *loader, const char *path, const tree_node *node,
                         double least, double most, int *number)
{
    char what[80];
    if (tree_integer(node, number) && *number >= least && *number <= most)
        return;
    snprintf(what, sizeof what, "is not a whole number from %g to %g", least, most);
    policy_complain(loader, path, what);
}

static void read_number(struct policy_loader *loader, const struct member_rule *rule,
                        const tree_node *node, double *number)
{
    char what[80];
    *number = tree_kind_of(node) == TREE_NUMBER ? tree_number(node) : rule->least - 1;
    if (*number >= rule->least && *number <= rule->most)
        return;
    snprintf(what, sizeof what, "is not a number from %g to %g", rule->least, rule->most);
    policy_complain(loader, rule->path, what);
}

static void read_member(struct policy_loader *loader, const struct member_rule *rule)
{
    char *base = (char *)loader->policy + rule->offset;
    const tree_node *node = tree_find(loader->tree.root, rule->path);
    if (node == NULL) {
        policy_complain(loader, rule->path, "is missing");
        return;
    }
    enum tree_kind kind = tree_kind_of(node);
    switch (rule->type) {
    case MEMBER_TEXT:
        if (kind == TREE_STRING && *tree_text(node) != '\0')
            *(char **)(void *)base = memory_copy_string(tree_text(node));
        else
            policy_complain(loader, rule->path, "is not a text");
        break;
    case MEMBER_INT:
        policy_whole_number(loader, rule->path, node, rule->least, rule->most, (int *)(void *)base);
        break;
    case MEMBER_BOOLEAN:
        if (kind == TREE_BOOLEAN)
            *(bool *)(void *)base = tree_boolean(node);
        else
            policy_complain(loader, rule->path, "is not true or false");
        break;
    case MEMBER_NUMBER:
        read_number(loader, rule, node, (double *)(void *)base);
        break;
    case MEMBER_OTHER:
        break; /* read by a function of its own */
    }
}

static bool begins_a_rule(const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (strncmp(rules[i].path, path, length) == 0 &&
            (rules[i].path[length] == '\0' || rules[i].path[length] == '.'))
            return true;
    return false;
}

static bool is_a_rule(const char *path)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (strcmp(rules[i].path, path) == 0)
            return true;
    return false;
}

/* A misspelt member must not silently leave another at nothing. */
static void refuse_unknown(struct policy_loader *loader, const tree_node *object,
                           const char *prefix)
{
    for (const tree_node *node = tree_child(object); node != NULL; node = tree_next(node)) {
        char path[PATH_MAX_LENGTH];
        snprintf(path, sizeof path, "%s%s%s", prefix, *prefix != '\0' ? "." : "", tree_name(node));
        if (strchr(tree_name(node), '.') != NULL) /* else its line would be another's */
            problem_add(&loader->problems, loader->policy->path, tree_line(&loader->tree, prefix),
                        "%s: has a point in its name, so it is not a member of a policy", path);
        else if (!begins_a_rule(path))
            policy_complain(loader, path, "is not a member of a policy");
        else if (!is_a_rule(path) && tree_kind_of(node) == TREE_OBJECT)
            refuse_unknown(loader, node, path);
    }
}

const char *policy_text(struct policy_loader *loader, const char *path)
{
    const tree_node *node = tree_find(loader->tree.root, path);
    if (node != NULL && tree_kind_of(node) == TREE_STRING && *tree_text(node) != '\0')
        return tree_text(node);
    if (node != NULL || !is_a_rule(path)) /* a rule that is missing has been named already */
        policy_complain(loader, path, node == NULL ? "is missing" : "is not a text");
    return NULL;
}

static void read_time_members(struct policy_loader *loader)
{
    struct deadline_rules *deadline = &loader->policy->deadline;
    const char *zone = policy_text(loader, "timezone");
    if (zone != NULL && !offset_read(span_of(zone), &deadline->offset))
        policy_complain(loader, "timezone", "is not an offset such as +08:00");
    const char *end = policy_text(loader, "day_end");
    char stamp[32];
    instant when;
    snprintf(stamp, sizeof stamp, "1970-01-01T%.16sZ", end != NULL ? end : "23:59:59");
    if (instant_read(span_of(stamp), 0, &when) &&
        strlen(stamp) == sizeof "1970-01-01T23:59:59Z" - 1)
        deadline->day_end = (int)when;
    else
        policy_complain(loader, "day_end", "is not a time such as 23:59:59");
    const char *dated = loader->policy->dated;
    day_number day;
    if (dated != NULL && !day_read(span_of(dated), &day))
        policy_complain(loader, "dated", "is not a date");
}

static void read_language(struct policy_loader *loader)
{
    const char *language = policy_text(loader, "lang");
    if (language != NULL && strcmp(language, "en") == 0)
        loader->policy->language = LANGUAGE_EN;
    else if (language != NULL && strcmp(language, "zh") != 0)
        policy_complain(loader, "lang", "is not zh or en");
}

/* The first line of a text that a byte offset lies on is what a user looks for. */
static void refuse_text(const char *path, const struct buffer *text, const struct fault *fault)
{
    const char *at = strstr(fault->reason, "at byte ");
    size_t byte = at != NULL ? strtoul(at + 8, NULL, 10) : 1;
    size_t line = 1;
    for (size_t i = 0; i + 1 < byte && i < text->length; i++)
        line += text->bytes[i] == '\n';
    die(STATUS_USAGE, "%s:%zu: %s", path, line, fault->reason);
}

void policy_load(struct policy *policy, const char *path)
{
    struct policy_loader loader = {.policy = policy};
    struct buffer text = {0};
    struct fault fault = {0};
    *policy = (struct policy){.path = memory_copy_string(path)};
    file_read(path, &text);
    if (!tree_parse(buffer_span(&text), &loader.tree, &fault))
        refuse_text(path, &text, &fault);
    for (size_t i = 0; i < RULE_COUNT; i++)
        read_member(&loader, &rules[i]);
    refuse_unknown(&loader, loader.tree.root, "");
    read_time_members(&loader);
    read_language(&loader);
    policy_read_lists(&loader);
    policy->duty_unit_line = tree_line(&loader.tree, "alert.duty_unit");
    problems_end(&loader.problems);
    tree_release(&loader.tree);
    buffer_release(&text);
}

void policy_release(struct policy *policy)
{
    policy_release_lists(policy);
    free(policy->path);
    free(policy->id);
    free(policy->dated);
    free(policy->duty_unit);
    *policy = (struct policy){0};
}
