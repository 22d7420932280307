#!/usr/bin/env bats
# Art. 9: what the hotline does not take on. The rules only make one suspect; an officer declines, and
# the citizen is given an explanation.
bats_require_minimum_version 1.5.0
load ../helper
load replying
export H12_SHARE=$ROOT/share

# takes TEXT [COLUMN VALUE]...: an export's row becomes `out`.
takes() {
    export_row "$@" | h12-intake -r rejects >out 2>err
}

# suspects GROUND ADVICE: the case is held for review on that ground and nobody is turned away.
suspects() {
    is "[\"review\",\"review\",\"$1\",\"decline\",\"$1\"]" \
        '[.state, (.acceptance | .verdict, .basis, (.proposal | .decision, .ground))]' || return 1
    is 'true' "[.acceptance.flags[].basis] | index(\"$1\") != null" || return 1
    is 'true' ".acceptance.explanation | contains(\"$2\")"
}

@test "art.9(1): what courts, arbitration or administrative review have is held for review" {
    takes 我已经起诉到法院，下个月开庭
    suspects 'art.9(1)' 12368
    takes 劳动仲裁已经受理，请催一下
    suspects 'art.9(1)' 仲裁机构
    takes 我不服行政处罚决定，要求撤销
    suspects 'art.9(1)' 行政复议机关
}

@test "art.9(1): a court as a place, a lawsuit that is over and a question about one are accepted" {
    for text in 法院门口的路灯不亮 官司打完了，请把电梯修好 请问怎么申请劳动仲裁; do
        takes "$text"
        is '"accepted"' .acceptance.verdict || return 1
    done
}

@test "art.9(2): army and armed police are held for review" {
    takes 部队营区的围墙占了我家的地
    suspects 'art.9(2)' 上级机关
}

@test "art.9(2): what 110 has to do with is held for review, with the number to call" {
    takes 我要报警，车被人划了
    suspects 'art.9(2)' 110
}

@test "art.9(2): an emergency going on now is critical, goes on at once and is named on stderr" {
    takes 隔壁三楼着火了，里面还有老人 紧急程度 一般
    is '["accepted","critical"]' '[.state, .urgency]'
    is '["review","art.9(2)","emergency"]' '.acceptance | [.verdict, .basis, .flags[0].code]'
    is 'true' '.acceptance.explanation | contains("119")'
    is '"一般"' .extra.urgency
    [ "$(grep -c "^h12-intake: critical: 'A1': " err)" -eq 1 ]
    run ! grep -q 着火 err
    # It is routed like any accepted case, round the clock, while its acceptance is reviewed.
    h12-route -q out | h12-deadline -q >ledger
    is 'true' '(.state == "assigned" or .state == "triage") and .acceptance.verdict == "review"' ledger
    is '"2026-10-10"' .deadline.due ledger
}

@test "art.9(2): what 110 has to do with now, or is asked to come for, is an emergency" {
    for text in 现在楼下有人正在聚众斗殴 我要报警，有人正在砸店 有人在砸门，我一个人在家，请出警 \
        我在宁波的工地干活，刚刚塔吊出了事故，压伤了人; do
        printf 'id,received_at,text\nA1,2026-10-12 09:00,%s\n' "$text" >in
        h12-intake -q in >out 2>err
        is '["accepted","critical","review","art.9(2)"]' \
            '[.state, .urgency, .acceptance.verdict, .acceptance.basis]' || { echo "$text"; return 1; }
        grep -qF "critical: 'A1'" err
    done
}

@test "art.9, 14: what the export itself calls critical goes on at once, whatever is suspected of it" {
    printf 'id,received_at,urgency,text\n%s\n' A1,2026-10-12,特急,我已经起诉到法院 >in
    h12-intake -q in >out 2>err
    is '["accepted","critical","review","art.9(1)"]' \
        '[.state, .urgency, .acceptance.verdict, .acceptance.basis]'
    is true '.acceptance.explanation | contains("110")'
    [ "$(cat err)" = "h12-intake: critical: 'A1': the export says so, and its acceptance is reviewed (art.14)" ]
    h12-route -q out >routed
    is true '.alert != null' routed
    # An officer may still decide, and give it another urgency: nothing of that is inconsistent.
    printf 'decision,case,at,verdict,officer,urgency\nD1,A1,%s,accept,Li,normal\n' "$H12_NOW" >decisions
    h12-intake -q --decisions decisions routed >out
    is '["accepted","normal","art.8(4)"]' '[.acceptance.verdict, .urgency, .acceptance.basis]'
    h12-check out
    # Nothing is suspected: it is accepted and routed as ever, and stderr has nothing to say.
    printf 'id,received_at,urgency,text\nA1,2026-10-12,特急,路灯不亮\n' | h12-intake -q >out 2>err
    is '["accepted","critical","accepted"]' '[.state, .urgency, .acceptance.verdict]'
    [ ! -s err ]
}

