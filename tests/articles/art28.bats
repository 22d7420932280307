#!/usr/bin/env bats
# Art. 28: the same again after it was closed, the hotline occupied without reason, and what goes to
# the police. Repeats of what is still open are one order.
bats_require_minimum_version 1.5.0
load ../helper
export H12_SHARE=$ROOT/share

EXPORT=工单编号,受理时间,反映人,联系电话,证件号码,所属区域,事发地址,诉求内容
TEXT=楼下烧烤店的油烟一直熏到十楼，晚上十二点还在烤，家里的窗户不能开，请城管来管一管
HEAD=decision,case,at,verdict,ground,officer,reason,from,until

# row ID DAY PHONE ADDRESS TEXT [NAME [CARD [DISTRICT]]]
row() {
    printf '%s,2026-10-%s 09:00,%s,%s,%s,%s,%s,"%s"\n' "$1" "$2" "${6:-张先生}" "$3" "${7:-}" "${8:-}" "$4" "$5"
}

# A ledger `ledger` out of these rows, routed to 330106.
ledger() {
    printf '%s\n' "$EXPORT" "$@" | h12-intake -q --now 2026-10-07T12:00:00+08:00 2>/dev/null |
        jq -c '. + {district: "330106", matter: "0201"}' >accepted
    assign accepted >ledger
}

assign() {
    jq -c '.assignment = {round: 1, lead: "330106", co: [], cause: "dispatched", basis: "art.13(2)", at: .history[-1].at}
        | .history += [{at: .history[-1].at, event: "assigned", by: "h12-route", basis: "art.13(2)", assignment: .assignment}]
        | .state = "assigned"' "$1"
}

# closed [CLOSING]: the ledger's cases are closed, with that closing.
closed() {
    jq -c --argjson closing "${1:-null}" \
        '.state = "closed" | if $closing == null then . else .closing = $closing end' ledger >closed
    mv closed ledger
}

CLOSING='{"finished_at":"2026-10-08T15:00:00+08:00","document":"办结报告2026-7","approved_by":"林审核","informed_at":"2026-10-08T16:00:00+08:00"}'

# again ROW...: these rows beside the ledger.
again() {
    rm -f rejects
    printf '%s\n' "$EXPORT" "$@" >again.csv
    h12-intake --known ledger -r rejects again.csv >out 2>err
}

@test "art.28: the same row again is no new case: a reject" {
    row A1 07 13800001234 古墩路1号 $TEXT >rows
    ledger "$(cat rows)"
    again "$(cat rows)" || [ $? -eq 1 ]
    [ ! -s out ]
    is '["already_known","id"]' '[.code, .field]' rejects
}

@test "art.28: one order for repeats: an open case's repeat is linked and goes to its unit" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    again "$(row B1 09 13800001234 古墩路1号 "${TEXT}，昨天又打过电话")"
    is '["A1","accepted","accepted","330106"]' '[.repeat_of, .state, .acceptance.verdict, .unit]'
    is '["repeat","art.28(1)","repeat.likeness",true]' \
        '.acceptance.flags[0] | [.code, .basis, .policy, .likeness >= 80]'
    h12-route -q out | jq -e '.assignment.lead == "330106"'
}

@test "art.28: what is new in a repeat is marked" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
    is 'false' '.acceptance.flags[0].new'
    again "$(row B1 09 13800001234 古墩路1号 "${TEXT}。今天他们又在人行道上摆了二十张桌子，轮椅过不去，老人摔了一跤，手臂骨折住院")"
    is '["A1",true]' '[.repeat_of, .acceptance.flags[0].new]'
}

