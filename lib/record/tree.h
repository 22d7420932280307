/* JSON as a tree, for what is one: the policy, column maps, event objects. The only module that
 * knows cJSON. The strict lexer reads first, always, so that nothing which cJSON would let pass
 * comes through. Numbers are doubles here: identifiers have to be strings. */
#ifndef H12_RECORD_TREE_H
#define H12_RECORD_TREE_H

#include "lib/base/span.h"
#include "lib/record/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cJSON tree_node; /* opaque outside of tree.c */

struct tree {
    char *text;
    size_t length;
    tree_node *root;
};

enum tree_kind { TREE_OBJECT, TREE_ARRAY, TREE_STRING, TREE_NUMBER, TREE_BOOLEAN, TREE_NULL };

/* Parses a text that has to be an object (copied). False with the lexer's fault; memory that ends
 * is status 3. */
bool tree_parse(struct span text, struct tree *tree, struct fault *fault);
void tree_release(struct tree *tree);

enum tree_kind tree_kind_of(const tree_node *node);
const char *tree_name(const tree_node *node);          /* of a member; NULL in an array */
const char *tree_text(const tree_node *node);          /* of a string */
bool tree_boolean(const tree_node *node);              /* of a boolean */
double tree_number(const tree_node *node);             /* of a number */
bool tree_integer(const tree_node *node, int *number); /* false where it is not a whole int */
const tree_node *tree_child(const tree_node *node);    /* the first member or element, or NULL */
const tree_node *tree_next(const tree_node *node);     /* the one behind, or NULL */
size_t tree_size(const tree_node *node);               /* members or elements */
const tree_node *tree_member(const tree_node *object, const char *name); /* or NULL */

/* The node at a dotted path, `limits.normal` or `statutory.2.limit`, or NULL. */
const tree_node *tree_find(const tree_node *root, const char *path);
/* The line of the text, from 1, on which the value at that path (or the deepest part of it that is
 * there) begins: for messages. */
size_t tree_line(const struct tree *tree, const char *path);

#endif
