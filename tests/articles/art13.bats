#!/usr/bin/env bats
# Art. 13: requests go to the unit in charge: territorial ones to the district, vertical ones to the
# department or enterprise; whoever is in charge is responsible. What is not clear is not guessed.
bats_require_minimum_version 1.5.0
load ../helper
export H12_SHARE=$ROOT/share

# routed MEMBERS: a case with these members through h12-route, into `out`.
routed() {
    case_accepted a 2026-09-28T09:00:00+08:00 "$1" | h12-route -q >out
    checked out
}

# goes WANT: "state lead matter district".
goes() {
    is "\"$1\"" '[.state, .assignment.lead // "-", .matter // "-", .district // "-"] | join(" ")'
}

@test "art.13(1): a consultation that is not answered outright is handed to a unit like the rest" {
    routed '"kind":"consultation","text":"西湖区的物业把我们的东西收走了，物业说不清楚"'
    goes 'assigned 330106 0306 330106'
    is '["art.13(1)","art.13(1)"]' '[.assignment.basis, .history[-1].basis]'
}

@test "art.13(2): a territorial matter goes to the district's government" {
    for kind in help complaint report suggestion; do
        routed "\"kind\":\"$kind\",\"district\":\"330109\",\"text\":\"小区物业不管\""
        goes 'assigned 330109 0306 330109' || return 1
        is '["art.13(2)","dispatched",1,[]]' '.assignment | [.basis, .cause, .round, .co]' || return 1
    done
}

@test "art.13(2): a vertical matter goes to the city's department or enterprise, in any district" {
    routed '"district":"330109","text":"家里自来水停水两天"'
    goes 'assigned enterprise-water 0403 330109'
    routed '"text":"今天又停电了，什么时候恢复供电"'
    goes 'assigned enterprise-power 0904 -'
    routed '"district":"330106","text":"末班车到站不停"'
    goes 'assigned city-transport 0502 330106'
    routed '"text":"驾驶证丢了怎么补"'
    goes 'assigned city-police 0510 -'
}

@test "art.13(2): a matter of both goes to the district where it is known, else to the city" {
    routed '"district":"330110","text":"路灯不亮"'
    goes 'assigned 330110 0305 330110'
    routed '"text":"路灯不亮"'
    goes 'assigned city-urban 0305 -'
}

@test "art.13(2): the district may stand in the words of the request" {
    routed '"text":"余杭区某小区物业不管"'
    goes 'assigned 330110 0306 330110'
    routed '"title":"西湖区物业","text":"他们不管"'
    goes 'assigned 330106 0306 330106'
    routed '"text":"物业不管","address":"杭州市滨江区江南大道1号"'
    goes 'assigned 330108 0306 330108'
}

@test "art.13(2): a place in the text goes before the reporter's own district" {
    routed '"district":"330109","text":"西湖区的小区物业不管"'
    goes 'assigned 330106 0306 330106'
    # What the record said stays in the evidence.
    is "[\"units.csv\",$(row 330109 units),0.9]" \
        '.assignment.evidence[] | select(.source == "district") | [.table, .row, .weight]'
}

@test "art.13(2): two districts in the text: triage, and both are candidates" {
    routed '"text":"西湖区和余杭区之间物业"'
    goes 'triage - - -'
    is '"the text names places in several districts"' .triage.reason
    # A word for the matter, half of it to each district: 0.5 of 0.5 + 0.5 + 0.5.
    is '[["330106","0306",0.333],["330110","0306",0.333]]' '[.triage.candidates[] | [.unit, .matter, .score]]'
}

@test "art.13(2): of two districts in the text the reporter's own is likelier" {
    # 1.5 + 0.9 of 3.9 to one, 1.5 of 3.9 to the other: 0.615 of 0.615 + 0.385 + 0.5.
    routed '"district":"330110","text":"西湖区和余杭区之间物业"'
    is '[["330110",0.41],["330106",0.256]]' '[.triage.candidates[] | [.unit, .score]]'
    # A third district tips nothing.
    routed '"district":"330109","text":"西湖区和余杭区之间物业"'
    is '[["330106",0.333],["330110",0.333]]' '[.triage.candidates[] | [.unit, .score]]'
}

@test "art.13(2): a district named twice is one district" {
    routed '"text":"西湖区的小区物业，西湖区没人管"'
    goes 'assigned 330106 0306 330106'
}

@test "art.13(2): no district at all: triage, with the matter as a candidate only" {
    routed '"text":"小区物业不管"'
    goes 'triage - - -'
    is '[["0306",null]]' '[.triage.candidates[] | [.matter, .unit]]'
}

@test "art.13(2): a district that the directory does not have leads nowhere" {
    routed '"district":"330103","text":"小区物业不管"'
    goes 'triage - - 330103'
}

