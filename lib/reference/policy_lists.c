#include "lib/reference/policy_parts.h"

#include "lib/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void read_calendars(struct policy_loader *loader)
{
    const tree_node *list = tree_find(loader->tree.root, "calendars");
    if (list == NULL)
        return;
    if (tree_kind_of(list) != TREE_ARRAY || tree_size(list) == 0) {
        policy_complain(loader, "calendars", "is not a list of files");
        return;
    }
    struct policy *policy = loader->policy;
    policy->calendars = memory_get_zeroed(tree_size(list), sizeof *policy->calendars);
    for (const tree_node *node = tree_child(list); node != NULL; node = tree_next(node)) {
        if (tree_kind_of(node) == TREE_STRING)
            policy->calendars[policy->calendar_count++] = memory_copy_string(tree_text(node));
        else
            policy_complain(loader, "calendars", "is not a list of files");
    }
}

static struct span statute_text(struct policy_loader *loader, size_t row, const char *name)
{
    char path[PATH_MAX_LENGTH];
    snprintf(path, sizeof path, "statutory.%zu.%s", row, name);
    const char *text = policy_text(loader, path);
    return text != NULL ? span_of(memory_copy_string(text)) : SPAN_NONE;
}

static int statute_word(struct policy_loader *loader, size_t row, const char *name,
                        const char *const words[], int count)
{
    char path[PATH_MAX_LENGTH];
    snprintf(path, sizeof path, "statutory.%zu.%s", row, name);
    const char *text = policy_text(loader, path);
    if (text == NULL)
        return 0;
    int word = word_find(words, count, span_of(text));
    if (word < 0)
        policy_complain(loader, path, "is not one of the known words");
    return word < 0 ? 0 : word;
}

static void read_statute(struct policy_loader *loader, size_t row, const tree_node *node,
                         struct statute *statute)
{
    static const char *const known[] = {"matter", "from", "limit", "unit", "law", "article"};
    char path[PATH_MAX_LENGTH];
    for (const tree_node *member = tree_child(node); member != NULL; member = tree_next(member))
        if (word_find(known, 6, span_of(tree_name(member))) < 0) {
            snprintf(path, sizeof path, "statutory.%zu.%s", row, tree_name(member));
            policy_complain(loader, path, "is not a member of a statutory limit");
        }
    statute->matter = statute_text(loader, row, "matter");
    statute->law = statute_text(loader, row, "law");
    statute->article = statute_text(loader, row, "article");
    statute->from =
        (enum statute_from)statute_word(loader, row, "from", statute_from_words, FROM_WORDS);
    statute->unit =
        (enum limit_unit)statute_word(loader, row, "unit", limit_unit_words, LIMIT_UNITS);
    snprintf(path, sizeof path, "statutory.%zu.limit", row);
    const tree_node *length = tree_member(node, "limit");
    if (length == NULL)
        policy_complain(loader, path, "is missing");
    else
        policy_whole_number(loader, path, length, 1, 8760, &statute->limit);
}

static void read_statutes(struct policy_loader *loader)
{
    const tree_node *list = tree_find(loader->tree.root, "statutory");
    if (list == NULL)
        return;
    if (tree_kind_of(list) != TREE_ARRAY) {
        policy_complain(loader, "statutory", "is not a list");
        return;
    }
    struct deadline_rules *deadline = &loader->policy->deadline;
    struct statute *statutes = memory_get_zeroed(tree_size(list), sizeof *statutes);
    size_t *lines = memory_get_zeroed(tree_size(list), sizeof *lines);
    size_t row = 0;
    for (const tree_node *node = tree_child(list); node != NULL; node = tree_next(node), row++) {
        char path[PATH_MAX_LENGTH];
        snprintf(path, sizeof path, "statutory.%zu.matter", row);
        read_statute(loader, row, node, &statutes[row]);
        lines[row] = tree_line(&loader->tree, path);
    }
    loader->policy->statute_lines = lines;
    deadline->statutes = statutes;
    deadline->statute_count = row;
}

static void read_linkage(struct policy_loader *loader, size_t row, const tree_node *node,
                         struct linkage *linkage)
{
    char path[PATH_MAX_LENGTH];
    for (const tree_node *member = tree_child(node); member != NULL; member = tree_next(member))
        if (strcmp(tree_name(member), "matter") != 0 && strcmp(tree_name(member), "to") != 0) {
            snprintf(path, sizeof path, "linkage.%zu.%s", row, tree_name(member));
            policy_complain(loader, path, "is not a member of a linkage");
        }
    snprintf(path, sizeof path, "linkage.%zu.matter", row);
    const char *matter = policy_text(loader, path);
    linkage->matter = matter != NULL ? span_of(memory_copy_string(matter)) : SPAN_NONE;
    loader->policy->linkage_lines[row] = tree_line(&loader->tree, path);
    snprintf(path, sizeof path, "linkage.%zu.to", row);
    const char *to = policy_text(loader, path);
    int service =
        to != NULL ? word_find(linked_service_words, LINKED_SERVICES, span_of(to)) : SERVICE_110;
    linkage->to = service < 0 ? SERVICE_110 : (enum linked_service)service;
    if (service < 0)
        policy_complain(loader, path, "is not a linked service: 110 or 96345");
}

static void read_linkages(struct policy_loader *loader)
{
    const tree_node *list = tree_find(loader->tree.root, "linkage");
    if (list == NULL)
        return;
    if (tree_kind_of(list) != TREE_ARRAY) {
        policy_complain(loader, "linkage", "is not a list");
        return;
    }
    struct linkage *linkages = memory_get_zeroed(tree_size(list), sizeof *linkages);
    loader->policy->linkage_lines =
        memory_get_zeroed(tree_size(list), sizeof *loader->policy->linkage_lines);
    size_t row = 0;
    for (const tree_node *node = tree_child(list); node != NULL; node = tree_next(node), row++)
        read_linkage(loader, row, node, &linkages[row]);
    loader->policy->routing.linkages = linkages;
    loader->policy->routing.linkage_count = row;
}

void policy_read_lists(struct policy_loader *loader)
{
    read_calendars(loader);
    read_statutes(loader);
    read_linkages(loader);
}

void policy_release_lists(struct policy *policy)
{
    for (size_t i = 0; i < policy->deadline.statute_count; i++) {
        struct statute statute = policy->deadline.statutes[i];
        free((void *)(uintptr_t)statute.matter.at);
        free((void *)(uintptr_t)statute.law.at);
        free((void *)(uintptr_t)statute.article.at);
    }
    free((void *)(uintptr_t)policy->deadline.statutes);
    free(policy->statute_lines);
    for (size_t i = 0; i < policy->routing.linkage_count; i++)
        free((void *)(uintptr_t)policy->routing.linkages[i].matter.at);
    free((void *)(uintptr_t)policy->routing.linkages);
    free(policy->linkage_lines);
    for (size_t i = 0; i < policy->calendar_count; i++)
        free(policy->calendars[i]);
    free(policy->calendars);
}
