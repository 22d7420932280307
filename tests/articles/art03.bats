#!/usr/bin/env bats
# Art. 3: who may turn to the hotline, how, and with what kinds of requests.
bats_require_minimum_version 1.5.0
load ../helper
export H12_SHARE=$ROOT/share

# takes TEXT [COLUMN VALUE]...: an export's row becomes `out`.
takes() {
    export_row "$@" | h12-intake -q >out 2>err
}

@test "art.3: consultations, calls for help, complaints, reports and suggestions, by the export's word" {
    for pair in 咨询:consultation 求助:help 投诉:complaint 举报:report 建议:suggestion; do
        takes 路灯不亮 诉求类型 "${pair%:*}"
        is "[\"${pair#*:}\",false]" '[.kind, has("kind_source")]' || return 1
    done
}

@test "art.3: the kind by the citizen's own word, where the export has none" {
    for pair in 我想咨询落户要什么材料:consultation 请问落户要什么材料:consultation 向你们求助，水管坏了:help \
        我要投诉楼下的饭店:complaint 举报这家店卖假酒:report 建议增加公交班次:suggestion; do
        takes "${pair%:*}"
        is "[\"${pair#*:}\",\"text\"]" '[.kind, .kind_source]' || { echo "$pair"; return 1; }
    done
    takes 路灯不亮
    is '[false,false]' '[has("kind"), has("kind_source")]'
}

@test "art.3: the first word counts, and those that only look like one do not" {
    takes 请问建议箱在哪里，我要投诉谁
    is '"consultation"' .kind
    takes 投诉这家咨询公司，建议罚款
    is '"complaint"' .kind
    takes 心理咨询室的灯坏了
    is 'null' .kind
    takes 墙上的投诉电话看不清
    is 'null' .kind
    # An export's own word is never outdone, not by a word that is not known either.
    takes 请问落户 诉求类型 投诉
    is '["complaint",null]' '[.kind, .kind_source]'
    takes 请问落户 诉求类型 别的
    is '[null,"别的"]' '[.kind, .extra["诉求类型"]]'
}

@test "art.3: phone, SMS, WeChat, app and web are the channels" {
    for pair in 电话:phone 短信:sms 微信:wechat APP:app 网站:web 传真:other; do
        takes 路灯不亮 受理渠道 "${pair%:*}"
        is "\"${pair#*:}\"" .channel || return 1
    done
}

@test "art.3: persons, legal persons and organisations may ask, and their numbers are checked" {
    takes 路灯不亮 反映人类型 个人 联系电话 13800001234 证件号码 11010519491231002X
    is '["person",[]]' '[.requester.type, [.acceptance.flags[]?]]'
    takes 路灯不亮 反映人类型 企业 联系电话 0571-88001234 证件号码 91350100M000100Y43
    is '["legal_person",[]]' '[.requester.type, [.acceptance.flags[]?]]'
    takes 路灯不亮 联系电话 400-820-1234 证件号码 91350100M000100Y43
    is '[]' '[.acceptance.flags[]?]'
}

@test "art.3: a number that cannot be right is flagged and kept, and nobody is refused for it" {
    takes 路灯不亮 反映人类型 个人 联系电话 1380000123 证件号码 110105194912310021
    is '["accepted","1380000123","110105194912310021"]' \
        '[.state, .requester.phone, .requester.id_number]'
    is '[["bad_phone","art.3","requester.phone"],["bad_id_number","art.3","requester.id_number"]]' \
        '[.acceptance.flags[] | [.code, .basis, .member]]'
    # A firm's code is no person's number, nor the other way round.
    takes 路灯不亮 反映人类型 个人 证件号码 91350100M000100Y43
    is '"bad_id_number"' '.acceptance.flags[0].code'
    takes 路灯不亮 反映人类型 企业 证件号码 11010519491231002X
    is '"bad_id_number"' '.acceptance.flags[0].code'
    # What is masked, and a passport, cannot be told wrong.
    takes 路灯不亮 联系电话 138****1234 证件号码 E12345678
    is '[]' '[.acceptance.flags[]?]'
}

