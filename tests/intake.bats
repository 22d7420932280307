#!/usr/bin/env bats
# h12-intake: exports in, case records out; what it reads, what it refuses, and that nothing is lost.
bats_require_minimum_version 1.5.0
load helper
export H12_SHARE=$ROOT/share

HEAD=工单编号,来电时间,诉求内容

# lines FILE LINE...
lines() {
    local file=$1
    shift
    printf '%s\n' "$@" >"$file"
}

# intake [OPTION|FILE]...: `out`, `rejects`, `err`, and $status of bats.
intake() {
    rm -f rejects
    run h12-intake -r rejects -o out "$@"
    printf '%s\n' "$output" >err
}

# prints FILTER LINE...: what jq prints of `out`.
prints() {
    local filter=$1
    shift
    printf '%s\n' "$@" >want
    jq -c "$filter" out | diff want -
}

# rejected [LINE CODE FIELD]...: as JSON arrays, one an argument.
rejected() {
    printf '%s\n' "$@" >want
    jq -c '[.line, .code, .field // ""]' rejects | diff want -
}

# refused PATTERN: exit 2, nothing written, a message that says so.
refused() {
    [ "$status" -eq 2 ] || { echo "status $status: $output"; return 1; }
    [ ! -e out ] || { echo "out was written"; return 1; }
    grep -q -- "$1" err || { cat err; return 1; }
}

# ------------------------------------------------------------------ the record

@test "one row in all its members, byte for byte" {
    printf '%s\n' '工单编号,来电时间,受理渠道,诉求类型,反映人类型,反映人,联系电话,证件号码,是否保密,所属区域,事发地址,留言主题,诉求内容,被反映单位,事项编码,紧急程度,承办单位,派单时间,坐席,备注' \
        'A1,2026/10/9 8:30,公众号,建议,企业,"张""三""",0571-00001234,X1,是,杭州市西湖区,文三路1号, 路灯 ,"晚上很暗\' >in
    printf '请修\t一下 ",某公司,0305,紧急,城管局,20261009090530,07,\n' >>in
    intake in
    [ "$status" -eq 0 ]
    same '{"id":"A1","received_at":"2026-10-09T08:30:00+08:00","channel":"wechat","kind":"suggestion","requester":{"type":"legal_person","name":"张\\"三\\"","phone":"0571-00001234","id_number":"X1"},"confidential":true,"district":"330106","address":"文三路1号","title":"路灯","text":"晚上很暗\\\\\\n请修\\t一下 ","respondent":"某公司","matter":"0305","urgency":"urgent","unit":"城管局","assigned_at":"2026-10-09T09:05:30+08:00","state":"accepted","acceptance":{"verdict":"accepted","basis":"art.8(2)","reason":"an opinion or a suggestion","flags":[{"code":"bad_phone","basis":"art.3","member":"requester.phone"},{"code":"bad_id_number","basis":"art.3","member":"requester.id_number"}]},"extra":{"坐席":"07"},"history":[{"at":"2026-10-09T09:05:30+08:00","event":"accepted","by":"h12-intake","basis":"art.8(2)"}]}\n' out
}

@test "the least that a row may say: a time and a text" {
    lines in 来电时间,诉求内容 '2026-10-09 08:30:00,路灯不亮'
    intake in
    [ "$status" -eq 0 ]
    prints 'del(.id)' '{"received_at":"2026-10-09T08:30:00+08:00","text":"路灯不亮","urgency":"normal","state":"accepted","acceptance":{"verdict":"accepted","basis":"art.8(4)","reason":"a request that laws and rules allow"},"history":[{"at":"2026-10-12T23:59:59+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"}]}'
}

@test "art.8: the basis goes by the kind" {
    lines in "$HEAD,诉求类型" '1,2026-10-09,a,咨询' '2,2026-10-09,a,建议' '3,2026-10-09,a,投诉' \
        '4,2026-10-09,a,求助' '5,2026-10-09,a,举报' '6,2026-10-09,a,'
    intake in
    prints '[.id,.kind,.acceptance.basis,.history[0].basis]' \
        '["1","consultation","art.8(1)","art.8(1)"]' '["2","suggestion","art.8(2)","art.8(2)"]' \
        '["3","complaint","art.8(4)","art.8(4)"]' '["4","help","art.8(4)","art.8(4)"]' \
        '["5","report","art.8(4)","art.8(4)"]' '["6",null,"art.8(4)","art.8(4)"]'
}

@test "accepted now, but not after the assignment nor before the receipt" {
    lines in "$HEAD,派单时间" '1,2026-10-09 08:00,a,' '2,2026-10-09 08:00,a,2026-10-09 10:00' \
        '3,2026-10-13 06:00,a,' '4,2026-10-09 08:00,a,2026-10-09' '5,2026-10-09 08:00,a,2026-10-13 07:00'
    intake in
    [ "$status" -eq 0 ]
    prints '[.id,.assigned_at,.history[0].at]' \
        '["1",null,"2026-10-12T23:59:59+08:00"]' \
        '["2","2026-10-09T10:00:00+08:00","2026-10-09T10:00:00+08:00"]' \
        '["3",null,"2026-10-13T06:00:00+08:00"]' \
        '["4","2026-10-09T08:00:00+08:00","2026-10-09T08:00:00+08:00"]' \
        '["5","2026-10-13T07:00:00+08:00","2026-10-12T23:59:59+08:00"]'
}

