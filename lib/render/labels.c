#include "lib/render/labels.h"

#include <stddef.h>

struct label {
    const char *id;
    const char *words[2]; /* by enum language */
};

static const struct label labels[] = {
    /* Reports and their tables. */
    {"overdue", {"逾期", "overdue"}},
    {"report_overdue", {"逾期工单报告", "Overdue cases"}},
    {"sums", {"总计（逾期按工作日计）", "In all (lateness in working days)"}},
    {"units", {"按承办单位", "By unit"}},
    {"hotline", {"热线自持（按状态）", "Held by the hotline, by state"}},
    {"districts", {"按区县", "By district"}},
    {"oldest", {"逾期最久的工单", "The oldest overdue cases"}},
    {"supervision", {"督办", "supervision"}},
    {"report_supervision", {"督办报告", "Supervision"}},
    {"classes", {"督办情形（第十九条）", "What is supervised (article 19)"}},
    {"actions", {"督办措施、查实与接访", "Actions, findings and sessions"}},
    {"notices", {"催办通知", "notices"}},
    {"supervised_cases",
     {"督办中的工单（先久后近）", "Cases under supervision, the longest first"}},
    {"holding", {"持有时长", "holding"}},
    {"report_holding", {"持有时长报告", "Who had the cases how long"}},
    {"holders", {"按持有方（工作日）", "By holder (working days)"}},
    {"decisions",
     {"热线对退单的决定（第十六、十七条）",
      "The hotline's decisions on returns (articles 16, 17)"}},
    {"late_cases",
     {"逾期工单各方占用（先久后近）", "Whose days the late cases were, the latest first"}},
    {"difference", {"台账比对", "difference"}},
    {"report_difference", {"台账比对", "Differences between two ledgers"}},
    {"difference_cases", {"工单", "Cases"}},
    {"difference_members", {"按字段", "By member"}},
    {"difference_changes", {"变化", "What became of what"}},
    /* Facts of a report. */
    {"report", {"报告", "report"}},
    {"now", {"截至", "as of"}},
    {"policy", {"规则", "policy"}},
    {"policy_dated", {"规则日期", "policy dated"}},
    {"calendar", {"工作日历", "calendar"}},
    {"read", {"读取", "records read"}},
    {"rejected", {"拒收", "rejected"}},
    {"stood_twice", {"重复出现（未再计）", "stood twice"}},
    {"received_from", {"受理起", "received from"}},
    {"received_to", {"受理止", "received to"}},
    {"not_open", {"已无期限（办结等）", "no longer running"}},
    {"repeats", {"重复来电（并办）", "repeats"}},
    {"contacts", {"在办来电", "open contacts"}},
    {"missed", {"已逾期办结", "done late"}},
    {"listed", {"列出", "cases listed"}},
    {"supervised", {"督办中的工单", "cases under supervision"}},
    {"fact", {"项目", "fact"}},
    {"value", {"内容", "value"}},
    {"table", {"表", "table"}},
    /* Columns. */
    {"code", {"编码", "code"}},
    {"name", {"名称", "name"}},
    {"state", {"状态", "state"}},
    {"holder", {"持有方", "holder"}},
    {"late_0", {"逾0日", "late 0"}},
    {"late_1", {"逾1日", "late 1"}},
    {"late_2_3", {"逾2-3日", "late 2-3"}},
    {"late_4_7", {"逾4-7日", "late 4-7"}},
    {"late_over_7", {"逾7日以上", "late >7"}},
    {"due_today", {"今日到期", "due today"}},
    {"due_next", {"次工作日到期", "due next"}},
    {"later", {"未到期", "later"}},
    {"stopped", {"已停计", "stopped"}},
    {"no_deadline", {"无期限", "no deadline"}},
    {"open", {"在办", "open"}},
    {"provisional", {"其中暂定", "provisional"}},
    {"id", {"工单编号", "id"}},
    {"title", {"标题", "title"}},
    {"unit", {"单位编码", "unit"}},
    {"unit_name", {"单位", "unit name"}},
    {"due", {"到期日", "due"}},
    {"late_workdays", {"逾期工作日", "workdays late"}},
    {"late_days", {"逾期天数", "days late"}},
    {"what", {"事项", "what"}},
    {"basis", {"依据", "basis"}},
    {"level", {"级别", "level"}},
    {"since", {"起始日", "since"}},
    {"with_units", {"单位未了", "with units"}},
    {"with_hotline", {"热线未了", "with the hotline"}},
    {"waiting", {"未了", "waiting"}},
    {"answered", {"已处置", "answered"}},
    {"lapsed", {"随件了结", "case over"}},
    {"items", {"督办事项", "items"}},
    {"over", {"已完成", "over"}},
    {"pending", {"待结果", "pending"}},
    {"addressed", {"涉及单位次", "addressed"}},
    {"passed_on", {"多单位推诿", "passed on"}},
    {"unclear", {"职责或结果存疑", "unclear"}},
    {"handed_over", {"多次转办", "handed over"}},
    {"danger", {"民生安全紧急", "danger"}},
    {"joint", {"联合督查", "joint"}},
    {"urge", {"催办", "urged"}},
    {"redo_opinion", {"重办意见", "redo opinion"}},
    {"files", {"调阅材料", "files"}},
    {"report_required", {"限期报告", "report required"}},
    {"meeting", {"约谈会商", "meeting"}},
    {"on_site", {"现场核查", "on site"}},
    {"joint_inspection", {"督查机构督查", "joint inspection"}},
    {"attitude", {"态度问题", "attitude"}},
    {"leak", {"泄露信息", "leak"}},
    {"session", {"领导接访", "session"}},
    {"held_cases", {"经手工单", "cases"}},
    {"spans", {"持有次数", "spans"}},
    {"running", {"其中现在", "there now"}},
    {"workdays", {"工作日", "workdays"}},
    {"average", {"平均每次", "average"}},
    {"longest", {"最长一次", "longest"}},
    {"waiting_now", {"待决定", "waiting"}},
    {"waiting_late", {"其中超时", "overdue"}},
    {"waiting_worst", {"最多超时工作日", "most workdays late"}},
    {"decided", {"已决定", "decided"}},
    {"decided_late", {"其中超时决定", "decided late"}},
    {"decided_late_workdays", {"超时工作日合计", "workdays late in all"}},
    {"hotline_workdays", {"热线工作日", "hotline's workdays"}},
    {"units_workdays", {"单位工作日", "units' workdays"}},
    {"held_by", {"各单位工作日", "unit by unit"}},
    {"cases", {"工单", "cases"}},
    {"count", {"件数", "count"}},
    {"member", {"字段", "member"}},
    {"from", {"原值", "from"}},
    {"to", {"现值", "to"}},
    /* Rows. */
    {"same_cases", {"相同", "the same"}},
    {"changed_cases", {"不同", "changed"}},
    {"only_a", {"仅见于前者", "only in a"}},
    {"only_b", {"仅见于后者", "only in b"}},
    {"total", {"合计", "total"}},
    {"held_by_units", {"承办单位", "units"}},
    {"held_by_hotline", {"热线", "hotline"}},
    {"n/a", {"不适用", "n/a"}},
    {"unknown_unit", {"（单位不明）", "(unknown unit)"}},
    {"unknown_district", {"（区县不明）", "(unknown district)"}},
    {"urge_before", {"到期前提醒", "before it is due"}},
    {"urge_critical", {"紧急工单", "critical"}},
    {"urge_alert", {"预警未回应", "an alert without an answer"}},
    {"urge_late", {"已逾期", "late"}},
    {"urge_leader", {"报主要领导", "to the leader"}},
    /* States. */
    {"review", {"受理审核", "review"}},
    {"accepted", {"已受理", "accepted"}},
    {"triage", {"待分派", "triage"}},
    {"assigned", {"承办中", "assigned"}},
    {"returning", {"退单审核", "returning"}},
    {"consulting", {"编制部门会商", "consulting"}},
    {"coordinating", {"协调小组", "coordinating"}},
    {"replied", {"已答复待审", "replied"}},
    {"resolved", {"已办结待回访", "resolved"}},
    {"committed", {"承诺办理", "committed"}},
    {"verifying", {"回访核查", "verifying"}},
    {"closed", {"已办结", "closed"}},
};

struct span label_of(struct span id, enum language language)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (span_is(id, labels[i].id))
            return span_of(labels[i].words[language]);
    return id;
}

bool language_read(const char *word, enum language *language)
{
    static const char *const words[] = {[LANGUAGE_ZH] = "zh", [LANGUAGE_EN] = "en"};
    for (int i = LANGUAGE_ZH; i <= LANGUAGE_EN; i++)
        if (strcmp(word, words[i]) == 0) {
            *language = (enum language)i;
            return true;
        }
    return false;
}
