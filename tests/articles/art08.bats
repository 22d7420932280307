#!/usr/bin/env bats
# Art. 8: what the hotline takes on, and under which paragraph.
bats_require_minimum_version 1.5.0
load ../helper
export H12_SHARE=$ROOT/share

# takes KIND TEXT: an export's row of that kind becomes `out`.
takes() {
    export_row "$2" 诉求类型 "$1" | h12-intake >out 2>err
        checked out
}

@test "art.8: every request is accepted, with its paragraph, in the record and in its history" {
    takes 咨询 怎么办理居住证
    is '["accepted","accepted","art.8(1)"]' '[.state, .acceptance.verdict, .acceptance.basis]'
    is '[["accepted","h12-intake","art.8(1)"]]' '[.history[] | [.event, .by, .basis]]'
    is 'true' '.acceptance.reason | length > 0'
}

@test "art.8(1): a consultation about laws, policies and guides" {
    takes 咨询 新生儿怎么落户
    is '"art.8(1)"' .acceptance.basis
}

@test "art.8(2): an opinion or a suggestion on the city's affairs" {
    takes 建议 建议增加公交班次
    is '"art.8(2)"' .acceptance.basis
}

@test "art.8(3): criticism of the government's work and staff, and opinions on it" {
    for kind in 投诉 建议 举报 ''; do
        takes "$kind" 窗口工作人员态度恶劣，让我跑了三趟
        is '["accepted","accepted","art.8(3)"]' '[.state, .acceptance.verdict, .acceptance.basis]' || return 1
        is '["staff","art.8(3)","text",2]' '.acceptance.flags[0] | [.code, .basis, .member, .offset]' || return 1
    done
    # Not a firm's staff, nor a question about a window.
    takes 投诉 超市收银的工作人员态度恶劣
    is '"art.8(4)"' .acceptance.basis
    takes 咨询 请问社保窗口的工作人员态度不好向谁说
    is '"art.8(1)"' .acceptance.basis
}

@test "art.8(4): help, complaints and reports, and whatever the export does not class" {
    for kind in 求助 投诉 举报 ''; do
        takes "$kind" 楼下烧烤摊油烟扰民
        is '["accepted","art.8(4)"]' '[.state, .acceptance.basis]' || return 1
    done
}

@test "art.8: no word in a request turns a citizen away" {
    for text in 法院已经判决我不服 家里着火了打了119没人来 涉及国家机密 请仲裁 军队的事 我要骂人; do
        takes 投诉 "$text"
        is 'true' '.state == "accepted" or .state == "review"' || return 1
    done
}

@test "art.8: what is accepted is routed, and its clock runs from its receipt" {
    takes 求助 西湖区文三路路灯不亮
    h12-route out | h12-deadline >ledger
    checked ledger
    is '["assigned","330106","art.14","2026-10-09","2026-10-15"]' \
        '[.state, .assignment.lead, (.deadline | .clock, .from, .due)]' ledger
}