@test "art.13(2): a district that was dissolved in 2021 has its cases of before; one of today keeps the word, and is guessed nowhere" {
    printf 'id,received_at,district,text\n%s\n%s\n%s\n%s\n' A,2020-05-06,江干区,小区物业不管 \
        B,2020-05-06,浙江省杭州市下城区,小区门口的路灯不亮 C,2026-10-09,江干区,小区物业不管 \
        D,2026-10-09,330104000000,小区门口的路灯不亮 | h12-intake -q | h12-route -q >out
    is '["A","330104","assigned","330104"]' 'select(.id == "A") | [.id, .district, .state, .assignment.lead]'
    is '["B","330103","assigned","330103"]' 'select(.id == "B") | [.id, .district, .state, .assignment.lead]'
    is '["C","330104","triage","the matter is territorial and the district is not known"]' \
        'select(.id == "C") | [.id, .district, .state, .triage.reason]'
    is '["D","330104","assigned","city-urban",true]' \
        'select(.id == "D") | [.id, .district, .state, .assignment.lead, (.assignment.reason | contains("district is not known"))]'
    checked out
}

@test "art.13(2): the record's own unit goes before matter and text" {
    routed '"unit":"市公安局","district":"330106","matter":"0403","text":"小区物业不管"'
    is '["assigned","city-police","the record names the unit"]' '[.state, .assignment.lead, .assignment.reason]'
}

@test "art.13(2): the record's own matter goes before the text" {
    routed '"matter":"0805","district":"330109","text":"小区物业和路灯"'
    goes 'assigned 330109 0805 330109'
    routed '"matter":"0403","text":"小区物业和路灯"'
    goes 'assigned enterprise-water 0403 -'
}

@test "art.13(2): a matter or a unit that is not in the tables is not guessed at: triage" {
    routed '"matter":"9998","district":"330106","text":"小区物业不管"'
    is '["triage","9998","the matter that the record names is not in the catalogue on that day"]' \
        '[.state, .matter, .triage.reason]'
    routed '"unit":"火星局","district":"330106","text":"小区物业不管"'
    is '["triage","the unit that the record names is not in the directory on that day"]' \
        '[.state, .triage.reason]'
    is '[["330106","0306"]]' '[.triage.candidates[] | [.unit, .matter]]'
}

@test "art.13(2): no text, or a text that says nothing of any matter: triage" {
    routed '"district":"330106"'
    is '["triage","the record has no text",[]]' '[.state, .triage.reason, .triage.candidates]'
    routed '"district":"330106","text":"你好，在吗"'
    is '["triage","no matter of the catalogue fits the text",[]]' '[.state, .triage.reason, .triage.candidates]'
}

@test "art.13(2): matters that fit about as well: triage, the best three with their scores" {
    # One word each: 1 / (1 + 1 + 0.5); equal ones in the order of the catalogue.
    routed '"text":"水压不够，又停电"'
    is '["triage","several matters fit about as well"]' '[.state, .triage.reason]'
    is '[["enterprise-water","0403",0.4],["enterprise-power","0904",0.4]]' \
        '[.triage.candidates[] | [.unit, .matter, .score]]'
    is 'false' 'has("matter")'
    routed '"text":"水压不够，又停电，还有驾照和站台的事"'
    is '[["0403",0.4],["0502",0.4],["0510",0.4]]' '[.triage.candidates[] | [.matter, .score]]'
}

@test "art.13(2): matters that fit about as well and are all one unit's: that unit, and no matter is said" {
    # One word each, both the district's: 2 / (2 + 0.5), the place in the text leaves no doubt where.
    routed '"text":"西湖区噪音大，路灯不亮"'
    goes 'assigned 330106 - 330106'
    is '[0.8,"all that the text is about, and its district"]' '.assignment | [.score, .reason]'
}

@test "art.13(2): a matter for which more speaks than for any other is clear" {
    # Three words to one: 3 / (3 + 1 + 0.5).
    routed '"district":"330106","text":"噪音、油烟、扬尘，路灯也不亮"'
    goes 'assigned 330106 0402 330106'
    # The same word over and over is one word.
    routed '"text":"停电停电停电停电，水压不够"'
    is '"triage"' .state
}

@test "art.13(2): of words that lie in one another the longest counts" {
    cp -r "$ROOT/share" share
    printf '%s\n' 'code,name,parent,line,territorial,keywords,exclusions,urgency,expert,valid_from,valid_to' \
        '01,a,,,,,,,,,' '0101,a,01,market,yes,电梯|梯,,,,,' '0102,b,01,urban,yes,加装电梯,,,,,' \
        '0103,c,01,housing,yes,装电,,,,,' >share/matters.csv
    statute '[]' # their matters are not in this catalogue
    case_accepted a '' '"district":"330106","text":"我们要加装电梯"' | h12-route --share share --policy own.json >out
    checked out --policy own.json
    is '"0102"' .matter
    is '[["keyword","text",3]]' '[.assignment.evidence[] | select(.source == "keyword") | [.source, .member, .offset]]'
    case_accepted a '' '"district":"330106","text":"电梯坏了，还有加装电梯"' | h12-route --share share --policy own.json >out
    checked out --policy own.json
    # 电梯 once by itself: 1; 加装电梯, four characters: 2 of 2 + 1 + 0.5.
    is '"0102"' .matter
}

