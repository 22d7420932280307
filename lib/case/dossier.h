/* The dossier of a case that the staffing office or the coordination group is asked about
 * (art.17(3), (4)): who had it and how long, why each returned it, who was named, and where the
 * citizen's clock and the hotline's own stand. One masked object a case. */
#ifndef H12_CASE_DOSSIER_H
#define H12_CASE_DOSSIER_H

#include "lib/record/record.h"
#include "lib/rules/deadline.h"
#include "lib/rules/directory.h"
#include "lib/rules/return_request.h"

#include <stdbool.h>

struct dossier_desk {
    const struct deadline_rules *clock;
    const struct return_rules *returns;
    const struct directory *directory;
    const struct calendar *calendar; /* the city's */
    instant now;
    bool reveal;
};

/* Whether a case in this state has one. */
bool dossier_is_due(enum state state);

/* Appends the dossier and a newline; false with a fault in the record. */
bool dossier_write(const struct dossier_desk *desk, struct record *record, struct buffer *out);

#endif