@test "every form of a time is written with +08:00" {
    lines in "$HEAD" '1,2026-10-09T00:30:00Z,a' '2,2026-10-09 08:30:59.9,a' '3,2026/1/9 8:30,a' \
        '4,20261009,a' '5,20261009083000,a' '6,2026年1月9日 8时5分,a' '7,2026-10-09T08:30:00+09:00,a' \
        '8,1990-01-01,a'
    intake in
    [ "$status" -eq 0 ]
    prints .received_at '"2026-10-09T08:30:00+08:00"' '"2026-10-09T08:30:59+08:00"' \
        '"2026-01-09T08:30:00+08:00"' '"2026-10-09T00:00:00+08:00"' '"2026-10-09T08:30:00+08:00"' \
        '"2026-01-09T08:05:00+08:00"' '"2026-10-09T07:30:00+08:00"' '"1990-01-01T00:00:00+08:00"'
}

@test "an id that is made: the same row has the same, another row another, in any encoding" {
    lines in 来电时间,诉求内容,坐席 '2026-10-09,路灯,1' '2026-10-09,路灯坏了,1'
    iconv -f utf-8 -t gb18030 in >in.gb
    h12-intake -q in >a
    h12-intake -q --now 2026-10-30 in >b
    h12-intake -q --encoding gb18030 in.gb >c
    jq -r .id a >ids
    [ "$(sort -u ids | wc -l)" -eq 2 ]
    [ "$(grep -cE '^h-[0-9a-f]{24}$' ids)" -eq 2 ]
    jq -r .id b | cmp ids -
    cmp a c
    # The columns that no field takes have no part in it, nor has their order or another header.
    lines other 坐席,内容,受理时间 '2,路灯,2026-10-09'
    [ "$(h12-intake -q other | jq -r .id)" = "$(head -n 1 ids)" ]
}

@test "columns that no field takes go to extra, by their header; empty cells are left out" {
    lines in "$HEAD,坐席,,备注,\"a\"\"b\"" '1,2026-10-09,a,07,x, ,y' '2,2026-10-09,a,,,,'
    intake in
    prints .extra '{"坐席":"07","column 5":"x","a\"b":"y"}' null
}

@test "a word that the tables do not know is kept in extra" {
    lines in "$HEAD,诉求类型,受理渠道,紧急程度,反映人类型,是否保密,所属区域,反映人" \
        '1,2026-10-09,a,其它类,飞鸽,十万火急,外星人,也许,月球,张'
    intake in
    [ "$status" -eq 0 ]
    prints '[.kind,.channel,.urgency,.requester,.confidential,.district]' \
        '[null,"other","normal",{"name":"张"},null,null]'
    prints .extra '{"诉求类型":"其它类","受理渠道":"飞鸽","紧急程度":"十万火急","反映人类型":"外星人","是否保密":"也许","所属区域":"月球"}'
}

@test "two columns for one field: the first of the table wins, where it says something" {
    lines in "工单编号,受理时间,来电时间,内容,诉求内容" '1,2026-10-09,2026-10-08,b,a' '2,2026-10-09,,b,' \
        '3,,2026-10-08,,a'
    intake in
    prints '[.received_at[:10],.text,.extra]' \
        '["2026-10-08","a",{"受理时间":"2026-10-09","内容":"b"}]' '["2026-10-09","b",null]' \
        '["2026-10-08","a",null]'
}

@test "nothing is null or empty" {
    lines in "$HEAD,反映人,联系电话,事发地址,备注" '1,2026-10-09,a, ,　,"",'
    intake in
    [ "$(jq '[.. | select(. == null or . == "" or . == {})] | length' out)" -eq 0 ]
}

# ------------------------------------------------------------------- what it reads

@test "headers in English, in any case of letters" {
    lines in 'ID,Received_At,TEXT,Channel,Urgency' '1,2026-10-09,a,PHONE,Urgent'
    intake in
    prints '[.id,.received_at[:10],.text,.channel,.urgency,.extra]' \
        '["1","2026-10-09","a","phone","urgent",null]'
}

@test "comma, tab, semicolon and bar tell themselves" {
    for delimiter in ',' '\t' ';' '|'; do
        printf "工单编号${delimiter}来电时间${delimiter}诉求内容\n1${delimiter}2026-10-09${delimiter}\"a,b;c|d\"\n" >in
        intake in
        [ "$status" -eq 0 ]
        prints '[.id,.text]' '["1","a,b;c|d"]'
    done
}

@test "--delimiter by name or by itself" {
    lines in '工单编号;来电时间;诉求内容;"a,b,c,d,e,f"' '1;2026-10-09;x;y'
    for name in semicolon ';'; do
        intake --delimiter "$name" in
        prints .id '"1"'
    done
    printf '工单编号\t来电时间\t诉求内容\n1\t2026-10-09\ta\n' >in
    for name in tab '\t' "$(printf '\t')"; do
        intake --delimiter "$name" in
        prints .id '"1"'
    done
    rm out
    intake --delimiter comma in
    refused "no header"
    intake --delimiter colon in
    refused "'colon' is not comma, tab, semicolon or bar"
}

@test "UTF-8 with a BOM, GB18030 with and without, and --encoding" {
    lines in "$HEAD" '1,2026-10-09,路灯不亮㐂😀'
    h12-intake -q in >want.ndjson
    { printf '\357\273\277'; cat in; } >bom
    iconv -f utf-8 -t gb18030 in >gb
    { printf '\204\061\225\063'; cat gb; } >gb.bom
    for file in bom gb gb.bom; do
        h12-intake -q "$file" | cmp want.ndjson -
        h12-intake -q <"$file" | cmp want.ndjson -
        cat "$file" | h12-intake -q | cmp want.ndjson -
    done
    h12-intake -q --encoding GBK gb | cmp want.ndjson -
    h12-intake -q --encoding utf-8 bom | cmp want.ndjson -
    intake --encoding utf-8 gb
    refused 'no header'
    intake --encoding latin1 gb
    refused "'latin1' is not utf-8 or gb18030"
}

