/* What the supervision report has counted, of a ledger or of a part of one; its rows in a partial
 * and its tables. Private to the report. */
#ifndef H12_REPORT_SUPERVISION_PART_H
#define H12_REPORT_SUPERVISION_PART_H

#include "lib/case/supervision.h"
#include "lib/report/cases.h"
#include "lib/report/groups.h"
#include "lib/report/received.h"
#include "lib/report/report.h"

/* What was done: the kinds of action, the findings of art.27 apart from each other, and the
 * sessions of art.26. */
enum deed {
    DEED_URGE,
    DEED_REDO_OPINION,
    DEED_FILES,
    DEED_REPORT,
    DEED_MEETING,
    DEED_ON_SITE,
    DEED_JOINT,
    DEED_ATTITUDE,
    DEED_LEAK,
    DEED_SESSION,
    DEEDS
};
extern const char *const deed_ids[DEEDS];

/* Of a unit: what waits of the cases that it has, by class; the notices that it got; and the deeds
 * that were addressed to it. */
enum {
    UNIT_NOTICES = SUPERVISION_CLASSES,
    UNIT_DEEDS,
    UNIT_WAITING = UNIT_DEEDS + DEEDS, /* derived: of all classes */
    UNIT_MEASURES
};

_Static_assert((int)UNIT_MEASURES <= (int)MEASURES_MAX, "a group has room for all measures");

/* Of a class of art.19: where its items stand. */
enum class_measure {
    CLASS_WITH_UNITS,   /* not answered, and a unit has the case */
    CLASS_WITH_HOTLINE, /* not answered, and the hotline has it */
    CLASS_ANSWERED,     /* by an action */
    CLASS_LAPSED,       /* not answered, and the case is over */
    CLASS_WAITING,      /* derived: with units or the hotline */
    CLASS_ITEMS,        /* derived: all */
    CLASS_MEASURES
};

enum deed_measure {
    DEED_OVER,
    DEED_PENDING,   /* its outcome is not known yet */
    DEED_ADDRESSED, /* units that it went to, each counted */
    DEED_COUNT,     /* derived: over or not */
    DEED_MEASURES
};

struct supervised {
    const struct report_terms *terms;
    day_number today;
    size_t limit; /* of the cases that are kept */
    uint64_t cases;
    uint64_t waiting; /* cases with an item that waits */
    uint64_t joint;   /* of those: for the inspection body */
    struct groups units;
    uint64_t classes[SUPERVISION_CLASSES][CLASS_MEASURES];
    uint64_t deeds[DEEDS][DEED_MEASURES];
    uint64_t notices[URGE_LEVELS];
    struct received received;  /* of all cases */
    struct case_list list;     /* that wait, by since when */
    struct supervision member; /* of the record at hand */
    struct buffer title;       /* masked, likewise */
};

void supervised_derive_class(uint64_t counts[]);
void supervised_derive_deed(uint64_t counts[]);

void supervised_tables(void *report, struct document *document);
void supervised_drill(void *report, struct document *document);

void supervised_write_rows(const struct supervised *report, struct buffer *out);
/* False where the row is none of this report's. */
bool supervised_read_row(void *report, struct record *row);

#endif