@test "art.13(2): a word that excludes a matter silences its other words" {
    routed '"district":"330106","text":"加装电梯的电梯困人"' # 0709 is out, 0304 is left
    goes 'assigned 330106 0304 330106'
    routed '"district":"330106","text":"轮胎漏气"' # 0406 is out, nothing is left
    is '["triage","no matter of the catalogue fits the text"]' '[.state, .triage.reason]'
    routed '"district":"330106","title":"轮胎","text":"漏气"' # wherever it stands
    is '"triage"' .state
}

@test "art.13(2): a matter out of its time is not in the catalogue" {
    cp -r "$ROOT/share" share
    awk -F, -v OFS=, '$1 == "0306" { $11 = "2026-09-27" } { print }' "$ROOT/share/matters.csv" >share/matters.csv
    case_accepted a 2026-09-28T09:00:00+08:00 '"matter":"0306","district":"330106"' | h12-route --share share >out
    checked out
    is '"triage"' .state
    case_accepted a 2026-09-28T09:00:00+08:00 '"text":"物业","district":"330106"' | h12-route --share share >out
    checked out
    is '"triage"' .state
    case_accepted a 2026-09-27T09:00:00+08:00 '"text":"物业","district":"330106"' | h12-route --share share >out
    checked out
    is '"assigned"' .state
}

@test "art.13(2): a complaint about the unit itself does not go to it: triage" {
    routed '"kind":"complaint","district":"330106","text":"小区物业不管","respondent":"西湖区政府"'
    is '["triage","the complaint is about the unit that would handle it"]' '[.state, .triage.reason]'
    routed '"kind":"complaint","unit":"city-police","text":"派出所不作为","respondent":"市公安局"'
    is '"triage"' .state
    # Of another unit than the one that would handle it: no obstacle.
    routed '"kind":"complaint","district":"330106","text":"小区物业不管","respondent":"市公安局"'
    is '"assigned"' .state
    routed '"kind":"complaint","district":"330106","text":"小区物业不管","respondent":"某物业公司"'
    is '"assigned"' .state
}

@test "art.13(2): a complaint about the unit itself has the unit's superior as the candidate" {
    routed '"kind":"complaint","unit":"西湖区市场监管局","text":"食堂有异物","respondent":"西湖区市场监管局"'
    is '["triage",true,false]' '[.state, ([.triage.candidates[].unit] | index("330106") != null, index("330106-market") != null)]'
    routed '"kind":"complaint","district":"330106","text":"小区物业不管","respondent":"西湖区"'
    is '["triage",false]' '[.state, ([.triage.candidates[].unit] | index("330106") != null)]'
}

# about RESPONDENT: what becomes of a complaint about it that the district of West Lake would have, and
# of one that its market supervision would have.
about() {
    routed '"kind":"complaint","district":"330106","text":"小区物业不管","respondent":"'"$1"'"'
    jq -r '.state' out
    routed '"kind":"complaint","unit":"330106-market","text":"食堂有异物","respondent":"'"$1"'"'
    jq -r '.state' out
}

@test "art.13(2): the unit itself is known by any name, with blanks, full-width, with a part or person of it" {
    local respondent
    for respondent in 西湖区政府 '西湖区 政府' '　西湖区政府　' '西湖区 人民政府' 杭州市西湖区人民政府 330106 '３３０１０６' \
        西湖区政府工作人员 西湖区政府的工作人员 西湖区政府窗口 西湖区科室 西湖区职工 西湖区政府领导 '西湖区政府（窗口）' \
        西湖区有关部门; do
        [ "$(about "$respondent" | tr '\n' ' ')" = 'triage assigned ' ] || { echo "$respondent"; return 1; }
    done
    for respondent in 西湖区市场监管局 '西湖区 市场监管局' 西湖区市场监管局食品科 西湖区市场监管局3号窗口 \
        西湖区市场监督管理局工作人员 西湖区市场监管局执法队员 西湖区市场监管局王科长 杭州市西湖区市场监管局办证大厅; do
        [ "$(about "$respondent" | tr '\n' ' ')" = 'assigned triage ' ] || { echo "$respondent"; return 1; }
    done
}

