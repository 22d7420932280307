#include "tests/fuzz/support/json.h"

#include "tests/fuzz/support/fuzz.h"

#include <stdlib.h>

cJSON *json_read(struct span text)
{
    const char *end;
    char *copy = fuzz_padded(text);
    cJSON *tree = cJSON_ParseWithLengthOpts(copy, text.length + 1, &end, 1);
    if (tree != NULL && end != copy + text.length) {
        cJSON_Delete(tree);
        tree = NULL;
    }
    free(copy);
    return tree;
}

static bool text_same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Alone, without what is inside. */
static bool node_same(const cJSON *a, const cJSON *b)
{
    bool number = a->valuedouble <= b->valuedouble && a->valuedouble >= b->valuedouble;
    return (a->type & 0xff) == (b->type & 0xff) && text_same(a->valuestring, b->valuestring) &&
           (!cJSON_IsNumber(a) || number);
}

bool json_same(const cJSON *a, const cJSON *b)
{
    if (!node_same(a, b))
        return false;
    const cJSON *left = a->child;
    const cJSON *right = b->child;
    for (; left != NULL && right != NULL; left = left->next, right = right->next)
        if (!text_same(left->string, right->string) || !json_same(left, right))
            return false;
    return left == right;
}
