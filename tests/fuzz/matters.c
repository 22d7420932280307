/* lib/reference/directory, the matters, and lib/rules/lexicon, which finds their keywords: each row
 * is found by its code; evidence lies within the text, and scores are shares. The input is the
 * table, and is searched for its own words. */
#include "lib/reference/directory.h"

#include "lib/base/utf8.h"
#include "lib/rules/lexicon.h"
#include "lib/rules/ranking.h"
#include "tests/fuzz/support/guard.h"

struct trial {
    const char *path;
    struct span text;
};

static void check_evidence(const struct lexicon *lexicon, const struct route_rules *rules,
                           const struct directory *directory, const struct catalogue *catalogue,
                           struct span text)
{
    enum { DAY = 20738 }; /* 2026-10-12 */
    struct lexicon_text texts[] = {{"title", text, 1.5}, {"text", text, 1}};
    struct route_evidence evidence[ROUTE_EVIDENCE_MAX];
    struct ranking ranking;
    size_t count = lexicon_evidence(lexicon, texts, 2, DAY, evidence, ROUTE_EVIDENCE_MAX);
    fuzz_expect(count <= ROUTE_EVIDENCE_MAX, "evidence has its room");
    for (size_t i = 0; i < count; i++) {
        fuzz_expect(evidence[i].offset < utf8_count(text), "evidence lies within the text");
        fuzz_expect(evidence[i].weight > 0, "evidence weighs something");
        fuzz_expect(matter_is_valid(evidence[i].matter, DAY), "evidence is for a valid matter");
    }
    route_rank(rules, directory, catalogue, DAY, evidence, count, &ranking);
    fuzz_expect(ranking.candidate_count <= ROUTE_CANDIDATES, "candidates have their room");
    for (size_t i = 0; i < ranking.candidate_count; i++)
        fuzz_expect(ranking.candidates[i].score >= 0 && ranking.candidates[i].score <= 1,
                    "a score is a share");
}

static void load(void *context)
{
    static const struct route_rules rules = {
        .min_score = 0.5,
        .doubt = 0.5,
        .word_weight = 1,
        .character_weight = 0.5,
        .title_factor = 1.5,
        .name_factor = 1,
        .reporter_weight = 0.9,
        .joint_weight = 4,
        .joint_share = 0.8,
    };
    const struct trial *trial = context;
    struct catalogue catalogue;
    struct directory directory = {0};
    struct gazetteer gazetteer = {0};
    struct lexicon lexicon = {0};
    struct problems problems = {0};
    catalogue_load(&catalogue, trial->path, &problems);
    for (size_t i = 0; i < catalogue.count && problems.count == 0; i++)
        fuzz_expect(catalogue_find(&catalogue, catalogue.matters[i].code) == &catalogue.matters[i],
                    "a matter is found by its code");
    if (problems.count == 0) {
        lexicon_build(&lexicon, &catalogue, &directory, &gazetteer, &rules);
        if (fuzz_is_utf8(trial->text))
            check_evidence(&lexicon, &rules, &directory, &catalogue, trial->text);
        lexicon_release(&lexicon);
    }
    catalogue_release(&catalogue);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file file;
    static const char path[] = "fuzz/matters.csv";
    struct trial trial = {path, {(const char *)bytes, length}};
    fuzz_file_set(&file, trial.text);
    guard_name(path, &file);
    guard_run(load, &trial);
    return 0;
}
