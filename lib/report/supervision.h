/* h12-report supervision (art.11, 12, 19, 26, 27): what waits to be pushed ahead, what the hotline
 * did about it, how units were urged, and what persons found. */
#ifndef H12_REPORT_SUPERVISION_H
#define H12_REPORT_SUPERVISION_H

#include "lib/report/report.h"

extern const struct report_kind report_supervision;

#endif