# burning: an emergency under review that a unit has got, in `in`.
burning() {
    printf 'id,received_at,text,district\na,2026-10-09 08:00,隔壁着火了，快来人,330106\n' |
        h12-intake -q --now 2026-10-09T08:10:00+08:00 2>err >taken
    printf 'decision,case,at,unit,officer\nR1,a,2026-10-09 08:20,330106,Chen\n' >dispatch
    h12-route -q --now 2026-10-09T08:30:00+08:00 --decisions dispatch taken >in
    is '["assigned","review"]' '[.state, .acceptance.verdict]' in
}

# tell_return ROW...: events of h12-return on the case in `in`, which it replaces.
tell_return() {
    printf '%s\n' kind,event,request,case,unit,at,reason,basis,suggested_unit,decision,to,officer "$@" >requests
    h12-return -q --requests requests -o next in
    mv next in
}

# tell_reply: the events in `replies` on the case in `in`, which it replaces.
tell_reply() {
    apply -q
    [ "$status" -eq 0 ]
    rm replies
    mv out in
}

# rules VERDICT: what an officer decides of the case in `in`, into `out`; what h12-check and
# h12-replay make of it.
rules() {
    printf 'decision,case,at,verdict,ground,officer\nD1,a,2026-10-12 08:00,%s,Li\n' "$1" >decided
    rm -f rejects
    h12-intake -q --decisions decided -r rejects in >out 2>err || true
    h12-check -q out && h12-replay -q out | cmp - out
}

# ends_in STATE DECLINED: the review of the case in `in`, which is in that state, can be ended there:
# accepted, it stays; declined, it is `declined`, or (wrong_state) cannot be.
ends_in() {
    is "\"$1\"" .state in || return 1
    rules accept, || return 1
    is "[\"$1\",\"accepted\",\"art.8(4)\"]" '[.state, .acceptance.verdict, .acceptance.basis]' || return 1
    rules 'decline,art.9(2)' || return 1
    if [ "$2" = declined ]; then
        is '["declined","declined","art.9(2)",[]]' \
            '[.state, .acceptance.verdict, .acceptance.basis, [.returns[]? | select(.outcome == "pending")]]'
    else
        is '"wrong_state"' .code rejects && is "[\"$1\",\"review\"]" '[.state, .acceptance.verdict]'
    fi
}

@test "art.9(2): an emergency under review is decided where it is, while a unit asks to be relieved of it" {
    burning
    ends_in assigned declined
    tell_return request,,Q1,a,330106,2026-10-09T09:00:00+08:00,x,y,city-urban,,,
    ends_in returning declined
    is '"lapsed"' '.returns[0].outcome'
    tell_return decision,DQ1,Q1,a,,2026-10-09T09:10:00+08:00,,,,transfer,city-urban,Wang \
        request,,Q2,a,city-urban,2026-10-09T09:20:00+08:00,x,y,330106,,, \
        decision,DQ2,Q2,a,,2026-10-09T09:30:00+08:00,,,,transfer,330106,Wang \
        request,,Q3,a,330106,2026-10-09T09:40:00+08:00,x,y,city-urban,,, \
        decision,DQ3,Q3,a,,2026-10-09T09:50:00+08:00,,,,consult,,Wang
    ends_in consulting declined
    tell_return staffing_opinion,O1,Q3,a,,2026-10-09T10:00:00+08:00,,,,,,Wang
    ends_in coordinating declined
    # Declined, it may be accepted after all: it is routed anew, and nothing waits in it.
    printf 'decision,case,at,verdict,officer\nD2,a,2026-10-12 09:00,accept,Li\n' >again
    h12-intake -q --decisions again out >reopened
    is '["accepted","accepted"]' '[.state, .acceptance.verdict]' reopened
    h12-check reopened && h12-replay -q reopened | cmp - reopened
}