@test "UTF-16 is refused with the way out" {
    lines in "$HEAD" '1,2026-10-09,a'
    for encoding in utf-16 utf-16le utf-16be; do
        iconv -f utf-8 -t $encoding in >in.16
        intake in.16
        refused 'iconv -f utf-16 -t utf-8'
        intake --encoding utf-8 in.16
        refused 'iconv -f utf-16 -t utf-8'
    done
}

@test "newlines in quotes, CR LF, blank lines, no newline at the end" {
    printf '\r\n%s\r\n\r\n1,2026-10-09,"a\r\nb\n\n""c"""\r\n\r\n2,2026-10-09,z' "$HEAD" >in
    intake in
    [ "$status" -eq 0 ]
    prints '[.id,.text]' '["1","a\nb\n\n\"c\""]' '["2","z"]'
    grep -q '2 read, 2 written, 0 rejected' err
}

@test "a header with newlines in quotes" {
    printf '工单编号,来电时间,诉求内容,"备\n注"\n1,2026-10-09,a,b\n' >in
    intake in
    prints .extra '{"备\n注":"b"}'
}

@test "several files, each in its own way" {
    lines a "$HEAD" '1,2026-10-09,甲'
    lines b 'text;id;received_at' '乙;2;2026-10-09'
    iconv -f utf-8 -t gb18030 a | sed 's/^1/3/' >c
    echo '{"id":"4","received_at":"2026-10-09","text":"丁"}' >d
    intake a b - d <c
    [ "$status" -eq 0 ]
    prints '[.id,.text]' '["1","甲"]' '["2","乙"]' '["3","甲"]' '["4","丁"]'
    lines e "$HEAD" '1,2026-10-09,x'
    intake a e
    [ "$status" -eq 1 ]
    [ "$(jq -c '[.source,.line,.code]' rejects)" = '["e",2,"duplicate_id"]' ]
}

# ------------------------------------------------------------------------- NDJSON

@test "records that have a state of ours pass byte for byte, twice" {
    for state in review declined barred accepted triage answered assigned returning consulting \
        coordinating replied committed resolved verifying closed withdrawn; do
        printf '{"id":"%s", "state":"%s","received_at":"2026-10-09T08:00:00+08:00","n":9007199254740993,"x":1.50,"extra":{"a":null}}\n' \
            $state $state
    done >in
    # As another offset has it, and with fractions.
    printf '%s\n' '{ "received_at" : "2026-10-09T00:00:00Z" ,"id":"z","state":"\u0063losed"}' \
        '{"received_at":"2026-10-09T03:00:00.25-05:00","id":"f","state":"closed"}' >>in
    intake in
    [ "$status" -eq 0 ]
    cmp in out
    lines csv "$HEAD" '1,2026-10-09,a' '2,2026-10-09,b'
    h12-intake -q csv >once
    h12-intake -q once | cmp once -
    intake csv once
    rejected '[1,"duplicate_id","id"]' '[2,"duplicate_id","id"]'
    cmp once out
}

@test "a row of another system may have a state: it is a row, and what it says is kept in extra" {
    local state
    for state in null '""' '"  "' '"lost"' '"Closed"' '"closed "' '"open"' 7 true '["closed"]' '{"a":1}'; do
        printf '{"id":"1","received_at":"2026-10-09 08:00","text":"路灯不亮","state":%s}\n' "$state" >in
        intake in
        [ "$status" -eq 0 ]
        case $state in
        null | '""' | '"  "') is '["accepted",null]' '[.state, .extra.state]' out ;;
        *) is "[\"accepted\",$state]" '[.state, .extra.state]' out ;;
        esac
        h12-check -q out
        h12-intake -q out | cmp out -
    done
    # No id is no hindrance for a row; a text is required, as ever.
    printf '%s\n' '{"received_at":"2026-10-09 08:00","text":"路灯不亮","state":"new"}' '{"state":null}' >in
    intake in
    [ "$status" -eq 1 ]
    prints '[.state, .extra.state]' '["accepted","new"]'
    rejected '[2,"missing","received_at"]'
}

@test "a state of ours without what makes a case is a reject, where it came" {
    printf '%s\n' '{"state":"closed","received_at":"2026-10-09T08:00:00+08:00","text":"a"}' \
        '{"state":"closed","id":7,"received_at":"2026-10-09T08:00:00+08:00","text":"a"}' \
        '{"state":"closed","id":"","received_at":"2026-10-09T08:00:00+08:00","text":"a"}' \
        '{"state":"closed","id":"4","text":"a"}' \
        '{"state":"closed","id":"5","received_at":"nonsense","text":"a"}' \
        '{"state":"closed","id":"6","received_at":"2026-10-09 08:00:00","text":"a"}' \
        '{"state":"closed","id":"7","received_at":"2026-10-09T08:00:00","text":"a"}' \
        '{"state":"closed","id":"8","received_at":"2026/10/9 08:00","text":"a"}' \
        '{"state":"closed","id":"9","received_at":1791504000,"text":"a"}' \
        '{"state":"closed","id":"10","received_at":"2026-10-09T08:00:00+08:00"}' >in
    intake in
    [ "$status" -eq 1 ]
    prints .id '"10"'
    rejected '[1,"missing","id"]' '[2,"bad_type","id"]' '[3,"empty","id"]' '[4,"missing","received_at"]' \
        '[5,"bad_date","received_at"]' '[6,"bad_date","received_at"]' '[7,"bad_date","received_at"]' \
        '[8,"bad_date","received_at"]' '[9,"bad_type","received_at"]'
}

