/* The options of the frame, apart from what it does with them. Private to run.h. */
#ifndef H12_TOOL_RUN_PARTS_H
#define H12_TOOL_RUN_PARTS_H

#include "lib/tool/run.h"

/* Takes the shared options into run->settings and hands the tool its own; what is left over are the
 * files. --help and --version end here with status 0, what is wrong with status 2. `context` goes
 * to tool->on_option. */
void run_read_options(struct run *run, int argc, char **argv, void *context);

#endif
