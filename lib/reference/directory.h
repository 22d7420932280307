/* Reads share/units.csv and share/matters.csv into the directory and the catalogue. */
#ifndef H12_REFERENCE_DIRECTORY_H
#define H12_REFERENCE_DIRECTORY_H

#include "lib/reference/problems.h"
#include "lib/rules/directory.h"

/* Reads the table; what is wrong with it is noted: unknown levels and parents, parents in a
 * circle, duplicate codes, empty codes and names, reversed validity. */
void directory_load(struct directory *directory, const char *path, struct problems *problems);

/* Reads the table; what is wrong with it is noted: unknown parents and urgencies, duplicate codes,
 * reversed validity. Whether the experts are units is agreement_check()'s to say. */
void catalogue_load(struct catalogue *catalogue, const char *path, struct problems *problems);

#endif