@test "Open311's members, the others in place byte for byte" {
    echo '{"service_request_id":638344,"status":"open","lat":30.2500,"service_name":"路灯","description":"不亮\u3002","requested_datetime":"2026-10-09T00:30:00Z","address":null,"address_string":"文三路","service_code":"0305","media_url":"","zip":[1, 2]}' >in
    intake in
    [ "$status" -eq 0 ]
    same '{"status":"open","lat":30.2500,"address":"文三路","media_url":"","zip":[1, 2],"id":"638344","received_at":"2026-10-09T08:30:00+08:00","title":"路灯","text":"不亮。","matter":"0305","urgency":"normal","state":"accepted","acceptance":{"verdict":"accepted","basis":"art.8(4)","reason":"a request that laws and rules allow"},"history":[{"at":"2026-10-12T23:59:59+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"}]}\n' out
}

@test "own names in place; what no field can take makes room in extra" {
    echo '{"text":"a","received_at":"2026-10-09","kind":"怪","id":7,"channel":{"x":1},"title":"","unit":null,"requester":{"name":"张","age":30,"phone":13800000000},"acceptance":1,"description":"b","extra":{"k":1.0},"history":[{"at":"2026-10-09T00:00:00+08:00"}]}' >in
    intake in
    [ "$status" -eq 0 ]
    same '{"text":"a","received_at":"2026-10-09T00:00:00+08:00","id":"7","requester":{"name":"张","phone":"13800000000"},"acceptance":{"verdict":"accepted","basis":"art.8(4)","reason":"a request that laws and rules allow"},"description":"b","extra":{"kind":"怪","channel":{"x":1},"requester.age":30,"acceptance":1,"extra":{"k":1.0}},"history":[{"at":"2026-10-09T00:00:00+08:00"},{"at":"2026-10-12T23:59:59+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"}],"urgency":"normal","state":"accepted"}\n' out
}

@test "an extra that is there stays where nothing joins it" {
    echo '{"id":"1","extra":{"k": 1.0},"text":"a","received_at":"2026-10-09"}' >in
    intake in
    grep -q '^{"id":"1","extra":{"k": 1.0},"text":"a",' out
    prints 'keys_unsorted' '["id","extra","text","received_at","urgency","state","acceptance","history"]'
}

@test "NDJSON in GB18030" {
    printf '%s\n' '{"id":"1","text":"路灯不亮","received_at":"2026-10-09"}' '{"id":"2","state":"closed","received_at":"2026-10-09T08:00:00+08:00","text":"路灯"}' >in
    h12-intake -q in >want.ndjson
    iconv -f utf-8 -t gb18030 in >gb
    h12-intake -q gb | cmp want.ndjson -
    h12-intake -q <gb | cmp want.ndjson -
    cat gb | h12-intake -q --encoding gb18030 | cmp want.ndjson -
}

@test "NDJSON rejects" {
    printf '%s\n' '{"id":"1","text":"a","received_at":"2026-10-09"}' '{"id":"2","text":"a","received_at":"2026-10-09"' \
        '{"id":"3","received_at":"2026-10-09"}' '{"id":"4","text":" ","received_at":"2026-10-09"}' \
        '{"id":"5","text":"a","received_at":"x"}' '{"id":"6","text":"a"}' '{"id":1,"text":"a","received_at":"2026-10-09"}' \
        '{"id":"1","state":"closed","received_at":"2026-10-09T08:00:00+08:00"}' '{"id":"8","text":["a"],"received_at":"2026-10-09"}' \
        '{"id":"9","text":"a","received_at":"2026-10-09","requester":{"name":"a","name":"b"}}' \
        '{"id":"10","text":"a","received_at":"2026-10-09"}' >in
    intake in
    [ "$status" -eq 1 ]
    prints .id '"1"' '"10"'
    rejected '[2,"bad_json",""]' '[3,"missing","text"]' '[4,"missing","text"]' \
        '[5,"bad_date","received_at"]' '[6,"missing","received_at"]' '[7,"duplicate_id","id"]' \
        '[8,"duplicate_id","id"]' '[9,"missing","text"]' '[10,"duplicate_key","requester"]'
    grep -q '11 read, 2 written, 9 rejected' err
}

# ------------------------------------------------------------------------ rejects

@test "too many and too few fields" {
    lines in "$HEAD" '1,2026-10-09' '2,2026-10-09,a,b' '3' '4,2026-10-09,a'
    intake in
    [ "$status" -eq 1 ]
    prints .id '"4"'
    rejected '[2,"field_count",""]' '[3,"field_count",""]' '[4,"field_count",""]'
    [ "$(jq -r '.raw' rejects | head -n 1)" = '1,2026-10-09' ]
}

@test "dates that are none, before 1990, more than a day after now" {
    lines in "$HEAD,派单时间" '1,yesterday,a,' '2,2026-02-30,a,' '3,1989-12-31 23:59:59,a,' \
        '4,2026-10-14 00:00:00,a,' '5,2026-10-13 23:59:59,a,' '6,2026-10-09,a,soon' \
        '7,2026-10-09,a,2026-10-08 23:59' '8,2026-10-09 08:00,a,2026-10-08' '9,2026-10-09,a,2026-10-15'
    intake in
    prints .id '"5"'
    rejected '[2,"bad_date","received_at"]' '[3,"bad_date","received_at"]' \
        '[4,"bad_date","received_at"]' '[5,"bad_date","received_at"]' '[7,"bad_date","assigned_at"]' \
        '[8,"bad_date","assigned_at"]' '[9,"bad_date","assigned_at"]' '[10,"bad_date","assigned_at"]'
}

