#include "lib/record/tree.h"

#include "lib/base/arena.h"
#include "lib/base/memory.h"
#include "lib/record/lex.h"

#include <cjson/cJSON.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* cJSON gets memory that is there or ends the program, so that it can't take "no memory" for "no
 * member". */
static void *tree_memory(size_t size)
{
    return memory_get(size);
}

bool tree_parse(struct span text, struct tree *tree, struct fault *fault)
{
    cJSON_Hooks hooks = {.malloc_fn = tree_memory, .free_fn = free};
    struct object object = {0};
    struct arena arena = {0};
    *tree = (struct tree){.length = text.length};
    tree->text = memory_get_zeroed(text.length + LEX_PADDING, 1);
    if (text.length > 0)
        memcpy(tree->text, text.at, text.length);
    bool good = lex_object(tree->text, text.length, &object, &arena, fault);
    object_release(&object);
    arena_release(&arena);
    if (!good) {
        tree_release(tree);
        return false;
    }
    const char *end;
    cJSON_InitHooks(&hooks);
    tree->root = cJSON_ParseWithLengthOpts(tree->text, text.length + 1, &end, 1);
    if (tree->root != NULL && end == tree->text + text.length)
        return true;
    tree_release(tree);
    return fault_set(fault, "bad_json", "", "can't be parsed");
}

void tree_release(struct tree *tree)
{
    cJSON_Delete(tree->root);
    free(tree->text);
    *tree = (struct tree){0};
}

enum tree_kind tree_kind_of(const tree_node *node)
{
    if (cJSON_IsObject(node))
        return TREE_OBJECT;
    if (cJSON_IsArray(node))
        return TREE_ARRAY;
    if (cJSON_IsString(node))
        return TREE_STRING;
    if (cJSON_IsNumber(node))
        return TREE_NUMBER;
    return cJSON_IsBool(node) ? TREE_BOOLEAN : TREE_NULL;
}

const char *tree_name(const tree_node *node)
{
    return node->string;
}

const char *tree_text(const tree_node *node)
{
    return node->valuestring;
}

bool tree_boolean(const tree_node *node)
{
    return cJSON_IsTrue(node);
}

double tree_number(const tree_node *node)
{
    return node->valuedouble;
}

bool tree_integer(const tree_node *node, int *number)
{
    double value = node->valuedouble;
    if (!cJSON_IsNumber(node) || value != floor(value) || value < INT_MIN || value > INT_MAX)
        return false;
    *number = (int)value;
    return true;
}

const tree_node *tree_child(const tree_node *node)
{
    return node->child;
}

const tree_node *tree_next(const tree_node *node)
{
    return node->next;
}

size_t tree_size(const tree_node *node)
{
    return (size_t)cJSON_GetArraySize(node);
}

const tree_node *tree_member(const tree_node *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Takes the next step off a dotted path; false at its end. */
static bool next_step(const char **path, char *step, size_t size)
{
    if (**path == '\0')
        return false;
    size_t length = strcspn(*path, ".");
    size_t kept = length < size ? length : size - 1;
    memcpy(step, *path, kept);
    step[kept] = '\0';
    *path += length + ((*path)[length] == '.');
    return true;
}

enum { STEP_MAX = 128 };

const tree_node *tree_find(const tree_node *root, const char *path)
{
    char step[STEP_MAX];
    const tree_node *node = root;
    while (node != NULL && next_step(&path, step, sizeof step)) {
        if (cJSON_IsArray(node))
            node = cJSON_GetArrayItem(node, atoi(step));
        else
            node = tree_member(node, step);
    }
    return node;
}

/* One step down in the text: the raw value, or SPAN_NONE. */
static struct span step_down(struct span value, const char *step, struct arena *arena)
{
    struct fault none = {0};
    struct object object = {0};
    struct span found = SPAN_NONE;
    if (*value.at == '{' && lex_nested_object(value, "", &object, arena, &none)) {
        const struct member *member = object_find(&object, span_of(step));
        if (member != NULL)
            found = member->value;
    } else if (*value.at == '[') {
        const char *cursor = NULL;
        struct span element;
        for (int left = atoi(step); lex_next_element(value, &cursor, &element); left--)
            if (left == 0) {
                found = element;
                break;
            }
    }
    object_release(&object);
    return found;
}

size_t tree_line(const struct tree *tree, const char *path)
{
    char step[STEP_MAX];
    struct arena arena = {0};
    struct span value = span_trim((struct span){tree->text, tree->length});
    while (next_step(&path, step, sizeof step)) {
        struct span next = step_down(value, step, &arena);
        if (next.at == NULL)
            break;
        value = next;
    }
    arena_release(&arena);
    size_t line = 1;
    for (const char *p = tree->text; p < value.at; p++)
        line += *p == '\n';
    return line;
}