@test "art.13(2): the unit itself may stand anywhere in a list of those complained of" {
    local respondent
    for respondent in 某物业公司、西湖区政府 某物业公司，西湖区政府 '某物业公司,西湖区政府' '某物业公司;西湖区政府' \
        某物业公司；西湖区政府工作人员 某物业公司／西湖区政府 某物业公司/西湖区政府 某物业公司和西湖区政府 某物业公司及西湖区政府 \
        西湖区政府和某物业公司 '某物业公司 西湖区政府' 市公安局、西湖区政府、某物业公司 西湖区政府工作人员及某物业公司 \
        西湖区政府以及某物业公司; do
        [ "$(about "$respondent" | tr '\n' ' ')" = 'triage assigned ' ] || { echo "$respondent"; return 1; }
    done
    for respondent in 西湖区政府和西湖区市场监管局 西湖区市场监管局窗口及西湖区政府 西湖区市场监管局、西湖区; do
        [ "$(about "$respondent" | tr '\n' ' ')" = 'triage triage ' ] || { echo "$respondent"; return 1; }
        # Who is above is complained of as well: nobody is left to propose.
        is '[]' '[.triage.candidates[].unit]'
    done
    about 西湖区市场监管局窗口、某饭店 >/dev/null
    is '["330106"]' '[.triage.candidates[].unit]'
}

@test "art.13(2): a body whose name begins with a unit's, or stands beside it, is not the unit" {
    local respondent
    for respondent in 西湖区某物业公司 西湖区文新小区物业 西湖区某物业公司工作人员 西湖区某某店 西湖区政府对面的饭店 \
        某公司西湖区分店 位于西湖区的饭店 西湖区政府附近的停车场 西湖区市场监管局附近饭店员工 西湖 某某; do
        [ "$(about "$respondent" | tr '\n' ' ')" = 'assigned assigned ' ] || { echo "$respondent"; return 1; }
    done
}

@test "art.13(2): every step is in the evidence, by row, member and place, never by the words" {
    routed '"title":"求助","text":"请问西湖区的路灯不亮"'
    is "[[\"place\",\"units.csv\",$(row 330106 units),\"text\",2],[\"keyword\",\"matters.csv\",$(row 0305 matters),\"text\",6],[\"duty\",\"units.csv\",$(row 330106 units),null,null]]" \
        '[.assignment.evidence[] | [.source, .table, .row, .member, .offset]]'
    run ! grep -q '路灯.*路灯' out
    routed '"matter":"0305","district":"330106","text":"你好"'
    is "[[\"matter\",\"matters.csv\",$(row 0305 matters),\"matter\"],[\"district\",\"units.csv\",$(row 330106 units),\"district\"],[\"duty\",\"units.csv\",$(row 330106 units),null]]" \
        '[.assignment.evidence[] | [.source, .table, .row, .member]]'
}

# ------------------------------------------------------------------------- places and names

# tables: a small share folder of known words, in which a weight can be reckoned.
tables() {
    cp -r "$ROOT/share" share
    export H12_SHARE=$PWD/share
    printf '%s\n' 'code,name,parent,line,territorial,keywords,exclusions,urgency,expert,valid_from,valid_to' \
        '01,a,,,,,,,,,' '0101,b,01,urban,yes,灯泡,,,,,' '0102,c,01,water,no,水管|阀门|水泵,,,city-health,,' \
        '0103,d,01,power,no,电闸|电缆|插座,,critical,,,' '0104,e,01,police|health,no,打狗,,,,,' \
        '0105,f,01,nobody,no,龙虾,,,,,' >share/matters.csv
    printf '%s\n' 'name,kind,district,aliases' '甲山街,road,330106,' '乙河路,road,330106,' '乙河路,road,330110,' \
        '乙河路口,place,330109,丙站|丁站' >share/gazetteer.csv
    echo 'id,version,title,questions,answer,unit,valid_from,valid_to' >share/knowledge.csv
    jq '.linkage = [] | .statutory = [] | .route.name_factor = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >share/policy/hangzhou-draft-2023.json
}

@test "art.13(2): a place of the gazetteer tells the district, by its name or an alias" {
    tables
    routed '"text":"甲山街灯泡"'
    goes 'assigned 330106 0101 330106'
    is '["gazetteer.csv",2,"text",0,1.5]' '.assignment.evidence[0] | [.table, .row, .member, .offset, .weight]'
    routed '"text":"灯泡","address":"丁站"'
    goes 'assigned 330109 0101 330109'
}

@test "art.13(2): of names that lie in one another the longest is the place" {
    tables
    routed '"text":"乙河路口灯泡"'
    goes 'assigned 330109 0101 330109'
}

@test "art.13(2): a name in two districts speaks for both, by half each: triage" {
    tables
    routed '"text":"乙河路灯泡"'
    goes 'triage - - -'
    # Half of 1 each: 0.5 of 0.5 + 0.5 + 0.5.
    is '[["330106",0.333],["330110",0.333]]' '[.triage.candidates[] | [.unit, .score]]'
    is '[[3,0.75],[4,0.75]]' '[.triage.evidence[] | select(.source == "place") | [.row, .weight]]'
    # 乙河路 0.75 and 0.75, 甲山街 1.5: 2.25 of 3, so 0.75 of 0.75 + 0.25 + 0.5.
    routed '"text":"乙河路和甲山街灯泡"'
    is '["330106",0.5]' '.triage.candidates[0] | [.unit, .score]'
}