@test "no text, no time of receipt" {
    lines in "$HEAD" '1,2026-10-09, ' '2,,a' '3,2026-10-09,　' ',,' '5,2026-10-09,a'
    intake in
    prints .id '"5"'
    rejected '[2,"missing","text"]' '[3,"missing","received_at"]' '[4,"missing","text"]' \
        '[5,"missing","received_at"]'
}

@test "a second row with the same id; one that was refused does not count" {
    lines in "$HEAD" '1,2026-10-09,a' '2,x,a' ' 1 ,2026-10-09,b' '2,2026-10-09,c' '3,2026-10-09,d'
    intake in
    prints '[.id,.text]' '["1","a"]' '["2","c"]' '["3","d"]'
    rejected '[3,"bad_date","received_at"]' '[4,"duplicate_id","id"]'
    lines in 来电时间,诉求内容 '2026-10-09,a' '2026-10-09,a'
    intake in
    rejected '[3,"duplicate_id","id"]'
}

@test "an unclosed quote in the middle costs its own line" {
    lines in "$HEAD" '1,2026-10-09,a' '2,2026-10-09,"b' '3,2026-10-09,c' '4,2026-10-09,"d"' '5,2026-10-09,e'
    intake in
    [ "$status" -eq 1 ]
    prints .id '"1"' '"3"' '"4"' '"5"'
    rejected '[3,"bad_quote",""]'
    lines in "$HEAD" '1,2026-10-09,a' '2,2026-10-09,"b' '3,2026-10-09,c'
    intake in
    prints .id '"1"' '"3"'
    rejected '[3,"unclosed_quote",""]'
    [ "$(jq -r .raw rejects)" = '2,2026-10-09,"b' ]
}

@test "a quote where none may be" {
    lines in "$HEAD" '1,2026-10-09,a"b' '2,2026-10-09,"a"b' '3,2026-10-09,c'
    intake in
    prints .id '"3"'
    rejected '[2,"bad_quote",""]' '[3,"bad_quote",""]'
}

@test "a NUL, bytes that are not in the encoding" {
    printf '%s\n1,2026-10-09,a\0b\n2,2026-10-09,\377\n3,2026-10-09,路灯\n' "$HEAD" >in
    intake in
    prints .id '"3"'
    rejected '[2,"nul",""]' '[3,"bad_encoding",""]'
    [ "$(jq -r '.raw_base64 // empty' rejects)" = "$(printf '2,2026-10-09,\377' | base64)" ]
    { printf '%s\n' "$HEAD" '1,2026-10-09,路灯' | iconv -f utf-8 -t gb18030; printf '2,2026-10-09,\377\n3,2026-10-09,a\n'; } >in
    intake in
    prints .id '"1"' '"3"'
    rejected '[3,"bad_encoding",""]'
}

@test "a field over 1 MiB, a row over the cap" {
    { echo "$HEAD"; printf '1,2026-10-09,"'; yes 0123456789 | head -n 110000; printf '"\n2,2026-10-09,a\n'; } >in
    intake --max-line 2097152 in
    [ "$status" -eq 1 ]
    prints .id '"2"'
    [ "$(jq -rs '.[0] | [.line, .code] | @csv' rejects)" = '2,"field_too_long"' ]
    { echo "$HEAD"; printf '1,2026-10-09,'; head -c 2000 /dev/zero | tr '\0' x; printf '\n2,2026-10-09,a\n'; } >in
    intake --max-line 1000 in
    prints .id '"2"'
    rejected '[2,"too_long",""]'
    # A line that is short enough, but whose record is not.
    { echo "$HEAD"; printf '1,2026-10-09,'; head -c 900 /dev/zero | tr '\0' x; printf '\n2,2026-10-09,a\n'; } >in
    intake --max-line 1000 in
    prints .id '"2"'
    rejected '[2,"too_long",""]'
}

@test "over 4096 fields are a reject, a header of them exit 2" {
    # 4096 fields are a row like any other, here one that does not fit its header.
    { echo "$HEAD"; echo '1,2026-10-09,a'; commas 4095; echo; commas 4096; echo; echo '2,2026-10-09,b'; } >in
    intake in
    [ "$status" -eq 1 ]
    prints .id '"1"' '"2"'
    rejected '[3,"field_count",""]' '[4,"too_many_fields",""]'
    [ "$(jq -r 'select(.line == 4).raw | length' rejects)" -eq 4096 ]
    { echo "$HEAD"; commas 1048576; echo; echo '2,2026-10-09,b'; } >in
    intake in
    prints .id '"2"'
    rejected '[2,"too_many_fields",""]'
    # Newlines in quotes: the row is refused whole, with the line where it starts.
    { echo "$HEAD"; printf '"a\nb"'; commas 4096; echo; echo '2,2026-10-09,b'; } >in
    intake in
    prints .id '"2"'
    rejected '[2,"too_many_fields",""]'
    rm out
    { printf '%s' "$HEAD"; commas 4094; echo; echo '2,2026-10-09,b'; } >in
    intake in
    refused "'in': no header: line 1: has over 4096 fields"
    # The widest header that may be: three columns that are known, the others with nothing in them.
    { printf '%s' "$HEAD"; commas 4093; echo; printf '2,2026-10-09,b'; commas 4093; echo 7; } >in
    intake in
    [ "$status" -eq 0 ]
    prints '[.id,.extra]' '["2",{"column 4096":"7"}]'
}

@test "the line of a reject is where its row starts" {
    printf '%s\n1,2026-10-09,"a\nb\nc"\n2,x,"d\ne"\n3,2026-10-09,f\n4,x,g\n' "$HEAD" >in
    intake in
    rejected '[5,"bad_date","received_at"]' '[8,"bad_date","received_at"]'
    [ "$(jq -sr '.[0].raw' rejects)" = "$(printf '2,x,"d\ne"')" ]
}