@test "art.28(1): a new circumstance is one however long the text before it; other words for the same are none" {
    long=小区南门的夜宵店每天营业到凌晨两点，桌椅摆满了人行道，油烟直接排到居民楼，音响声音很大，老人和孩子没有办法休息，行人只好走机动车道，大家多次要求店家整改都没有结果
    ledger "$(row A1 07 13800001234 古墩路1号 $long)"
    again "$(row B1 09 13800001234 古墩路1号 "$long，昨晚我母亲被绊倒摔成骨折住院")"
    is '["A1",true]' '[.repeat_of, .acceptance.flags[0].new]'
    again "$(row B1 09 13800001234 古墩路1号 "昨晚我母亲被绊倒骨折。$long")"
    is '["A1",true]' '[.repeat_of, .acceptance.flags[0].new]'
    again "$(row B1 09 13800001234 古墩路1号 "$long，请管")"
    is '["A1",false]' '[.repeat_of, .acceptance.flags[0].new]'
    again "$(row B1 09 13800001234 古墩路1号 "${long/店家整改/商户整改}")"
    is '["A1",false]' '[.repeat_of, .acceptance.flags[0].new]'
    again "$(row B1 09 13800001234 古墩路1号 "${long/，音响声音很大/}")"
    is '["A1",false]' '[.repeat_of, .acceptance.flags[0].new]'
    # The number is the policy's.
    jq '.repeat.new_characters = 2' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    row B1 09 13800001234 古墩路1号 "$long，请管" | cat <(echo "$EXPORT") - |
        h12-intake -q --policy own.json --known ledger >out
    is '["A1",true]' '[.repeat_of, .acceptance.flags[0].new]'
}

@test "art.28(1): a place is something new where there was none" {
    ledger "$(row A1 07 13800001234 '' $TEXT)"
    again "$(row B1 09 13800001234 '' $TEXT)"
    is '["A1",false]' '[.repeat_of, .acceptance.flags[0].new]'
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
    is '["A1",true]' '[.repeat_of, .acceptance.flags[0].new]'
    again "$(row B1 09 13800001234 '' "3幢$TEXT")"
    is '["A1",true]' '[.repeat_of, .acceptance.flags[0].new]'
}

@test "art.28: digits, blanks, punctuation and width do not make a text another one" {
    ledger "$(row A1 07 13800001234 古墩路1号 '10月1日晚上11点,楼下KTV的音响太吵;已经反映了2次')"
    again "$(row B1 09 13800001234 古墩路1号 '１０月８日 晚上１２点，楼下ＫＴＶ的音响太吵！ 已经反映了3次。')"
    is '["A1",100]' '[.repeat_of, .acceptance.flags[0].likeness]'
}

@test "art.28: another place is another case, by address, by district and by numbers in the text" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    for address in 古墩路11号 文二路1号 丰潭路30号; do
        again "$(row B1 09 13800001234 $address $TEXT)"
        is '[null,[]]' '[.repeat_of, [.acceptance.flags[]?]]' || return 1
    done
    again "$(row B1 09 13800001234 古墩路1号 $TEXT 张先生 '' 330109)"
    is 'null' .repeat_of
    for address in '西湖区古墩路1号' '古墩路１号' '古墩路1号三楼'; do
        again "$(row B1 09 13800001234 $address $TEXT)"
        is '"A1"' .repeat_of || { echo "$address"; return 1; }
    done
    ledger "$(row A1 07 13800001234 '' "景芳小区3幢$TEXT")"
    again "$(row B1 09 13800001234 '' "景芳小区5幢$TEXT")"
    is 'null' .repeat_of
    again "$(row B1 09 13800001234 '' "景芳小区3幢$TEXT")"
    is '"A1"' .repeat_of
}

@test "art.28: what repeats a repeat has to fit the place of the first" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    again "$(row B1 08 13800001234 '' $TEXT)"
    is '"A1"' .repeat_of
    cat out >>ledger
    # B1 says no place, A1 does.
    again "$(row C1 09 13800001234 文二路2号 $TEXT)"
    is '[null,[]]' '[.repeat_of, [.acceptance.flags[]?]]'
    again "$(row C1 09 13800001234 古墩路1号 $TEXT)"
    is '"A1"' .repeat_of
    again "$(row C1 09 13800001234 '' $TEXT)"
    is '"A1"' .repeat_of
}

@test "art.28: districts are compared as the citizen said them, not as routing has them" {
    routed() {
        printf '%s\n' "$EXPORT" "$1" | h12-intake -q --now 2026-10-07T12:00:00+08:00 2>/dev/null |
            h12-route -q --now 2026-10-07T12:00:00+08:00 >ledger
    }
    # Filled by routing: nothing was said, so nothing differs.
    routed "$(row A1 07 13800001234 '' "西湖区$TEXT" 张先生 '' '')"
    is '["330106",["district"]]' '[.district, (.history[-1].added - ["matter"])]' ledger
    again "$(row B1 09 13800001234 '' "西湖区$TEXT" 张先生 '' 330109)"
    is '"A1"' .repeat_of
    # Put there by routing in place of the citizen's.
    routed "$(row A1 07 13800001234 '' "西湖区$TEXT" 张先生 '' 330109)"
    is '["330106","330109"]' '[.district, .history[-1].replaced.district]' ledger
    again "$(row B1 09 13800001234 '' "西湖区$TEXT" 张先生 '' 330109)"
    is '"A1"' .repeat_of
    again "$(row B1 09 13800001234 '' "西湖区$TEXT" 张先生 '' 330106)"
    is 'null' .repeat_of
}