@test "art.9(2): once an emergency under review was answered it can only be accepted" {
    burning
    reply P1 2026-10-09T10:00:00+08:00
    tell_reply
    ends_in replied declined
    cp in replied
    review P1 2026-10-09T10:30:00+08:00 approve
    tell_reply
    ends_in resolved wrong_state
    jq -nc '{rating: "W1", case: "a", by: "requester", at: "2026-10-09T11:00:00+08:00", resolved: "no", satisfied: "dissatisfied", reason: "still dark"}' >ratings
    h12-callback -q --ratings ratings -o next in
    mv next in
    ends_in verifying wrong_state
    cp replied in
    review P1 2026-10-09T10:30:00+08:00 approve '.until = "2026-10-30"'
    tell_reply
    ends_in committed declined
    cp replied in
    review P1 2026-10-09T10:30:00+08:00 approve
    tell_reply
    jq -nc '{rating: "W1", case: "a", by: "requester", at: "2026-10-09T11:00:00+08:00", resolved: "yes", satisfied: "satisfied"}' >ratings
    h12-callback -q --ratings ratings -o next in
    mv next in
    ends_in closed wrong_state
    printf 'decision,case,at,verdict,ground,officer\nD1,a,2026-10-12 08:00,accept,,Li\n' >decided
    h12-intake -q --decisions decided in >out
    # What was accepted is decided.
    sed -i 's/D1/D2/; s/08:00/09:00/' decided
    run h12-intake -q --decisions decided out
    [ "$status" -eq 1 ]
}

@test "art.9(2): a fire of last year, a drill, a house number 119 and the bus line 110 are none" {
    for text in 去年着火了，楼道还没粉刷 建议多办消防演练教大家打119 梅花碑119号门口停满了车 110路公交车太少; do
        takes "$text"
        is '["accepted","normal"]' '[.acceptance.verdict, .urgency]' || return 1
    done
    run ! grep -q critical err
}

@test "art.9(2): an explosion, an electrocution and people trapped in a lift go on at once, with where to call" {
    for pair in 餐馆的煤气罐爆炸，有人受伤:119 工人在工地上触电了:120 三号楼电梯困人:119 积水里路灯杆漏电伤人:120; do
        takes "${pair%:*}"
        is '["accepted","critical","review","art.9(2)"]' \
            '[.state, .urgency, (.acceptance | .verdict, .basis)]' || { echo "$pair"; return 1; }
        is 'true' ".acceptance.explanation | contains(\"${pair#*:}\")"
        [ "$(grep -c "^h12-intake: critical: 'A1': " err)" -eq 1 ]
    done
}

@test "art.9(2): a polite or a worried word behind an emergency does not call it off" {
    for text in 隔壁着火了，请问怎么办 隔壁着火了，怕烧过来 请问，隔壁着火了有人来吗 仓库爆炸，担心还会炸 昨天报过，现在又着火了; do
        takes "$text"
        is '["accepted","critical","emergency"]' '[.state, .urgency, .acceptance.flags[0].code]' ||
            { echo "$text"; return 1; }
    done
    for text in 担心着火了跑不出去 怕被困电梯 如果触电怎么办 信息爆炸的时代 首次触电大银幕 电梯噪声困扰我们; do
        takes "$text"
        is '["accepted","normal"]' '[.acceptance.verdict, .urgency]' || { echo "$text"; return 1; }
    done
}

@test "art.9(3): secrets of the state and of business, and other people's privacy" {
    takes 我知道一份国家机密文件的内容
    suspects 'art.9(3)' 保密行政管理部门
    takes 请查询邻居的手机号和身份证号
    suspects 'art.9(3)' 公安机关
    takes 邻居的监控对着我家卧室，侵犯隐私
    is '"accepted"' .acceptance.verdict
}

@test "art.9(4): neither a demand nor anybody complained of" {
    takes 测试一下
    suspects 'art.9(4)' 补充时间、地点
    takes 路灯不亮
    is '"accepted"' .acceptance.verdict
}

@test "art.9(5): another city's, and another level's" {
    takes 我在宁波买的房子漏水，开发商不管
    suspects 'art.9(5)' 区号加12345
    takes 建议国家修改法律，把年龄改小
    suspects 'art.9(5)' 国务院
    takes 我从上海来旅游，西湖边的公厕没有纸
    is '"accepted"' .acceptance.verdict
}