@test "art.3: full-width digits and blanks are made plain, and the original is kept in extra" {
    takes 路灯不亮 联系电话 '１３８ ００００ １２３４' 证件号码 '110105 19491231 002X'
    is '["13800001234","11010519491231002X",[]]' \
        '[.requester.phone, .requester.id_number, [.acceptance.flags[]?]]'
    is '["１３８ ００００ １２３４","110105 19491231 002X"]' \
        '[.extra["联系电话"], .extra["证件号码"]]'
    printf '{"id":"1","received_at":"2026-10-09","text":"x","requester":{"phone":"138 0000 1234"}}\n' |
        h12-intake -q >out
    is '["13800001234","138 0000 1234"]' '[.requester.phone, .extra["requester.phone"]]'
    takes 路灯不亮 联系电话 13800001234
    is 'false' 'has("extra")'
}

@test "art.3: a telephone number is kept in one form however it is written, the original in extra" {
    local pair
    for pair in 138-1234-5678:13812345678 '138 1234 5678:13812345678' '+86 138-1234-5678:13812345678' \
        '(0571) 8800-1234:0571-88001234' 0571-88001234转8001:0571-88001234-8001 \
        057188001234:0571-88001234; do
        takes 路灯不亮 联系电话 "${pair%:*}"
        is "[\"${pair##*:}\",\"${pair%:*}\",[]]" \
            '[.requester.phone, .extra["联系电话"], [.acceptance.flags[]?]]' || { echo "$pair"; return 1; }
    done
    for pair in 13812345678 0571-88001234 0571-88001234-8001 400-820-1234; do
        takes 路灯不亮 联系电话 "$pair"
        is "[\"$pair\",false,[]]" '[.requester.phone, has("extra"), [.acceptance.flags[]?]]'
    done
    # Of these no number can be made.
    for pair in 138-1234-567 8800-1234 13812345678转8001 0571-88001234转; do
        takes 路灯不亮 联系电话 "$pair"
        is "[\"$pair\",\"bad_phone\"]" '[.requester.phone, .acceptance.flags[0].code]' || { echo "$pair"; return 1; }
    done
}

@test "art.14: urgency by the text where the export has none: gas, collapse, trapped, burst main, fire, crowd" {
    for pair in 厨房煤气泄漏，味道很重:critical 老房子的墙刚刚坍塌了一半:critical 三个人被困在电梯里:critical \
        隔壁厂房着火了:critical 路口自来水爆管了:urgent 工人在工地门口堵路讨薪:urgent 路灯不亮:normal \
        担心燃气泄漏，请来检查:normal 请问发现煤气泄漏怎么办:normal; do
        takes "${pair%:*}"
        is "\"${pair#*:}\"" .urgency || { echo "$pair"; return 1; }
    done
    takes 厨房煤气泄漏，味道很重
    is '[["urgency_critical","art.14"]]' '[.acceptance.flags[] | [.code, .basis]]'
    is '"accepted"' .acceptance.verdict
    # The export's own word stands.
    takes 路口自来水爆管了 紧急程度 一般
    is '["normal",null]' '[.urgency, .acceptance.flags]'
}

@test "art.22: who asks not to be named is confidential, by the export's word or by his own" {
    takes 举报这家店，请为我保密
    is '[true,"confidential","art.22"]' '[.confidential, (.acceptance.flags[0] | .code, .basis)]'
    takes 签了保密协议还拖欠工资
    is 'false' 'has("confidential")'
    takes 举报这家店，请为我保密 是否保密 否
    is '[false,null]' '[.confidential, .acceptance.flags]'
}

@test "art.3: the respondent where a column has it" {
    takes 投诉 被反映单位 某物业公司
    is '"某物业公司"' .respondent
}