@test "art.28: another matter, and another person, is another case" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    again "$(row B1 09 13800001234 古墩路1号 路灯不亮一个多月，小区门口晚上很黑，请路灯所尽快来修)"
    is 'null' .repeat_of
    again "$(row B1 09 13800009999 古墩路1号 $TEXT)"
    is 'null' .repeat_of
    again "$(row B1 09 13800001234 古墩路1号 $TEXT 李女士)"
    is 'null' .repeat_of
}

@test "art.28: by the number of the card too, whatever phone" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT 张先生 11010519491231002X)"
    again "$(row B1 09 13800009999 古墩路1号 $TEXT 张三 11010519491231002x)"
    is '"A1"' .repeat_of
}

@test "art.28: masked, wrong and 400 numbers are nobody's, nor is one that three people give" {
    for phone in '138****1234' 400-820-1234 12345; do
        ledger "$(row A1 07 "$phone" 古墩路1号 $TEXT)"
        again "$(row B1 09 "$phone" 古墩路1号 $TEXT)"
        is 'null' .repeat_of || { echo "$phone"; return 1; }
    done
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)" "$(row A2 07 13800001234 x y 李女士)" \
        "$(row A3 07 13800001234 x z 王女士)"
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
    is 'null' .repeat_of
}

@test "art.28(1): closed, documented, approved and told: an officer is asked to bar it" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    closed "$CLOSING"
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
    is '["A1","review","review","art.28(1)"]' '[.repeat_of, .state, (.acceptance | .verdict, .basis)]'
    is '["bar","art.28(1)","A1",100,"repeat.likeness",false]' \
        '.acceptance.proposal | [.decision, .ground, .repeat_of, .likeness, .policy, .new]'
    is '"办结报告2026-7"' .acceptance.proposal.closing.document
    is 'true' '.acceptance.explanation | contains("新情况、新理由")'
}

@test "art.28(1): where one of the four is missing it is accepted and linked" {
    for gone in finished_at document approved_by informed_at; do
        ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
        closed "$(jq -c "del(.$gone)" <<<"$CLOSING")"
        again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
        is '["A1","accepted",null]' '[.repeat_of, .state, .unit]' || return 1
        is 'false' '.acceptance | has("proposal")' || return 1
    done
}

@test "art.28(1): a repeat that waits for an officer does not hide the closed case from the next one" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    closed "$CLOSING"
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)" "$(row C1 10 13800001234 古墩路1号 $TEXT)"
    is '[["B1","A1","review","bar","A1"],["C1","A1","review","bar","A1"]]' \
        '[.[] | [.id, .repeat_of, .state, (.acceptance.proposal | .decision, .repeat_of)]]' <(jq -s . out)
    is '[false,false]' '[.[].acceptance.flags[0] | has("follows")]' <(jq -s . out)
    # The same where the closed case itself is not at hand; its closing is that of the proposal.
    head -n 1 out >held
    mv held ledger
    again "$(row C1 10 13800001234 古墩路1号 $TEXT)"
    is '["A1","review","办结报告2026-7"]' '[.repeat_of, .state, .acceptance.proposal.closing.document]'
    again "$(row C1 10 13800001234 文二路2号 $TEXT)"
    is '[null,"accepted"]' '[.repeat_of, .state]'
    cp ledger held
    # An officer has barred it: the next one is proposed, too.
    printf '%s\n' "$HEAD" 'D1,B1,2026-10-12 10:00,bar,,林审核,没有新情况、新理由,,' >decisions
    h12-intake -q --now 2026-10-13 --decisions decisions held >ledger
    again "$(row C1 12 13800001234 古墩路1号 $TEXT)"
    is '["A1","review","bar"]' '[.repeat_of, .state, .acceptance.proposal.decision]'
    # An officer has taken it on: it is an order, and the next one goes with it.
    printf '%s\n' "$HEAD" 'D1,B1,2026-10-12 10:00,accept,,林审核,有新的照片,,' >decisions
    h12-intake -q --now 2026-10-13 --decisions decisions held >ledger
    again "$(row C1 12 13800001234 古墩路1号 $TEXT)"
    is '["B1","accepted",true]' '[.repeat_of, .state, .acceptance.flags[0].follows]'
}