@test "art.13(2): the reporter's own district is never stronger than a place in the text" {
    tables
    routed '"district":"330109","text":"甲山街灯泡"'
    goes 'assigned 330106 0101 330106'
    # 0.75 and 0.75, and the reporter's 0.9 to the second: 1.65 of 2.4.
    routed '"district":"330110","text":"乙河路灯泡"'
    is '[["330110",0.458],["330106",0.208]]' '[.triage.candidates[] | [.unit, .score]]'
    # By itself it weighs 0.9: 0.9 of 0.9 + 0.5.
    routed '"district":"330109","text":"灯泡"'
    is '["330109",0.643]' '[.assignment.lead, .assignment.score]'
}

@test "art.13(2): the district that an officer found, who accepted the case, goes before the places of the text and stays" {
    tables
    printf 'id,received_at,kind,text,district\na,2026-09-28 09:00,求助,法院判决不公，甲山街灯泡,330109\n' >row
    # accepted DISTRICT: the officer names it, or none.
    accepted() {
        printf 'decision,case,at,verdict,district,officer\nD1,a,2026-09-28 10:00,accept,%s,Chen\n' "$1" >decisions
        h12-intake -q --now 2026-09-28T11:00:00 --decisions decisions row >in && h12-route -q in >out
    }
    accepted ''
    goes 'assigned 330106 0101 330106'
    accepted 330110
    goes 'assigned 330110 0101 330110'
    is '[{"district":"330109"},null]' '[(.history[] | select(.event == "accepted").replaced), (.history[-1].replaced | .district?)]'
    # One place: 1 of 1 + 0.5. The place's row is told, and weighs nothing.
    is '[0.667,["district",1]]' '[.assignment.score, (.assignment.evidence[] | select(.source == "district") | [.source, .weight])]'
    # The officer may find that the export was right.
    accepted 330109
    goes 'assigned 330109 0101 330109'
    run h12-route -q --explain a in
    [[ $output == *'the record has a district: an officer found it'* ]]
}

@test "art.13(2): a unit's name in the text speaks for its line" {
    tables
    # 水管 1 and 电闸 1, 供电公司 four characters: 1 + 2 of 3 + 1 + 0.5.
    routed '"text":"水管旁边的电闸，请供电公司来看"'
    is '["enterprise-power",0.667,"0103"]' '[.assignment.lead, .assignment.score, .matter]'
    # Without a matter it is the unit itself: 2 of 2 + 0.5.
    routed '"text":"请供电公司来看"'
    is '["enterprise-power",0.8,null]' '[.assignment.lead, .assignment.score, .matter]'
    # Below a district it speaks for the district, and the district answers for it.
    routed '"text":"西湖区城管局不管"'
    is '"330106"' .assignment.lead
}

@test "art.13(2): several units are truly responsible: one leads, the others assist" {
    tables
    # The catalogue gives the matter to two lines.
    routed '"text":"打狗"'
    is '["city-police",["city-health"]]' '[.assignment.lead, .assignment.co]'
    # The text speaks at length for each of two: 3 x 1.5 in a title, 3 x 1.5; the order of the catalogue.
    routed '"title":"水管、阀门、水泵，电闸、电缆、插座"'
    is "[\"enterprise-water\",[\"enterprise-power\"],\"the text speaks at length of matters of several units, and the city's unit of its line\"]" \
        '[.assignment.lead, .assignment.co, .assignment.reason]'
    # Two words each are not enough: 3 is under 4.
    routed '"title":"水管、阀门，电闸、电缆"'
    is '"triage"' .state
}

@test "art.13(2): a matter whose line no unit has goes to the district, and to nobody without one" {
    tables
    routed '"text":"甲山街龙虾"'
    is "[\"330106\",\"the matter that the text is about; the city has no unit of its line: the district's government\"]" \
        '[.assignment.lead, .assignment.reason]'
    routed '"text":"龙虾"'
    is "[\"triage\",\"the directory has no unit of the matter's line on that day\"]" '[.state, .triage.reason]'
}

@test "art.13(2): --explain tells the whole reckoning of one case, and writes no records" {
    tables
    { case_accepted a '' '"text":"水管"'; case_accepted b '' '"text":"甲山街灯泡，我叫王小明"'; } >in
    h12-route -q --explain b in >out
    [ "$(wc -l <out)" -gt 5 ] # a line a piece, for a person to read
    run ! grep -qF '\x0a' out
    for part in 'case b' 'matters.csv:3 in text at 3, weight 1.000, for matter 0101' 'gazetteer.csv:2' \
        '1.000 -> 0.667 330106' 'decision (art.13(2)): 330106' 'the matter that the text is about, and its district'; do
        grep -qF -- "$part" out || { echo "no $part"; cat out; return 1; }
    done
    run ! grep -e 王小明 -e '"id"' out
    run h12-route -q --explain c in
    [ "$status" -eq 1 ]
    [[ $output == *"case 'c' is not in the input"* ]]
}