@test "reasons on stderr name the row, not what it says" {
    lines in "$HEAD" '1,13800001234,秘密' '2,2026-10-09,'
    run h12-intake in
    [ "$status" -eq 1 ]
    [ "${lines[0]}" = 'h12-intake: in:2: received_at: is not a time that can be read' ]
    [ "${lines[1]}" = 'h12-intake: in:3: text: is empty' ]
    [ "${lines[2]}" = 'h12-intake: 2 read, 0 written, 2 rejected' ]
}

@test "--strict stops at the first reject and leaves the old output" {
    lines in "$HEAD" '1,2026-10-09,a' '2,x,b' '3,y,c'
    echo old >out
    intake --strict in
    [ "$status" -eq 1 ]
    [ "$(cat out)" = old ]
    rejected '[3,"bad_date","received_at"]'
}

# ------------------------------------------------------------------ headers, exit 2

@test "no header: how many fields there are is said, and nothing of what they say" {
    for row in '路灯,不亮,秘密' '"王某说他受够了","在家里","很急"' 'a,b,秘密'; do
        lines in "$row" '1,2,3'
        intake in
        refused "'in': no header: the first row has 3 fields, none of them a known column$"
        run ! grep -q '路灯\|不亮\|秘密\|王某\|家里' err
        intake <in
        refused "'-': no header: the first row has 3 fields"
        run ! grep -q '路灯\|不亮\|秘密\|王某\|家里' err
    done
    lines in '秘密'
    intake in
    refused "no header: the first row has 1 field, none"
    lines in 'A1,2026-10-09 08:30,秘密,13800001234'
    intake in
    refused "no header: the first row has 4 fields"
    run ! grep -q '秘密\|1380' err
    : >in
    intake in
    refused "'in': no header: it is empty"
    printf '\n \r\n' >in
    intake in
    refused "'in': no header: it is empty"
}

@test "no bytes, a BOM, or blanks: no header, from a file, a stream or among others" {
    lines good "$HEAD" '1,2026-10-09,a'
    for content in '' '\357\273\277' '\204\061\225\063' '\n' ' \t\r\n\n '; do
        printf "$content" >in
        intake in
        refused "'in': no header: it is empty"
        intake <in
        refused "'-': no header: it is empty"
        intake good in
        refused "'in': no header: it is empty"
    done
}

@test "a header and no rows: 0 read, exit 0" {
    for content in "$HEAD" "$HEAD\n" "\357\273\277$HEAD\r\n\r\n"; do
        printf "$content" >in
        intake in
        [ "$status" -eq 0 ]
        [ -e out ] && [ ! -s out ] && [ ! -s rejects ]
        grep -q '0 read, 0 written, 0 rejected' err
        cat in | h12-intake -q | cmp - /dev/null
    done
    lines good "$HEAD" '1,2026-10-09,a'
    intake in good
    [ "$status" -eq 0 ]
    prints .id '"1"'
}

@test "a header without a required field" {
    lines in '工单编号,诉求内容,备注' '1,a,b'
    intake in
    refused "'in': no column gives received_at; found 3 columns: '工单编号', '诉求内容', '备注'"
    lines in '工单编号,来电时间' '1,2026-10-09'
    intake in
    refused "no column gives text; found 2 columns"
}

@test "two headers of the same name" {
    lines in "$HEAD,备注, 备注 " '1,2026-10-09,a,b,c'
    intake in
    refused "'in': two columns are named '备注'; found 5 columns: '工单编号',"
}

@test "a header never sends escapes to the terminal" {
    printf '诉求内容,a\033[31m,b\n1,2,3\n' >in
    intake in
    refused 'x1b'
    run ! grep -q "$(printf '\033')" err
}

@test "a header with a bad quote" {
    lines in 'a"b,c' '1,2'
    intake in
    refused "'in': no header: line 1: a quote where none may be"
}

@test "all files are looked at before the first record is written" {
    lines good "$HEAD" '1,2026-10-09,a'
    lines bad 'x,y' '1,2'
    run --separate-stderr h12-intake good bad
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    iconv -f utf-8 -t utf-16 good >bad
    run --separate-stderr h12-intake good - <bad
    [ "$status" -eq 2 ]
    [ -z "$output" ]
}

# ---------------------------------------------------------------------------- maps

@test "a map: columns, prefix, format, values, encoding, delimiter, only" {
    cat >map.json <<'END'
{"name": "test", "encoding": "gbk", "delimiter": "bar", "only": true,
 "columns": {"id": "号", "received_at": {"column": "号", "prefix": 8, "format": "%Y%m%d"},
             "assigned_at": {"column": "派", "format": "%d.%m.%Y %H:%M"},
             "text": {"column": "文"}, "kind": "类", "title": {"column": "文", "prefix": 2}, "matter": "项"},
 "values": {"kind": {"Zan": "suggestion", "投诉": "help"}, "matter": {"灯": "0305"}}}
END
    { printf '号|派|文|类|项|紧急程度\n2026100901|09.10.2026 08:05|路灯不亮|ZAN|灯|特急\n2026100902||b|投诉|门|\n'
        printf '2026100903||c|咨询||\n2026023001||d||\n'; } | iconv -f utf-8 -t gb18030 >in
    intake --map map.json in
    [ "$status" -eq 1 ]
    prints '[.id,.received_at,.assigned_at,.text,.title,.kind,.matter,.urgency,.extra]' \
        '["2026100901","2026-10-09T00:00:00+08:00","2026-10-09T08:05:00+08:00","路灯不亮","路灯","suggestion","0305","normal",{"紧急程度":"特急"}]' \
        '["2026100902","2026-10-09T00:00:00+08:00",null,"b","b","help","门","normal",null]' \
        '["2026100903","2026-10-09T00:00:00+08:00",null,"c","c","consultation",null,"normal",null]'
    rejected '[5,"field_count",""]'
}