@test "art.28(1): only an officer bars, and only with the finding that nothing is new" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    closed "$CLOSING"
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
    mv out in
    printf '%s\n' "$HEAD" 'D1,B1,2026-10-12 10:00,bar,,林审核,,,' >decisions
    run h12-intake --now 2026-10-13 --decisions decisions -r rejects -o out in
    [ "$status" -eq 1 ]
    cmp in out
    is '["missing","reason"]' '[.code, .field]' rejects
    printf '%s\n' "$HEAD" 'D1,B1,2026-10-12 10:00,bar,art.28(1),林审核,没有新情况、新理由,,' >decisions
    h12-intake -q --now 2026-10-13 --decisions decisions in >out
    is '["barred","barred","art.28(1)","没有新情况、新理由"]' \
        '[.state, (.acceptance | .verdict, .basis, .reason)]'
    is '["barred","林审核","art.28(1)"]' '.history[-1] | [.event, .by, .basis]'
    # And it can be taken back.
    printf '%s\n' "$HEAD" 'D2,B1,2026-10-13 10:00,accept,,吴审核,有新的照片,,' >decisions
    h12-intake -q --now 2026-10-13 --decisions decisions out >back
    is '["accepted","art.8(4)"]' '[.state, .acceptance.basis]' back
}

@test "art.28(2): contacts over the limit in the window are flagged, and nothing else happens" {
    jq '.repeat.contacts = 3' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    ledger "$(row A1 05 13800001234 a 垃圾没有清运)" "$(row A2 06 13800001234 b 路灯不亮)" \
        "$(row A3 07 13800001234 c 公交太少)"
    printf '%s\n' "$EXPORT" "$(row B1 09 13800001234 d 河水发黑)" >in
    h12-intake -q --known ledger --policy own.json in >out
    is '["accepted",[["contacts","art.28(2)",4,"repeat.contacts"]]]' \
        '[.state, [.acceptance.flags[] | [.code, .basis, .count, .policy]]]'
    jq '.repeat.contacts = 4' own.json >more.json
    h12-intake -q --known ledger --policy more.json in >out
    is '[]' '[.acceptance.flags[]?]'
    # The window is four days with the day itself: the 6th to the 9th.
    jq '.repeat.window = 4 | .repeat.contacts = 2' own.json >less.json
    h12-intake -q --known ledger --policy less.json in >out
    is '[3]' '[.acceptance.flags[].count]'
}

@test "art.28(2): a restriction is an officer's, has a start and an end, and never an emergency's" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    restrict() {
        rm -f rejects
        printf '%s\n' "$HEAD" "$1" >decisions
        h12-intake --decisions decisions -r rejects ledger >out 2>err || [ $? -eq 1 ]
    }
    restrict 'D1,A1,2026-10-08 10:00,restrict,,林审核,一天打四十次,2026-10-08 12:00,2026-10-15 12:00'
    is '["art.28(2)","林审核","2026-10-08T12:00:00+08:00","2026-10-15T12:00:00+08:00"]' \
        '.restriction | [.basis, .by, .from, .until]'
    is '["assigned","restricted","art.28(2)"]' '[.state, (.history[-1] | .event, .basis)]'
    cp out restricted
    restrict 'D1,A1,2026-10-08 10:00,restrict,,林审核,一天打四十次,2026-10-08 12:00,'
    is '["missing","until"]' '[.code, .field]' rejects
    restrict 'D1,A1,2026-10-08 10:00,restrict,,林审核,一天打四十次,2026-10-08 12:00,2026-11-08 12:00'
    is '["bad_value","until"]' '[.code, .field]' rejects
    restrict 'D1,A1,2026-10-08 10:00,restrict,,,一天打四十次,2026-10-08 12:00,2026-10-15 12:00'
    is '["missing","officer"]' '[.code, .field]' rejects
    jq -c '.urgency = "critical"' ledger >critical
    mv critical ledger
    restrict 'D1,A1,2026-10-08 10:00,restrict,,林审核,一天打四十次,2026-10-08 12:00,2026-10-15 12:00'
    is '["wrong_state","case"]' '[.code, .field]' rejects
    # The next request of the same requester is told, and goes on all the same.
    mv restricted ledger
    again "$(row B1 09 13800001234 别处 路灯不亮)"
    is '["accepted",[["restricted","art.28(2)"]]]' '[.state, [.acceptance.flags[] | [.code, .basis]]]'
    again "$(row B1 09 13800001234 别处 隔壁着火了)"
    is '["critical",null]' '[.urgency, ([.acceptance.flags[].code] | index("restricted"))]'
    printf '%s\n' "$EXPORT" "$(row B1 16 13800001234 别处 路灯不亮)" >in
    h12-intake -q --now 2026-10-17 --known ledger in >out
    is '[]' '[.acceptance.flags[]?]'
}