# ------------------------------------------------------------------------- questions

@test "art.13(1): a question that is not answered outright goes to the unit whose expert sits with the hotline" {
    tables
    routed '"kind":"consultation","text":"水管"'
    is '["city-health","art.13(1)","the matter that the text is about, and the unit whose expert sits with the hotline"]' \
        '.assignment | [.lead, .basis, .reason]'
    routed '"kind":"complaint","text":"水管"'
    is '"enterprise-water"' .assignment.lead
}

@test "art.13(1): who asks is told by when there will be an answer" {
    # Monday 09-28 and five working days behind the holiday: 09-29, 09-30, 10-08, 10-09, 10-10.
    routed '"kind":"consultation","district":"330106","matter":"0306"'
    is '{"reply_by":"2026-10-10","basis":"art.13(1)","policy":"promise.reply_workdays"}' .promise
    # Never after the limit of art.14, and in triage, too.
    routed '"kind":"consultation","urgency":"urgent","text":"你好"'
    is '["triage","2026-10-08"]' '[.state, .promise.reply_by]'
    routed '"kind":"complaint","district":"330106","matter":"0306"'
    is false 'has("promise")'
    jq '.promise.reply_workdays = 1' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    case_accepted a 2026-09-28T09:00:00+08:00 '"kind":"consultation","matter":"0403"' | h12-route -q --policy own.json >out
    is '"2026-09-29"' .promise.reply_by
}

# ------------------------------------------------------------------------- alerts

# alerted MEMBERS [OPTION...]: a critical case, one that is not, and their alerts in `told`.
alerted() {
    local members=$1
    shift
    { case_accepted n '' '"matter":"0403","text":"x"'; case_accepted c 2026-09-28T09:00:00+08:00 "\"urgency\":\"critical\",$members"; } >in
    h12-route -q --now 2026-09-28T23:30:00+08:00 --alerts told "$@" in >out
}

@test "art.13(3): the unit of a critical case is alerted at once, and its answer is due in hours, round the clock" {
    alerted '"matter":"0403","text":"x"'
    contact=$(awk -F, '$1 == "enterprise-water" { print $9 }' "$ROOT/share/units.csv")
    is '{"basis":"art.13(3)","reason":"the case is critical","unit":"enterprise-water","contact":"'"$contact"'","at":"2026-09-28T23:30:00+08:00","response_due":"2026-09-29T01:30:00+08:00","policy":"alert.response_hours"}' \
        'select(.id == "c").alert'
    is 'false' 'select(.id == "n") | has("alert")'
    is '[["assigned","alerted"],true]' 'select(.id == "c") | [[.history[-2:][].event], .history[-1].alert == .alert]'
    is '["c","enterprise-water","2026-09-29T01:30:00+08:00"]' '[.case, .unit, .response_due]' told
}

@test "art.13(3): what is critical by its words alone is named on stderr, told where to call, and alerted" {
    export_row 燃气泄漏，请问怎么办 | h12-intake -q >out 2>err
    is '["accepted","critical","accepted","art.8(1)","urgency_critical"]' \
        '[.state, .urgency, (.acceptance | .verdict, .basis, .flags[0].code)]'
    is 'true' '.acceptance | (.explanation | contains("119")) and (has("proposal") | not)'
    [ "$(cat err)" = "h12-intake: critical: 'A1': it may be dangerous by its words (art.13(3))" ]
    checked out
    h12-route -q out | jq -c .alert.basis | grep -qxF '"art.13(3)"'
    # A ground of art.9 leaves the decision to an officer, but does not hold it up.
    export_row '法院已经立案的那栋楼，墙刚刚坍塌' | h12-intake -q >out 2>err
    is '["accepted","critical","review","art.9(1)","decline"]' \
        '[.state, .urgency, (.acceptance | .verdict, .basis, .proposal.decision)]'
    is 'true' '.acceptance.explanation | contains("119")'
    # The export's own urgency is a person's, and stands.
    export_row 燃气泄漏 urgency normal | h12-intake -q >out 2>err
    is '["normal",false]' '[.urgency, (.acceptance | has("explanation"))]'
    [ ! -s err ]
}

@test "art.13(3): a matter that is always critical is alerted, whatever the case says" {
    tables
    case_accepted a '' '"text":"电闸","urgency":"normal"' | h12-route -q >out
    is '["the matter is critical","normal"]' '[.alert.reason, .urgency]'
}

@test "art.13(3): a critical case in triage is alerted, to the likeliest unit, else to the hotline's own" {
    alerted '"text":"水压不够，又停电"'
    is '["triage",true]' 'select(.id == "c") | [.state, (.alert.unit | IN("enterprise-water", "enterprise-power"))]'
    alerted '"text":"你好"'
    is '["triage","city-petition"]' 'select(.id == "c") | [.state, .alert.unit]'
    # Of a complaint about a unit its superior.
    alerted '"unit":"330106-market","respondent":"西湖区市场监管局","text":"x"'
    is '["triage","330106"]' 'select(.id == "c") | [.state, .alert.unit]'
}

