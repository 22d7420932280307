/* The policy: every number of the regulation and every choice that it leaves to the city, from one
 * dated JSON file. Read once, const afterwards. */
#ifndef H12_REFERENCE_POLICY_H
#define H12_REFERENCE_POLICY_H

#include "lib/rules/alert.h"
#include "lib/rules/callback.h"
#include "lib/rules/deadline.h"
#include "lib/rules/knowledge.h"
#include "lib/rules/repeat.h"
#include "lib/rules/reply.h"
#include "lib/rules/return_request.h"
#include "lib/rules/routing.h"
#include "lib/rules/supervision.h"

#include <stdbool.h>
#include <stddef.h>

enum language { LANGUAGE_ZH, LANGUAGE_EN };

struct policy {
    char *path;
    char *id;    /* what records and reports name */
    char *dated; /* YYYY-MM-DD */
    enum language language;
    struct deadline_rules deadline; /* limits, windows, day end, zone */
    size_t *statute_lines;          /* of the file, where each statute names its matter */
    struct return_rules returns;    /* art.16, 17 */
    bool extension_automatic;       /* proposals of extensions are applied without a person */
    struct route_rules routing;     /* art.13 */
    struct knowledge_rules knowledge;
    struct alert_rules alert;             /* art.13(3) */
    char *duty_unit;                      /* that is alerted where no unit is known: a code */
    size_t duty_unit_line;                /* of the file */
    size_t *linkage_lines;                /* of the file, where each linkage names its matter */
    struct promise_rules promise;         /* art.13(1) */
    struct repeat_rules repeat;           /* art.28 */
    struct callback_rules callback;       /* art.11(4), 20 */
    struct reply_rules reply;             /* art.15 */
    struct supervision_rules supervision; /* art.11(3), 19 */
    int archive_keep;                     /* days that a closed case stays in the ledger */
    char **calendars;                     /* paths below the share folder, the later wins */
    size_t calendar_count;
};

/* Reads the file; problems of all members in one run as `file:line: member: what`, then status
 * 2. Members that are not known are problems too, so that a misspelt one is not silently the
 * default. */
void policy_load(struct policy *policy, const char *path);
void policy_release(struct policy *policy);

#endif