@test "art.28(3): a referral to the police is an officer's, and is recorded" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    printf '%s\n' "$HEAD" 'D1,A1,2026-10-08 10:00,police,,林审核,威胁工作人员,,' >decisions
    h12-intake -q --decisions decisions ledger >out
    is '["art.28(3)","林审核","威胁工作人员","2026-10-08T10:00:00+08:00"]' \
        '.police | [.basis, .by, .reason, .at]'
    is '["assigned","referred","art.28(3)"]' '[.state, (.history[-1] | .event, .basis)]'
    h12-check -q out
}

@test "art.28: repeats within one export, and the same export twice: no new case, none lost" {
    printf '%s\n' "$EXPORT" "$(row A1 05 13800001234 古墩路1号 $TEXT)" \
        "$(row A2 06 13800001234 古墩路1号 $TEXT)" "$(row A3 06 13800005678 古墩路1号 $TEXT)" >day.csv
    : >empty
    h12-intake -q --known empty day.csv >first
    is '[["A1",null],["A2","A1"],["A3",null]]' '[.[] | [.id, .repeat_of]]' <(jq -s . first)
    h12-intake -q --known first -r rejects day.csv >second || [ $? -eq 1 ]
    [ ! -s second ]
    is '[[2,"already_known"],[3,"already_known"],[4,"already_known"]]' '[.[] | [.line, .code]]' \
        <(jq -s . rejects)
    # Rows without a number of their own are known by what they say.
    cut -d, -f2- day.csv >nameless.csv
    h12-intake -q --known empty nameless.csv >first
    h12-intake -q --known first -r /dev/null nameless.csv >second || [ $? -eq 1 ]
    [ ! -s second ] && [ "$(wc -l <first)" -eq 3 ]
}

@test "art.28: NDJSON as CSV; several ledgers; a ledger in the way of the output" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    printf '{"id":"B1","received_at":"2026-10-09 09:00","text":"%s","requester":{"phone":"138 0000 1234"}}\n{"id":"B2","received_at":"2026-10-09 10:00","text":"%s","requester":{"phone":"13800001234"}}\n{"id":"A1","received_at":"2026-10-09 10:00","text":"x"}\n' "$TEXT" "$TEXT" >in
    : >other
    h12-intake -q --known other --known ledger -r rejects in >out || [ $? -eq 1 ]
    is '[["B1","A1"],["B2","A1"]]' '[.[] | [.id, .repeat_of]]' <(jq -s . out)
    is '"already_known"' .code rejects
    for bad in missing . /dev/null; do
        run h12-intake --known "$bad" in
        [ "$status" -eq 2 ] || { echo "$bad"; return 1; }
    done
    printf '{"id":"A1","state":"assigned"}\nnonsense\n' >broken
    run h12-intake --known broken -o out2 in
    [ "$status" -eq 2 ] && [ ! -e out2 ]
    [[ $output == *"broken:1: received_at: is missing"* ]]
}

@test "art.28: an export that says barred is believed only where the earlier case is closed" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    printf '%s,decision,officer\n%s,bar,林审核\n' "$EXPORT" "$(row B1 09 13800001234 古墩路1号 $TEXT)" >in
    h12-intake -q --known ledger -r rejects in >out || [ $? -eq 1 ]
    is '["not_closed","decision"]' '[.code, .field]' rejects
    closed "$CLOSING"
    h12-intake -q --known ledger in >out
    is '["barred","art.28(1)","A1","林审核"]' '[.state, .acceptance.basis, .repeat_of, .history[0].by]'
}

