#include "lib/tool/questions.h"

#include "lib/base/memory.h"
#include "lib/case/disclosure.h"

#include <stdlib.h>

struct question {
    uint32_t unit; /* its row; UINT32_MAX: not known */
    size_t number;
    size_t start, length; /* in the lines */
};

void question_list_open(struct question_list *list, struct run *run, const char *path)
{
    *list = (struct question_list){.path = path};
    if (path != NULL)
        run_open_beside(run, &list->output, "--unanswered", path);
}

static void write_question(struct json *json, struct record *record,
                           const struct route_scratch *scratch)
{
    struct reader top = read_top(record);
    struct disclosure disclosure = disclosure_of(record, false);
    const struct knowledge_answer *said = &scratch->knowledge;
    json_open(json, '{');
    if (scratch->unit != NULL) {
        json_member_string(json, "unit", scratch->unit->code);
        json_member_string(json, "name", scratch->unit->name);
    }
    json_member_printable(json, "case", read_string(&top, "id"));
    json_member_instant(json, "received_at", read_instant(&top, "received_at"), record->offset);
    json_member_string(json, "reason", span_of(knowledge_reasons[said->verdict]));
    if (said->entry != NULL) {
        json_member_string(json, "nearest", said->entry->id);
        json_member_thousandths(json, "likeness", said->likeness);
    }
    disclosure_member(&disclosure, json, "title", read_string(&top, "title"));
    disclosure_member(&disclosure, json, "text", read_string(&top, "text"));
    json_close(json, '}');
}

void question_list_add(struct question_list *list, struct record *record,
                       const struct route_scratch *scratch)
{
    struct json json = {.out = &list->lines};
    if (list->path == NULL)
        return;
    struct question question = {
        .unit = scratch->unit != NULL ? scratch->unit->row : UINT32_MAX,
        .number = list->count,
        .start = list->lines.length,
    };
    write_question(&json, record, scratch);
    buffer_add_byte(&list->lines, '\n');
    question.length = list->lines.length - question.start;
    list->questions =
        memory_grow(list->questions, list->count, &list->capacity, sizeof *list->questions);
    list->questions[list->count++] = question;
}

static int by_unit(const void *a, const void *b)
{
    const struct question *left = a, *right = b;
    if (left->unit != right->unit)
        return left->unit < right->unit ? -1 : 1;
    return left->number < right->number ? -1 : 1;
}

void question_list_close(struct question_list *list)
{
    if (list->count > 0)
        qsort(list->questions, list->count, sizeof *list->questions, by_unit);
    for (size_t i = 0; i < list->count; i++) {
        const struct question *question = &list->questions[i];
        buffer_add(&list->output.buffer, list->lines.bytes + question->start, question->length);
        output_drain(&list->output);
    }
    free(list->questions);
    buffer_release(&list->lines);
}
