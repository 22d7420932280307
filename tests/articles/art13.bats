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
    routed '"kind":"consultation","text":"西湖区物业费怎么交，物业不开发票"'
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
    routed '"text":"西湖区和余杭区交界处的小区物业不管"'
    goes 'triage - - -'
    is '"the text names places in several districts"' .triage.reason
    # A word for the matter, half of it to each district: 0.5 of 0.5 + 0.5 + 0.5.
    is '[["330106","0306",0.333],["330110","0306",0.333]]' '[.triage.candidates[] | [.unit, .matter, .score]]'
}

@test "art.13(2): of two districts in the text the reporter's own is likelier" {
    # 1.5 + 0.9 of 3.9 to one, 1.5 of 3.9 to the other: 0.615 of 0.615 + 0.385 + 0.5.
    routed '"district":"330110","text":"西湖区和余杭区交界处的小区物业不管"'
    is '[["330110",0.41],["330106",0.256]]' '[.triage.candidates[] | [.unit, .score]]'
    # A third district tips nothing.
    routed '"district":"330109","text":"西湖区和余杭区交界处的小区物业不管"'
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

@test "art.13(2): every step is in the evidence, by row, member and place, never by the words" {
    routed '"title":"求助","text":"请问西湖区的路灯不亮"'
    is "[[\"place\",\"units.csv\",$(row 330106 units),\"text\",2],[\"keyword\",\"matters.csv\",$(row 0305 matters),\"text\",6],[\"duty\",\"units.csv\",$(row 330106 units),null,null]]" \
        '[.assignment.evidence[] | [.source, .table, .row, .member, .offset]]'
    run ! grep -q '路灯.*路灯' out
    routed '"matter":"0305","district":"330106","text":"你好"'
    is "[[\"matter\",\"matters.csv\",$(row 0305 matters),\"matter\"],[\"district\",\"units.csv\",$(row 330106 units),\"district\"],[\"duty\",\"units.csv\",$(row 330106 units),null]]" \
        '[.assignment.evidence[] | [.source, .table, .row, .member]]'
}