@test "art.28(1): a closing is the unit's document, the hotline's approval, and that the unit told it" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    jq -c '.state = "closed" | .history += [{at: "2026-10-08T15:00:00+08:00", event: "closed", by: "Shen", basis: "art.11(4)"}]' ledger >in
    printf '%s\n' '{"rating":"C1","case":"A1","kind":"closing","at":"2026-10-08 17:00","unit":"西湖区","document":"办结报告2026-7","approved_by":"林审核","informed_by":"330106","informed_at":"2026-10-08 16:00"}' >ratings
    h12-callback -q --now 2026-10-09 --ratings ratings in >ledger
    is '["closed",{"basis":"art.28(1)","unit":"330106","finished_at":"2026-10-08T15:00:00+08:00","document":"办结报告2026-7","approved_by":"林审核","informed_at":"2026-10-08T16:00:00+08:00","informed_by":"330106"}]' \
        '[.state, .closing]' ledger
    is '["closing","林审核","art.28(1)","C1"]' '.history[-1] | [.event, .by, .basis, .id]' ledger
    checked ledger --now 2026-10-09
    # What nobody sent lets nobody be barred.
    for forged in '.closing.document = "another"' '.closing.approved_by = "nobody"' 'del(.closing)' \
        '.history |= map(select(.event != "closing"))'; do
        jq -c "$forged" ledger >forged
        run -1 --separate-stderr h12-check -q --now 2026-10-09 forged
        [[ $output == *'"code":"closing_differs","field":"closing","basis":"art.28(1)"'* ]]
    done
    # With it, and not before, an officer is asked to bar the same request.
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
    is '["A1","review","art.28(1)","bar"]' '[.repeat_of, .state, .acceptance.basis, .acceptance.proposal.decision]'
    mv in ledger
    again "$(row B1 09 13800001234 古墩路1号 $TEXT)"
    is '["A1","accepted"]' '[.repeat_of, .state]'
}

@test "art.28(1): a closing may come a step at a time, and each step needs the one before it" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    jq -c '.state = "closed" | .history += [{at: "2026-10-08T15:00:00+08:00", event: "closed", by: "Shen"}]' ledger >in
    # step WANT MEMBERS...: the last of these closings is refused for that column, or "" applied.
    step() {
        local want=$1 n=0 members
        shift
        for members in "$@"; do
            n=$((n + 1))
            printf '{"rating":"C%s","case":"A1","kind":"closing","at":"2026-10-%02d 17:00",%s}\n' $n $((n + 7)) "$members"
        done >ratings
        rm -f rejects
        h12-callback -q --now 2026-10-12 --ratings ratings -r rejects in >out || [ $? -eq 1 ]
        if [ -n "$want" ]; then is "$want" '[.code, .field]' rejects; else [ ! -s rejects ]; fi
    }
    step '["missing","document"]' '"approved_by":"Lin"'
    step '["missing","document"]' '"unit":"330106"'
    step '["missing","approved_by"]' '"document":"D","informed_at":"2026-10-08 16:00","informed_by":"330106"'
    step '["missing","informed_at"]' '"document":"D","approved_by":"Lin","informed_by":"330106"'
    step '["bad_value","informed_by"]' '"document":"D","approved_by":"Lin","informed_at":"2026-10-08 16:00"'
    step '["bad_value","informed_by"]' '"document":"D","approved_by":"Lin","informed_at":"2026-10-08 16:00","informed_by":"330105"'
    step '["bad_value","informed_at"]' '"document":"D","approved_by":"Lin","informed_at":"2026-10-08 14:00","informed_by":"330106"'
    step '["bad_value","informed_at"]' '"document":"D","approved_by":"Lin","informed_at":"2026-10-11 14:00","informed_by":"330106"'
    step '["bad_value","finished_at"]' '"document":"D","finished_at":"2026-10-10 14:00"'
    step '["bad_value","unit"]' '"document":"D","unit":"330105"'
    is 'null' .closing
    step '' '"document":"D"' '"approved_by":"Lin"' '"informed_at":"2026-10-10 16:00","informed_by":"西湖区"'
    is '["D","Lin","330106","2026-10-10T16:00:00+08:00"]' '.closing | [.document, .approved_by, .informed_by, .informed_at]'
    is '[["330106","C1"],["Lin","C2"],["330106","C3"]]' '[.history[-3:][] | [.by, .id]]'
    checked out
    # The steps of three days, or of one run: the same record.
    cp out whole
    cp ratings all
    for n in 1 2 3; do
        sed -n ${n}p all >ratings
        h12-callback -q --now 2026-10-12 --ratings ratings in >out
        mv out in
    done
    cmp whole in
}

