/* The plain table between a report and its looks: columns with an identifier, cells that are a
 * text, a number, a word of the labels, or nothing. A document is what a report says in all: facts
 * about itself, then tables. Knows nothing of records and reports, nor how anything will look. */
#ifndef H12_BASE_DOCUMENT_H
#define H12_BASE_DOCUMENT_H

#include "lib/base/arena.h"
#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cell_kind {
    CELL_NONE, /* nothing is known, or nothing applies */
    CELL_TEXT, /* data, in no language of ours */
    CELL_NUMBER,
    CELL_HUNDREDTHS, /* a number of them, zero or more: 233 is 2.33 */
    CELL_LABEL, /* the identifier of a label: shown in the reader's language, as itself in JSON */
};

struct cell {
    enum cell_kind kind;
    struct span text;
    int64_t number;
};

struct column {
    const char *id; /* of its label, and its name in JSON */
    bool is_number; /* set to the right */
    size_t widest;  /* a text table cuts longer texts to so many terminal columns; 0: never */
};

struct table {
    const char *name; /* of its label, and its name in JSON */
    const struct column *columns;
    size_t column_count;
    struct cell *cells; /* row by row */
    size_t cell_count;
    size_t capacity;
    bool has_total; /* the last row sums up those above it */
};

struct fact {
    const char *id;
    struct cell value;
};

enum { DOCUMENT_FACTS = 32, DOCUMENT_TABLES = 16 };

struct document {
    const char *report; /* its name */
    struct fact facts[DOCUMENT_FACTS];
    size_t fact_count;
    struct table tables[DOCUMENT_TABLES];
    size_t table_count;
    struct arena arena; /* texts live here until document_release() */
};

void document_start(struct document *document, const char *report);
void document_release(struct document *document);

void document_fact_text(struct document *document, const char *id, struct span text);
void document_fact_number(struct document *document, const char *id, int64_t number);

/* A new table at the end; the columns are the caller's and stay. The pointer stays as well. */
struct table *document_table(struct document *document, const char *name,
                             const struct column *columns, size_t column_count);
/* The table of that name, or NULL. */
const struct table *document_find(const struct document *document, struct span name);

/* Add one cell, row by row from the left. The text is copied into the document. */
void table_text(struct document *document, struct table *table, struct span text);
void table_number(struct table *table, int64_t number);
/* sum / count to two places, rounded half up; `n/a` where there is nothing to divide by. */
void table_average(struct table *table, uint64_t sum, uint64_t count);
void table_label(struct table *table, const char *id); /* a literal */
void table_none(struct table *table);

/* The digits of a cell of hundredths, the same in every language and format. */
enum { HUNDREDTHS_TEXT_LENGTH = 24 };
struct span hundredths_write(int64_t hundredths, char out[HUNDREDTHS_TEXT_LENGTH]);

size_t table_rows(const struct table *table);
const struct cell *table_cell(const struct table *table, size_t row, size_t column);

#endif