@test "a map without only: the other headers are known as ever" {
    echo '{"columns":{"text":"备注"}}' >map.json
    lines in "$HEAD,备注,紧急程度" '1,2026-10-09,a,b,特急'
    intake --map map.json in
    prints '[.id,.text,.urgency,.extra]' '["1","b","critical",{"诉求内容":"a"}]'
}

@test "a prefix leaves the whole cell in extra where no field takes it" {
    echo '{"columns":{"received_at":{"column":"流水","prefix":8}}}' >map.json
    lines in '流水,内容' '20261009-77,a'
    intake --map map.json in
    prints '[.received_at,.extra]' '["2026-10-09T00:00:00+08:00",{"流水":"20261009-77"}]'
}

@test "a map serves NDJSON" {
    echo '{"columns":{"text":"body","received_at":{"column":"when","format":"%d/%m/%Y"}}}' >map.json
    echo '{"id":"1","text":"other","when":"09/10/2026","body":"a","n":1.0}' >in
    intake --map map.json in
    prints '[.text,.received_at,.extra,has("body"),has("when")]' \
        '["a","2026-10-09T00:00:00+08:00",{"text":"other"},false,false]'
    grep -q '"n":1\.0,' out
}

@test "the options win over the map" {
    echo '{"encoding":"gb18030","delimiter":"bar"}' >map.json
    lines in "$HEAD" '1,2026-10-09,路灯不亮'
    intake --map map.json --encoding utf-8 --delimiter comma in
    prints .text '"路灯不亮"'
}

@test "a bad map: all that is wrong in one run, by line" {
    cat >map.json <<'END'
{"name": 1,
 "encoding": "latin1",
 "delimiter": ":",
 "colums": {},
 "only": "yes",
 "columns": {
  "id": 5,
  "texts": "x",
  "title": {"prefix": 0},
  "address": {"column": "a", "format": "%Y"},
  "unit": {"column": "a", "prefx": 1}},
 "values": {
  "kind": {"a": "praise", "b": 1},
  "received_at": {"a": "b"},
  "nothing": {},
  "district": 7}}
END
    lines in "$HEAD" '1,2026-10-09,a'
    intake --map map.json in
    refused 'map.json:1: name: is not a text'
    cat >want <<'END'
h12-intake: map.json:1: name: is not a text
h12-intake: map.json:2: encoding: is not utf-8 or gb18030
h12-intake: map.json:3: delimiter: is not comma, tab, semicolon or bar
h12-intake: map.json:4: colums: is not a member of a map
h12-intake: map.json:5: only: is not true or false
h12-intake: map.json:7: columns.id: is neither a header nor an object
h12-intake: map.json:6: columns.texts: is not a field
h12-intake: map.json:9: columns.title.prefix: is not a whole number from 1 to 1000
h12-intake: map.json:9: columns.title: has no column
h12-intake: map.json:10: columns.address.format: is for received_at, assigned_at and explained_at only
h12-intake: map.json:11: columns.unit.prefx: is not one of column, prefix, format
h12-intake: map.json:13: values.kind.a: is not a code of the field
h12-intake: map.json:13: values.kind.b: is not a text
h12-intake: map.json:14: values.received_at: a time has no words
h12-intake: map.json:12: values.nothing: is not a field
h12-intake: map.json:16: values.district: is not an object
END
    sed 's/:[0-9]*: \(columns.texts\|values.nothing\)/:N: \1/' want >want.lines
    sed 's/:[0-9]*: \(columns.texts\|values.nothing\)/:N: \1/' err | diff want.lines -
}

@test "a map whose formats read no day is refused when it is loaded, by line" {
    lines in "$HEAD" '1,2026-10-09,a'
    # No conversion, one that is not known, none of the day or of the year, more than is known.
    for format in abc % %Q '%Y-%m-%d %Q' '%Y-%m-%d %' %H '%H:%M' %Y-%m %m-%d '%Y-%m-12' '2026-%m-%d' \
        '%Y-10-%d' '%C-%m-%d' '%d' '%n'; do
        printf '{"columns":{\n"received_at":{"column":"来电时间","format":"%s"},\n"unit":7}}\n' "$format" >map.json
        intake --map map.json in
        refused 'map.json:2: columns.received_at.format: is no format of strptime with a year, a month and a day'
        grep -q 'map.json:3: columns.unit: is neither a header nor an object' err
    done
}

@test "a map's formats that read a day are taken, however they name it" {
    while IFS='|' read -r format cell want; do
        printf '{"columns":{"received_at":{"column":"t","format":"%s"},"text":"x"}}\n' "$format" >map.json
        lines in 't,x' "$cell,a"
        intake --map map.json in
        prints .received_at "\"$want\""
    done <<'END'
%Y-%m-%d|2026-10-09|2026-10-09T00:00:00+08:00
%Y%m%d%H%M%S|20261009083015|2026-10-09T08:30:15+08:00
%d/%m/%y %H:%M|09/10/26 08:30|2026-10-09T08:30:00+08:00
%Y年%m月%d日 %H时|2026年10月9日 8时|2026-10-09T08:00:00+08:00
%F %T|2026-10-09 08:30:15|2026-10-09T08:30:15+08:00
%D %I:%M %p|10/09/26 08:30 PM|2026-10-09T20:30:00+08:00
%a %e %b %Y|Fri  9 Oct 2026|2026-10-09T00:00:00+08:00
%Y-%j|2026-282|2026-10-09T00:00:00+08:00
%Y-%m-%dT%H:%M:%S%z|2026-10-09T00:30:00+0000|2026-10-09T08:30:00+08:00
%s|1791505815|2026-10-09T08:30:15+08:00
END
}