@test "art.28(1): what is not closed, or no unit had, has no closing; what is done again has none any more" {
    printf '{"rating":"C1","case":"A1","kind":"closing","at":"2026-10-09 17:00","document":"D","approved_by":"Lin","informed_at":"2026-10-09 16:00","informed_by":"330106"}\n' >closing
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    for state in assigned replied resolved verifying withdrawn; do
        jq -c --arg state $state '.state = $state' ledger >in
        h12-callback -q --ratings closing -r rejects in >out || [ $? -eq 1 ]
        is '["wrong_state","case"]' '[.code, .field]' rejects || return 1
        rm rejects
    done
    jq -c '.state = "closed" | del(.assignment)' ledger >in
    h12-callback -q --ratings closing -r rejects in >out || [ $? -eq 1 ]
    is '["wrong_state","case"]' '[.code, .field]' rejects
    # Reopened it stands, but bars nothing while the case is open; redone, it goes.
    jq -c '.state = "closed" | .history += [{at: "2026-10-08T15:00:00+08:00", event: "closed", by: "Shen"}]' ledger >in
    printf '%s\n' '{"rating":"R1","case":"A1","at":"2026-10-10 09:00","by":"requester","satisfied":"dissatisfied"}' | cat closing - >ratings
    h12-callback -q --ratings ratings in >out
    is '["verifying","D"]' '[.state, .closing.document]'
    mv out in
    printf '%s\n' '{"rating":"V1","case":"A1","kind":"verification","at":"2026-10-11 09:00","finding":"redo","officer":"Tao","reason":"x"}' >ratings
    h12-callback -q --ratings ratings in >out
    is '["assigned",null]' '[.state, .closing]'
    is '"D"' '.history[] | select(.event == "closing") | .input.document'
    checked out
}

# Two days: A1 on the 7th, with a unit; B1, the same again, and C1 with something new, on the 9th.
NEWS='。今天他们又在人行道上摆了二十张桌子，轮椅过不去，老人摔了一跤，手臂骨折住院'
two_days() {
    printf '%s\n' "$EXPORT" "$(row A1 07 13800001234 古墩路1号 $TEXT 张先生 '' 330106)" |
        h12-intake -q --now 2026-10-07T12:00:00+08:00 | h12-route -q --now 2026-10-07T12:00:00+08:00 >known
    printf '%s\n' "$EXPORT" "$(row B1 09 13800001234 古墩路1号 $TEXT 张先生 '' 330106)" \
        "$(row C1 09 13800001234 古墩路1号 "$TEXT$NEWS" 张先生 '' 330106)" |
        h12-intake -q --now 2026-10-09T12:00:00+08:00 --known known |
        h12-route -q --now 2026-10-09T12:00:00+08:00 | cat known - |
        h12-repeat -q --now 2026-10-09T20:00:00+08:00 | h12-deadline -q --now 2026-10-09T20:00:00+08:00 >day
    checked day --now 2026-10-09T20:00:00+08:00
}

@test "art.28: one order for repeats: a new circumstance is passed on to whoever has the earlier case" {
    two_days
    is '[["A1",null],["B1","A1"],["C1","A1"]]' '[.[] | [.id, .repeat_of]]' <(jq -s . day)
    is '[["B1",false],["C1",true]]' '[.repeats[] | [.case, .new]]' <(head -n 1 day)
    is '[["repeated","h12-repeat","repeat.likeness","B1",false],["repeated","h12-repeat","repeat.likeness","C1",true]]' \
        '[.history[-2:][] | [.event, .by, .policy, .case, .new]]' <(head -n 1 day)
    # No text is copied.
    head -n 1 day | jq -e '.repeats, .history | tostring | contains("轮椅") | not' >/dev/null
}