@test "art.13(3): the line that goes to the unit is masked" {
    alerted '"matter":"0403","requester":{"type":"person","name":"欧阳大树","phone":"13800001234"},"text":"欧阳大树说水管爆了，打13800001234"'
    [ "$(wc -l <told)" -eq 1 ]
    run ! grep -e 大树 -e 13800001234 told
}

@test "art.13(3): an alert is told once: run again, over the output or over the same input" {
    alerted '"matter":"0403","text":"x"'
    h12-route -q --alerts told out >/dev/null
    alerted '"matter":"0403","text":"x"' # the run before broke off
    [ "$(wc -l <told)" -eq 1 ]
    # A line that was cut off does not swallow the next one.
    printf '{"case":"z"' >told
    alerted '"matter":"0403","text":"x"'
    [ "$(tail -n 1 told | jq -r .case)" = c ]
}

@test "art.13(3): where the file of the alerts is lost, the page's line lists those that nobody acknowledged" {
    for id in a b c; do
        case_accepted $id 2026-09-28T09:00:00+08:00 '"urgency":"critical","matter":"0403","text":"x"'
    done >in
    case_accepted n '' '"matter":"0403","text":"x"' >>in
    h12-route -q --now 2026-09-28T23:30:00+08:00 --alerts told in >routed
    printf 'decision,case,at,kind,officer\nA1,b,2026-09-29 00:10,acknowledge,Chen\n' >events
    h12-route -q --now 2026-09-29 --decisions events routed >ledger
    mv told lost
    h12-route -q --alerts told ledger >/dev/null
    [ ! -s told ]
    # The line as it stands among the page's examples.
    mandoc -T ascii "$ROOT/man/h12-route.1" | col -bx |
        awk '/\$ jq -c .select\(\.alert and/ { on = 1 } on { sub(/^ *[$>] /, ""); print } /tee alerts.ndjson/ { on = 0 }' >line
    bash line >listed
    jq -c 'select(.case != "b") | {case, unit, contact, at, response_due}' lost | diff - listed
    cmp listed alerts.ndjson
    # What was listed is a file to go on with.
    h12-route -q --now 2026-09-28T23:30:00+08:00 --alerts alerts.ndjson in >/dev/null
    [ "$(jq -r .case alerts.ndjson | paste -s -d ' ')" = 'a c b' ]
}

@test "art.13(3): the alert is written before the record goes out" {
    case_accepted c 2026-09-28T09:00:00+08:00 '"urgency":"critical","matter":"0403","text":"x"' >in
    run bash -c 'h12-route -q --alerts told in >/dev/full'
    [ "$status" -eq 3 ]
    is '"c"' .case told
}

@test "art.13(3): --alerts can't be an input or the output" {
    case_accepted c >in
    for file in in -; do
        run h12-route --alerts $file in
        [ "$status" -eq 2 ] || return 1
    done
    run h12-route --alerts out -o out in
    [ "$status" -eq 2 ] && [ ! -e out ]
}

# acknowledged ROW: that event on the cases in `out`, into `done`.
acknowledged() {
    printf 'decision,case,at,recorded_at,kind,unit,officer\n%s\n' "$1" >events
    rm -f rejects
    h12-route -q --now 2026-09-30 --decisions events -r rejects out >done || true
}

@test "art.13(3): the unit acknowledges the alert; it is in time by when the hotline had it" {
    alerted '"matter":"0403","text":"x"'
    acknowledged 'A1,c,2026-09-29 00:10,2026-09-29 01:30,acknowledge,,Chen'
    is '["2026-09-29T01:30:00+08:00","Chen","assigned"]' 'select(.id == "c") | [.alert.acknowledged_at, .alert.acknowledged_by, .state]' done
    is '["alert_acknowledged","Chen","art.13(3)","A1",true]' 'select(.id == "c").history[-1] | [.event, .by, .basis, .id, .on_time]' done
    acknowledged 'A1,c,2026-09-29 00:10,2026-09-29 01:31,acknowledge,enterprise-water,'
    is '["enterprise-water",false]' 'select(.id == "c").history[-1] | [.by, .on_time]' done
}

@test "art.13(3): who was not alerted can't acknowledge for who was" {
    alerted '"matter":"0403","text":"x"'
    acknowledged 'A1,c,2026-09-29 00:10,2026-09-29 01:30,acknowledge,enterprise-bus,'
    is '["bad_value","unit"]' '[.code, .field]' rejects
    cmp out done
}