@test "a map that is no JSON, is not there, or names a column that is not there" {
    lines in "$HEAD" '1,2026-10-09,a'
    echo '{"columns"' >map.json
    intake --map map.json in
    refused 'map.json: '
    intake --map nowhere.json in
    refused nowhere.json
    echo '{"columns":{"title":"标题二"}}' >map.json
    intake --map map.json in
    refused "'in': no column '标题二', which the map names for title; found 3 columns"
    echo '{"only":true,"columns":{"id":"工单编号"}}' >map.json
    intake --map map.json in
    refused 'has no received_at'
}

@test "bad tables: all that is wrong in one run, by line" {
    cp -r "$ROOT/share" share
    printf '%s\n' field,header id,号 nothing,x text,号 text, >share/columns.csv
    printf '%s\n' field,from,to kind,a,praise received_at,b,c kind,d,help kind,D,report >share/values.csv
    lines in "$HEAD" '1,2026-10-09,a'
    intake --share share in
    refused 'columns.csv:3: field: is not one of the known words'
    cut -d: -f2-4 err | sed 's/^ *share\///' >got
    printf '%s\n' 'columns.csv:3: field' 'columns.csv:4: header' 'columns.csv:5: header' \
        'values.csv:2: to' 'values.csv:3: field' 'values.csv:5: from' | diff - got
}

# ------------------------------------------------------------------------- streams

@test "a stream of records flows: each leaves before the next has come" {
    mkfifo pipe
    h12-intake -q <pipe >out 3>&- &
    pid=$!
    exec 9>pipe
    case_accepted 1 >&9
    for _ in $(seq 100); do
        [ -s out ] && break
        sleep 0.05
    done
    [ "$(jq -r .id out)" = 1 ]
    exec 9>&-
    wait "$pid"
}

@test "a stream of rows flows once the encoding is said" {
    mkfifo pipe
    h12-intake -q --encoding utf-8 <pipe >out 3>&- &
    pid=$!
    exec 9>pipe
    printf '%s\n1,2026-10-09,a\n' "$HEAD" >&9
    for _ in $(seq 100); do
        [ -s out ] && break
        sleep 0.05
    done
    [ "$(jq -r .id out)" = 1 ]
    exec 9>&-
    wait "$pid"
}

# ----------------------------------------------------------------- whole exports

@test "the sample days: read = written + rejected, the same bytes twice and through a pipe" {
    run h12-intake -r rejects -o out "$ROOT/share/demo/export.csv"
    [[ $status -le 1 ]]
    read -r got written bad < <(sed -n 's/.*: \([0-9]*\) read, \([0-9]*\) written, \([0-9]*\) rejected/\1 \2 \3/p' <<<"$output")
    [ "$got" -eq $((written + bad)) ]
    [ "$(wc -l <out)" -eq "$written" ]
    cat "$ROOT/share/demo/export.csv" | h12-intake -q -r /dev/null | cmp out -
    h12-intake -q out | cmp out -
}

@test "the real orders of another city: all of them, as Python reads them" {
    local orders=${H12_REAL_ORDERS:-$ROOT/../shared/data/orders-gb18030.csv}
    [ -e "$orders" ] || skip "no real orders here"
    command -v python3 >/dev/null || skip "no python3"
    run h12-intake -o out --map "$ROOT/share/maps/haikou-2018.json" "$orders"
    [ "$status" -eq 0 ]
    [ "${lines[-1]}" = 'h12-intake: 3896 read, 3896 written, 0 rejected' ]
    python3 - "$orders" out <<'END'
import csv, json, sys
with open(sys.argv[1], encoding="gb18030", newline="") as file:
    rows = list(csv.DictReader(file))
with open(sys.argv[2], encoding="utf-8") as file:
    records = [json.loads(line) for line in file]
assert len(rows) == len(records) == 3896
for row, record in zip(rows, records):
    number = row["工单编号"]
    assert record["id"] == number
    assert record["received_at"] == f"{number[:4]}-{number[4:6]}-{number[6:8]}T00:00:00+08:00"
    assert record["text"] == row["诉求内容"].replace("\r\n", "\n")
    assert record["extra"] == {name: cell for name, cell in row.items()
                               if name not in ("工单编号", "诉求内容") and cell.strip()}
    assert record["state"] in ("accepted", "review")
END
}

@test "--archived: rows and records of archived cases are rejects, from records or bare ids" {
    lines 2025-01.ndjson '{"id":"A1","state":"closed"}' '{"id":"A\u0032","state":"closed"}'
    lines ids A3
    lines in.csv "工单编号,来电时间,诉求内容" 'A1,2026-10-01 09:00,路灯不亮' 'B1,2026-10-01 09:00,路灯不亮' \
        'A2,2026-10-01 09:00,路灯不亮' 'A3,2026-10-01 09:00,路灯不亮'
    case_accepted A3 >in.ndjson
    case_accepted B2 >>in.ndjson
    intake --archived 2025-01.ndjson --archived ids in.csv in.ndjson
    [ "$status" -eq 1 ]
    [ "$(jq -r .id out | xargs)" = 'B1 B2' ]
    rejected '[2,"duplicate_id","id"]' '[4,"duplicate_id","id"]' '[5,"duplicate_id","id"]' '[1,"duplicate_id","id"]'
    jq -se 'any(.line == 2 and .reason == "an archived case has the same")' rejects
    rm out
    intake --archived nowhere in.csv
    refused "'nowhere': No such file"
    intake --archived - in.csv
    refused 'needs a file of its own'
}