@test "art.28: one order for repeats: it follows the earlier case's unit, wherever that goes" {
    two_days
    printf '%s\n' 'event,case,unit,at,reason,basis,suggested_unit,decision,to,officer' \
        'E1,A1,330106,2026-10-09 21:00,x,y,330108,transfer,330108,Chen' >requests
    h12-return -q --now 2026-10-10 --requests requests day | h12-repeat --now 2026-10-10 2>err | h12-deadline -q --now 2026-10-10 >out
    is '[["330108",2,"transferred","art.16(1)"],["330108",2,"transferred","art.16(1)"],["330108",2,"transferred","art.16(1)"]]' \
        '[.[].assignment | [.lead, .round, .cause, .basis]]' <(jq -s . out)
    grep -q ', 0 passed on, 2 moved, 0 ended, 0 parted$' err
    is '"goes with its earlier case"' '.assignment.reason' <(sed -n 2p out)
    checked out --now 2026-10-10
    h12-replay -q --now 2026-10-10 out | cmp out -
}

@test "art.28: one order for repeats: called back, and closed, with the earlier case" {
    two_days
    printf '%s\n' '{"reply":"P1","case":"A1","unit":"330106","at":"2026-10-10 10:00","informed_at":"2026-10-10 09:00","informed_how":"电话","factual":"yes","process":"到现场看过了，当天就让店家收了桌子，装了净化器","process_at":"2026-10-10 08:00","process_manner":"现场","opinion":"已经责令整改","responder":"王某"}' \
        '{"reply":"P1","case":"A1","kind":"review","at":"2026-10-10 12:00","decision":"approve","officer":"Shen"}' |
        h12-reply -q --now 2026-10-10 --replies - day >replied
    is '["resolved","assigned","assigned"]' '[.[].state]' <(jq -s . replied)
    # One call for the three of them.
    h12-callback -q --due --now 2026-10-11 replied >out
    is '["A1",2]' '[.case, .repeats]'
    [ "$(wc -l <out)" -eq 1 ]
    # A rating is of the earlier case; one of a repeat is refused, and says so.
    printf '%s\n' 'rating,case,at,by,resolved,satisfied' 'R1,C1,2026-10-11 09:00,requester,no,dissatisfied' \
        'R2,A1,2026-10-11 10:00,requester,yes,satisfied' >ratings
    h12-callback -q --now 2026-10-11 --ratings ratings -r rejects replied >rated || [ $? -eq 1 ]
    is '["wrong_state","case"]' '[.code, .field]' rejects
    h12-repeat --now 2026-10-12 rated 2>err | h12-deadline -q >out
    is '[["closed","h12-callback",true],["closed","h12-repeat",false],["closed","h12-repeat",false]]' \
        '[.[] | [.state, .history[-1].by, has("callback")]]' <(jq -s . out)
    grep -q ', 0 passed on, 0 moved, 2 ended, 0 parted$' err
    is '["met","met","met"]' '[.[].deadline.status]' <(jq -s . out)
    checked out
    h12-replay -q out | cmp out -
}

@test "art.28: one order for repeats: once as work, and each as a contact" {
    two_days
    h12-report overdue -q --now 2026-10-20 --format json day >report
    is '[1,1,2,3]' '[.open, .overdue, .repeats, .contacts]' report
    is '[["330106",1],["total",1]]' \
        '.tables[] | select(.name == "units") | (.columns | index("overdue")) as $o | [.rows[] | [.[0], .[$o]]]' report
}

@test "art.28: what repeats a case that is open again, though linked with a closed one, goes with that one" {
    ledger "$(row A1 07 13800001234 古墩路1号 $TEXT)"
    closed
    again "$(row B1 08 13800001234 古墩路1号 $TEXT)"
    is '["A1",null]' '[.repeat_of, .acceptance.flags[0].follows]'
    assign out >>ledger
    again "$(row C1 09 13800001234 古墩路1号 $TEXT)"
    is '["B1",true,"330106"]' '[.repeat_of, .acceptance.flags[0].follows, .unit]'
    # And what repeats a repeat goes with the first of them.
    assign out >>ledger
    again "$(row D1 10 13800001234 古墩路1号 $TEXT)"
    is '["B1",true]' '[.repeat_of, .acceptance.flags[0].follows]'
}