@test "art.13(3): an acknowledgement of no alert, or of one that is acknowledged, is refused" {
    alerted '"matter":"0403","text":"x"'
    acknowledged 'A1,n,2026-09-29 00:10,,acknowledge,,Chen'
    is '["wrong_state","case"]' '[.code, .field]' rejects
    acknowledged 'A1,c,2026-09-29 00:10,,acknowledge,,'
    is '["missing","officer"]' '[.code, .field]' rejects
    acknowledged 'A1,c,2026-09-29 00:10,,acknowledge,,Chen'
    cp done out
    acknowledged 'A2,c,2026-09-29 00:20,,acknowledge,,Chen'
    is '["wrong_state","case"]' '[.code, .field]' rejects
    acknowledged 'A2,c,2026-09-29 00:20,,nod,,Chen'
    is '["bad_value","kind"]' '[.code, .field]' rejects
}

@test "art.13(3): a critical case that an officer gives to another unit is told to that one" {
    alerted '"matter":"0403","text":"x"'
    printf 'decision,case,at,unit,officer\nD1,c,2026-09-29 08:00,330109,Wang\n' >events
    h12-route -q --now 2026-09-30 --alerts told --decisions events out >done
    is '["330109","2026-09-29T10:00:00+08:00"]' 'select(.id == "c").alert | [.unit, .response_due]' done
    [ "$(jq -r .unit told | tr '\n' ' ')" = 'enterprise-water 330109 ' ]
}

# ---------------------------------------------------------- what is critical is followed and urged

load supervising

# urged_at TIME...: the levels that are sent at each of these instants in turn, over the ledger `in`.
urged_at() {
    for at in "$@"; do
        rm -f notices
        OPTIONS=(--notices notices)
        act "$at"
        checked out --now "$at" || return 1
        jq -r --arg at "$at" '[$at[5:16], .level, .unit] | join(" ")' notices
        mv out in
    done >ladder
}

@test "art.13(3): an alert that nobody acknowledges is urged in hours, round the clock, then through the leader" {
    # Critical, of Saturday 2026-09-26, a day off, at 23:30: the answer is due at 01:30.
    case_accepted a 2026-09-26T23:00:00+08:00 '"urgency":"critical","matter":"0403","text":"x"' |
        h12-route -q --now 2026-09-26T23:30:00+08:00 >in
    urged_at 2026-09-27T01:3{0,1}:00+08:00 2026-09-27T02:31:00+08:00 2026-09-27T03:3{0,1}:00+08:00 \
        2026-09-27T05:31:00+08:00 2026-09-27T07:30:00+08:00 2026-09-27T09:31:00+08:00
    same '09-27T01:31 alert enterprise-water\n09-27T03:31 alert enterprise-water\n09-27T05:31 alert enterprise-water\n09-27T09:31 leader enterprise-water\n' ladder
    is '["art.13(3)","supervision.leader_after","2026-09-27T01:30:00+08:00"]' '.history[-1] | [.basis, .policy, .due_at]' in
}

@test "art.13(3): acknowledged, a critical case is followed in hours until it is replied to" {
    case_accepted a 2026-09-26T23:00:00+08:00 '"urgency":"critical","matter":"0403","text":"x"' |
        h12-route -q --now 2026-09-26T23:30:00+08:00 >routed
    printf 'decision,case,at,kind,officer\nA1,a,2026-09-27 00:10,acknowledge,Chen\n' >events
    h12-route -q --now 2026-09-27T00:10:00+08:00 --decisions events routed >in
    # One working day from Saturday: Monday 09-28.
    urged_at 2026-09-27T02:0{9,9}:00+08:00 2026-09-27T02:10:00+08:00 2026-09-27T04:09:59+08:00 \
        2026-09-27T04:10:00+08:00 2026-09-29T00:00:00+08:00
    same '09-27T02:10 critical enterprise-water\n09-27T04:10 critical enterprise-water\n09-29T00:00 late enterprise-water\n' ladder
    of '.state = "replied"'
    act 2026-09-30
    cmp in out
    [ ! -s notices ] || [ "$(jq -r .at notices)" = 2026-09-29T00:00:00+08:00 ]
}

@test "art.13(3): the hours are the policy's, and a case that is not critical is never urged on a day off" {
    case_accepted a 2026-09-26T23:00:00+08:00 '"urgency":"critical","matter":"0403","text":"x"' |
        h12-route -q --now 2026-09-26T23:30:00+08:00 >in
    jq '.supervision.critical_hours = 6' "$ROOT/share/policy/hangzhou-draft-2023.json" >own.json
    OPTIONS=(--notices told --policy own.json)
    for at in 2026-09-27T02:00:00+08:00 2026-09-27T07:59:59+08:00 2026-09-27T08:00:00+08:00; do
        act $at
        mv out in
    done
    is '["2026-09-27T02:00:00+08:00","2026-09-27T08:00:00+08:00"]' '[.[].at]' <(jq -s . told)
    case_assigned a 330106 2026-09-21T10:00:00+08:00 >in
    act 2026-10-07
    cmp in out
    act 2026-10-08
    is '"late"' .supervision.urges.level
}
