/* A policy while it is read: its members, which are one number or word each, and its lists, which
 * have rows. Private to the policy. */
#ifndef H12_REFERENCE_POLICY_PARTS_H
#define H12_REFERENCE_POLICY_PARTS_H

#include "lib/record/tree.h"
#include "lib/reference/policy.h"
#include "lib/reference/problems.h"

enum { PATH_MAX_LENGTH = 200 };

struct policy_loader {
    struct policy *policy;
    struct tree tree;
    struct problems problems;
};

/* A problem of the member at a path: what is wrong with it. */
void policy_complain(struct policy_loader *loader, const char *path, const char *what);
/* The text at a path; NULL where there is none, which is a problem. */
const char *policy_text(struct policy_loader *loader, const char *path);
/* Reads the number of a node; what is none from `least` to `most` is a problem. */
void policy_whole_number(struct policy_loader *loader, const char *path, const tree_node *node,
                         double least, double most, int *number);

/* `calendars`, `statutory` and `linkage`. */
void policy_read_lists(struct policy_loader *loader);
void policy_release_lists(struct policy *policy);

#endif
