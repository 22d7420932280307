/* The list of questions that the knowledge base did not answer, by the unit that has to keep it up
 * (art.25). Masked. Held in memory until the end, since it is sorted. */
#ifndef H12_TOOL_QUESTIONS_H
#define H12_TOOL_QUESTIONS_H

#include "lib/case/routing.h"
#include "lib/tool/run.h"

struct question;

struct question_list {
    const char *path; /* NULL: none is kept */
    struct output output;
    struct buffer lines;
    struct question *questions;
    size_t count, capacity;
};

/* Opens the file, which stands or falls with the output, after run_open(); NULL: none. */
void question_list_open(struct question_list *list, struct run *run, const char *path);
/* Takes up a question that was not answered. */
void question_list_add(struct question_list *list, struct record *record,
                       const struct route_scratch *scratch);
/* Sorts by unit, those whose unit is not known last, within a unit as they came; writes them to the
 * output, which run_finish() puts in its place. */
void question_list_close(struct question_list *list);

#endif
