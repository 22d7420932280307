/* h12-report overdue (art.11, 14, 18, 19): what is late, what is due next, and who holds it. */
#ifndef H12_REPORT_OVERDUE_H
#define H12_REPORT_OVERDUE_H

#include "lib/report/report.h"

extern const struct report_kind report_overdue;

#endif
