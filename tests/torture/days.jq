# One day of a hotline, drawn at random from what the ledger is like in the evening before (slurped
# input). Prints one object for each row of an input of the chain: {"to": name of the file, "row"}.
# Most fit the case; some are late, early, without an officer, or of the wrong unit.
#
#   jq -c -s --argjson seed N --argjson day N --argjson midnight EPOCH --argjson codes UNITS \
#       --argjson matters CODES -f days.jq ledger
#
# A draw depends on the seed and on what it is for alone, so that a day can be had again.

# In an odd seed units return what they can, and in order; in an even one they would rather reply.
def bouncing: $seed % 2 == 1;

def hash($key):
    reduce ("\($seed)/\($day)/\($key)" | explode[]) as $c (7; (. * 16807 + $c) % 2147483647)
    | (. * 48271 % 2147483647) * 16807 % 2147483647;
def pick($key; $list): $list[hash($key) % ($list | length)];
def chance($key; $percent): hash($key) % 100 < $percent;
def time: strftime("%Y-%m-%d %H:%M:%S"); # epochs here are local midnight plus seconds
def date: strftime("%Y-%m-%d");

# ------------------------------------------------------------------------------ new requests

def texts: [
    "路灯坏了好几天没人修，晚上很黑", "楼下餐馆油烟太大，影响休息", "工地半夜施工噪音扰民", "请问居住证怎么办理",
    "小区电梯停了三天，老人下不了楼", "燃气泄漏，楼道里都是味道", "公交车站少，建议增加班次", "单位拖欠工资三个月",
    "自来水发黄有异味", "举报黑作坊生产假酒", "法院已经立案的合同纠纷，要求处理", "邻居家违章搭建", "物业不作为，垃圾成堆",
    "路面坑洼，雨天积水", "共享单车乱停放", "窗口工作人员态度恶劣", "要求保密，举报老板偷税", "医保报销比例是多少",
    "河道发臭有死鱼", "井盖缺失很危险", "我心情不好", "宁波市的社保怎么转"
];
def places: ["文二路", "莫干山路", "凤起路", "北大街", "望江路", "古墩路", "良渚街道", "瓜沥镇", "千岛湖镇", ""];
def districts: ["西湖区", "拱墅区", "上城区", "滨江区", "萧山区", "余杭区", "临平区", "桐庐县", "建德市", ""];

# A requester asks the same again on other days.
def request($n):
    (hash("who/\($n)") % 25) as $who
    | (if chance("again/\($n)"; 40) then "\($seed)/\($who)" else "\($seed)/\($day)/\($n)" end) as $what
    | (reduce ($what | explode[]) as $c (3; (. * 16807 + $c) % 2147483647)) as $k
    | texts[$k % (texts | length)] as $text
    | places[$k % 7 % (places | length)] as $place
    | ($midnight + hash("at/\($n)") % 86399) as $at
    | pick("unit/\($n)"; ["", "", "", "不存在", pick("code/\($n)"; $codes)]) as $unit
    | pick("decision/\($n)"; ["", "", "", "", "", "", "", "", "decline", "accept"]) as $decision
    | {id: "C\($day)-\($n)", received_at: ($at | time), phone: "138000\(20000 + $who)",
       district: districts[$k % 11 % (districts | length)], address: $place,
       text: ($text + (if $place != "" then "，在" + $place else "" end)),
       urgency: pick("urgency/\($n)"; ["", "normal", "urgent", "critical", "complex", ""]),
       kind: pick("kind/\($n)"; ["", "consultation", "complaint", "report", "help", "suggestion"]),
       unit: $unit, decision: $decision, ground: (if $decision == "decline" then "art.9(2)" else "" end),
       officer: (if $decision != "" then "王" else "" end)}
    | {to: "export", row: .};

# ----------------------------------------------------------------------- what becomes of a case

# art.7(2): the unit that has the case, or the one that acts for it.
def holder($case; $acts): if $acts then $case.assignment.acting.unit else null end // $case.assignment.lead;

