/* h12-report holding (art.14, 16, 17): who had the cases for how many working days, the hotline's
 * own lateness with what it has to decide, and whose days those of the late cases were. */
#ifndef H12_REPORT_HOLDING_H
#define H12_REPORT_HOLDING_H

#include "lib/report/report.h"

extern const struct report_kind report_holding;

#endif
