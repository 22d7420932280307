#include "lib/record/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now_steady(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void progress_start(struct progress *progress, int wanted, uint64_t total_bytes)
{
    *progress = (struct progress){.total_bytes = total_bytes};
    progress->on = wanted > 0 || (wanted < 0 && total_bytes > 0 && isatty(STDERR_FILENO));
    if (progress->on)
        progress->started = progress->last = now_steady();
}

static void draw(struct progress *progress, double now, uint64_t records, uint64_t bytes)
{
    double seconds = now - progress->started;
    double rate = seconds > 0 ? (double)bytes / 1e6 / seconds : 0;
    fprintf(stderr, "\r%llu records, %.0f MB/s", (unsigned long long)records, rate);
    if (progress->total_bytes > 0)
        fprintf(stderr, ", %.0f %%", 100.0 * (double)bytes / (double)progress->total_bytes);
    fputs("   ", stderr);
    progress->drawn = true;
    progress->last = now;
}

void progress_show(struct progress *progress, uint64_t records, uint64_t bytes)
{
    if (!progress->on)
        return;
    double now = now_steady();
    if (now - progress->last >= 0.5)
        draw(progress, now, records, bytes);
}

void progress_end(struct progress *progress, uint64_t records, uint64_t bytes)
{
    if (!progress->on)
        return;
    draw(progress, now_steady(), records, bytes);
    fputc('\n', stderr);
    progress->on = false;
}