def unit_of($case; $key):
    (hash($key) % 100) as $x
    | if $x < (if bouncing then 92 else 75 end) and $case.assignment then holder($case; $x % 2 == 0)
      elif $x < 85 and ($case.assignment.co // [] | length) > 0 then pick("co/" + $key; $case.assignment.co)
      elif $x < 97 then pick("any/" + $key; $codes)
      else "没有的单位" end;

def officer($key): if chance("officer/" + $key; 4) then "" else "陈" end;
def maybe($key; $percent; value): if chance("maybe/" + $key; $percent) then value else "" end;

def event($case; $key; $id):
    ($midnight + hash("at/" + $key) % 86399) as $recorded
    | {event: "\($id)\($day)-\($key)", case: $case.id,
       at: ($recorded - (if chance("late/" + $key; 10) then 86400 * (hash("days/" + $key) % 4) else 0 end) | time),
       recorded_at: ($recorded + (if chance("future/" + $key; 2) then 172800 else 0 end) | time)};

def acceptance($c; $k):
    (event($c; $k; "D") | .decision = .event | del(.event)) + {
        verdict: pick("v/" + $k; ["accept", "accept", "decline", "bar", "explain"]),
        ground: pick("g/" + $k; ["art.9(1)", "art.9(3)", "art.9(5)", "", ""]), officer: officer($k),
        reason: "理由", urgency: pick("u/" + $k; ["", "", "urgent", "complex"]),
        district: maybe("d/" + $k; 25; pick("dd/" + $k; ["330106", "330109", "330110"])),
        matter: maybe("m/" + $k; 30; pick("mm/" + $k; $matters))}
    | {to: "acceptance", row: .};

def dispatch($c; $k):
    pick("kind/" + $k; ["dispatch", "dispatch", "dispatch", "handover", "acknowledge"]) as $kind
    | (event($c; $k; "R") | .decision = .event | del(.event)) + {kind: $kind, officer: officer($k), reason: "理由"}
    + (if $kind == "dispatch" then
           {unit: unit_of($c; $k), co: maybe("co/" + $k; 30; pick("c1/" + $k; $codes)),
            matter: maybe("m/" + $k; 40; pick("mm/" + $k; $matters)),
            district: maybe("d/" + $k; 40; pick("dd/" + $k; ["330106", "330109", "330110"]))}
       elif $kind == "handover" then {to: pick("to/" + $k; ["110", "96345", ""])}
       else {unit: unit_of($c; $k)} end)
    | {to: "decisions", row: .};

def pending($list): [$list // [] | .[] | select(.outcome == "pending").request];

def return($c; $k):
    pending($c.returns) as $waiting
    | (if bouncing then 97 else 85 end) as $care
    | (if $c.state == "assigned" and $waiting == [] then "request"
       elif $c.state == "consulting" and chance("asked/" + $k; 60) then "staffing_opinion"
       elif $c.state == "coordinating" and chance("asked/" + $k; 60) then "group_decision"
       else pick("kind/" + $k; ["decision", "decision", "decision", "decision", "staffing_opinion", "group_decision",
                                "request"]) end) as $kind
    | event($c; $k; "E") + {kind: $kind, officer: (if $kind == "request" then "" else officer($k) end)}
    + (if $kind == "request" then
           {request: "Q\($day)-\($k)", unit: unit_of($c; $k), reason: maybe("r/" + $k; $care; "不属于"),
            basis: maybe("b/" + $k; $care; "三定"), suggested_unit: maybe("s/" + $k; $care; pick("su/" + $k; $codes))}
           + (if chance("row/" + $k; 20) then
                  {officer: "陈", decision: pick("rd/" + $k; ["transfer", "continue", "joint", "designate", "group"])}
              else {} end)
       else
           {request: (if $waiting == [] then "Q0" else pick("w/" + $k; $waiting) end)}
           + (if $kind == "decision" then
                  {decision: pick("rd/" + $k; ["transfer", "transfer", "transfer", "continue", "joint", "designate", "designate",
                                               "group", "consult"]),
                   to: maybe("to/" + $k; 50; pick("tu/" + $k; $codes)),
                   co: maybe("co/" + $k; 30; pick("cu/" + $k; $codes)), reason: "理由"}
              else {unit: maybe("u/" + $k; 60; pick("uu/" + $k; $codes))} end)
       end)
    | {to: "requests", row: .};

def reply($c; $k):
    [$c.replies // [] | .[] | select(.review.outcome // "pending" == "pending").reply] as $waiting
    | if $c.state == "replied" and chance("review/" + $k; 80) then
          event($c; $k; "E") + {
              kind: "review", reply: (if $waiting == [] then "A0" else pick("w/" + $k; $waiting) end),
              decision: pick("d/" + $k; ["approve", "approve", "rework", "transfer"]), officer: officer($k),
              reason: "理由", to: maybe("to/" + $k; 50; pick("tu/" + $k; $codes))}
      else
          event($c; $k; "E") as $event
          | ($event.at | strptime("%Y-%m-%d %H:%M:%S") | mktime) as $at
          | $event + {
              reply: "A\($day)-\($k)", kind: pick("kind/" + $k; ["final", "final", "final", "stage"]),
              unit: unit_of($c; $k), informed_at: maybe("i/" + $k; 85; $at - 3600 | time), informed_how: "电话",
              factual: "yes", process: maybe("p/" + $k; 75; "现场查看，已约谈负责人，要求当日整改"),
              process_at: ($at - 9000 | time), process_manner: "现场", opinion: maybe("o/" + $k; 75; "已经处理完毕"),
              opinion_limit: maybe("ol/" + $k; 50; $at + 86400 * (hash("old/" + $k) % 20 - 1) | date),
              responder: "何工", unit_reported_satisfaction: "satisfied", plan: maybe("plan/" + $k; 20; "分期处理")}
          + (if chance("not/" + $k; 15) then {suggested_unit: pick("su/" + $k; $codes), reason: "不属于", basis: "三定"}
             else {} end)
      end
    | {to: "replies", row: .};

def extension($c; $k):
    pending($c.extensions) as $waiting
    | event($c; $k; "X")
    + (if $waiting != [] and chance("decide/" + $k; 70) then
           {kind: "decision", request: pick("w/" + $k; $waiting), decision: pick("d/" + $k; ["grant", "refuse"]),
            officer: officer($k), reason: "理由"}
       else
           {kind: "request", request: "T\($day)-\($k)", unit: unit_of($c; $k),
            until: ($midnight + 86400 * (hash("until/" + $k) % 30 - 1) | date), reason: maybe("r/" + $k; 80; "难")}
       end)
    | {to: "extensions", row: .};

def rating($c; $k):
    (hash("what/" + $k) % 100) as $x
    | event($c; $k; "P")
    + (if $c.state == "verifying" and $x < 80 then
           {kind: "verification", finding: pick("f/" + $k; ["redo", "upheld"]), officer: officer($k), reason: "理由",
            unit: maybe("u/" + $k; 30; pick("uu/" + $k; $codes))}
       elif $x < 86 then
           pick("by/" + $k; ["requester", "hotline", "hotline", "unit"]) as $by
           | {kind: "rating", by: $by, reached: (if $by == "hotline" then pick("r/" + $k; ["yes", "yes", "no"]) else "" end),
              resolved: pick("res/" + $k; ["yes", "no", "partly", ""]),
              satisfied: pick("s/" + $k; ["satisfied", "basic", "dissatisfied", "dissatisfied"]), reason: "理由",
              officer: officer($k), unit: (if $by == "unit" then unit_of($c; $k) else "" end)}
       elif $x < 92 then {kind: "withdrawal", by: "requester", reason: "不用了", officer: officer($k)}
       else
           {kind: "closing", officer: officer($k), unit: unit_of($c; $k), finished_at: ($midnight - 3600 | time),
            document: "办结书", approved_by: "沈", told_at: ($midnight - 1800 | time), told_by: unit_of($c; "t" + $k)}
       end)
    | {to: "ratings", row: .};

def action($c; $k):
    [$c.supervision.actions // [] | .[].action | select(.)] as $actions
    | pick("kind/" + $k; ["urge", "redo_opinion", "files", "report", "meeting", "on_site", "joint_inspection", "finding",
                          "session", "completed"]) as $kind
    | event($c; $k; "S") + {kind: $kind, officer: officer($k), reason: "理由", outcome: maybe("o/" + $k; 50; "完成"),
        unit: maybe("u/" + $k; 50; unit_of($c; $k))}
    + (if $kind == "completed" and $actions != [] then {of: pick("of/" + $k; $actions)} else {} end)
    + (if $kind == "finding" then {finding: pick("f/" + $k; ["attitude", "leak"])}
       elif $kind == "on_site" then {finding: "情况"} else {} end)
    | {to: "actions", row: .};

def is_one_of($state; $states): any($states[]; . == $state);

def turn($c; $k):
    (hash("turn/" + $k) % 100) as $x
    | if $c.state == "review" and $x < 70 or $x < 3 then acceptance($c; $k)
      elif $c.state == "triage" and $x < 70 or $x < 8 then dispatch($c; $k)
      elif is_one_of($c.state; ["assigned", "returning", "consulting", "coordinating", "committed"])
           and $x < (if bouncing then 75 else 40 end) then
          return($c; $k)
      elif is_one_of($c.state; ["assigned", "replied", "committed", "returning", "resolved"]) and $x < 85 then
          reply($c; $k), (if $c.designated or $x < 42 then extension($c; "x" + $k) else empty end)
      elif is_one_of($c.state; ["resolved", "answered", "closed", "verifying", "replied"]) then rating($c; $k)
      else empty end,
      (if chance("action/" + $k; 8) then action($c; $k) else empty end);

# A case that came to an end long ago is left alone for the most part.
def turns($c):
    if is_one_of($c.state; ["declined", "barred", "withdrawn"]) and (chance("over/" + $c.id; 10) | not) then 0
    else pick("turns/" + $c.id; (if bouncing then [2, 3, 4] else [0, 1, 1, 2, 3] end)) end;

(range(3 + hash("requests") % (if bouncing then 5 else 20 end)) as $n | request($n)),
(.[] as $case | range(turns($case)) as $n | turn($case; "\($case.id)/\($n)"))
| .row |= with_entries(select(.value != ""))