@test "art.9(6): what by law is a particular body's" {
    takes 我要举报镇里的干部贪污
    suspects 'art.9(6)' 12388
    takes 车险拒赔，保险公司说没年检
    suspects 'art.9(6)' 12378
}

@test "art.9: nobody was told why before the request came, nor will be: the row is a reject" {
    # Received on 10-09 at 09:00; judged by the end of 10-12.
    for at in '2026-10-09 08:59:59' '2026-10-08' '2026-10-13 00:00:00'; do
        rm -f rejects
        takes 路灯不亮 decision decline ground 'art.9(5)' officer 林审核 explained_at "$at" && return 1
        is '["bad_date","explained_at"]' '[.code, .field]' rejects || return 1
        [ ! -s out ]
    done
    is '"is after now"' .reason rejects
    # In the instant itself, and on the day of receipt without a time.
    for at in '2026-10-09 09:00' '2026-10-09'; do
        takes 路灯不亮 decision decline ground 'art.9(5)' officer 林审核 explained_at "$at"
        is '"2026-10-09T09:00:00+08:00"' .acceptance.explained_at || return 1
    done
    takes 路灯不亮 decision decline ground 'art.9(5)' officer 林审核 explained_at '2026-10-12 23:59:59'
    is '"2026-10-12T23:59:59+08:00"' .acceptance.explained_at
}

@test "art.9: only an officer's decision declines; it keeps who, why and since when it was explained" {
    takes 路灯不亮 decision decline ground 'art.9(5)' officer 林审核 explained_at '2026-10-09 10:00'
    is '["declined","declined","art.9(5)","an officer'"'"'s decision","2026-10-09T10:00:00+08:00"]' \
        '[.state, (.acceptance | .verdict, .basis, .reason, .explained_at)]'
    is '[["declined","林审核","art.9(5)"]]' '[.history[] | [.event, .by, .basis]]'
    is 'true' '.acceptance.explanation | contains("区号加12345")'
    # Nobody holds it and no clock runs.
    h12-route -q out | h12-deadline -q >ledger
    is '["declined",false,"none"]' '[.state, has("assignment"), (.deadline.status // "none")]' ledger
}

@test "art.9: the words of an export mean the same, and an unknown one declines nobody" {
    takes 路灯不亮 是否受理 不予受理 不予受理依据 第九条第六项
    is '["declined","art.9(6)","export"]' '[.state, .acceptance.basis, .history[0].by]'
    takes 路灯不亮 是否受理 暂缓
    is '["accepted","暂缓"]' '[.state, .extra["是否受理"]]'
    takes 我已经起诉到法院 是否受理 受理 officer 林审核
    is '["accepted","art.8(4)","林审核"]' '[.state, .acceptance.basis, .history[0].by]'
}

@test "art.9: an export may head the decision 决定 and the ground 依据" {
    printf '工单编号,受理时间,诉求内容,决定,依据\nA1,2026-10-09 09:00,路灯不亮,不予受理,第九条第五项\nA2,2026-10-09 09:00,路灯不亮,,合同\n' |
        h12-intake -q >out
    is '["declined","art.9(5)"]' 'select(.id == "A1").acceptance | [.verdict, .basis]'
    is '["accepted","合同"]' 'select(.id == "A2") | [.acceptance.verdict, .extra["依据"]]'
}

@test "art.9: without a ground of art.9 nothing is declined: a reject" {
    takes 路灯不亮 decision decline officer 林审核 || [ $? -eq 1 ]
    is '["missing","ground"]' '[.code, .field]' rejects
    for ground in 'art.10(2)' 'art.28(1)' 我不喜欢; do
        rm rejects
        takes 路灯不亮 decision decline officer 林审核 ground "$ground" || [ $? -eq 1 ]
        is '["bad_value","ground"]' '[.code, .field]' rejects || return 1
        [ ! -s out ]
    done
}

@test "art.9: for what is not taken on there is an explanation in both languages, for every ground" {
    for number in 1 2 3 4 5 6; do
        takes 路灯不亮 decision decline ground "art.9($number)" officer 林审核
        is 'true' '.acceptance.explanation | test("^您反映的事项.*不予受理|^您反映的事项.*不能受理")' || return 1
        printf 'id,received_at,text,decision,ground\nA1,2026-10-09,x,decline,art.9(%s)\n' $number |
            h12-intake -q --lang en >out
        is 'true' '.acceptance.explanation | test("^The hotline cannot take this on: ")' || return 1
    done
}
