#!/usr/bin/env bats
# Art. 10: how requests are to be made. A breach declines nobody: the request is taken on, and the
# operator has a word to say.
bats_require_minimum_version 1.5.0
load ../helper
export H12_SHARE=$ROOT/share

# takes TEXT: an export's row becomes `out`.
takes() {
    export_row "$1" | h12-intake -q >out 2>err
}

@test "art.10(1): a report without facts is accepted, with a flag and a word on what helps" {
    takes 我听说他们主任拿了好处，没有证据，你们去查就对了
    is '["accepted","accepted","art.8(4)"]' '[.state, (.acceptance | .verdict, .basis)]'
    is '["art.10(1)"]' '[.acceptance.flags[].basis] | unique'
    is 'true' '.acceptance.explanation | contains("客观具体")'
    is 'false' '.acceptance | has("proposal")'
}

@test "art.10(1): a complaint as a lever for money" {
    takes 商店不赔我十倍我就天天投诉，给钱我就撤
    is '["accepted",["art.10(1)"]]' '[.state, ([.acceptance.flags[].basis] | unique)]'
}

@test "art.10(1): who has seen it, or is told that there is no proof, is not flagged" {
    for text in 亲眼看到他们倒废水，有视频为证 物业说我没有证据，可是我有照片; do
        takes "$text"
        is '[]' '[.acceptance.flags[]?]' || return 1
    done
}

@test "art.10(2): insults and threats are flagged, and the request is taken on all the same" {
    for text in 你们这帮废物，路灯三个月不亮 再不给我解决我就拿刀来砍你们; do
        takes "$text"
        is '["accepted","accepted",["art.10(2)"]]' \
            '[.state, .acceptance.verdict, ([.acceptance.flags[].basis] | unique)]' || return 1
        is 'true' '.acceptance.explanation | contains("用语文明")' || return 1
    done
}

@test "art.10(2): who was insulted or threatened is not who insults or threatens" {
    for text in 邻居骂我傻逼，请社区来管 房东威胁我说要弄死你; do
        takes "$text"
        is '[]' '[.acceptance.flags[]?]' || return 1
    done
}

@test "art.10: an insult does not hide a ground of art.9, nor an emergency" {
    takes 王八蛋，我已经起诉到法院了
    is '["review","art.9(1)"]' '[.state, .acceptance.basis]'
    takes 王八蛋，隔壁着火了
    is '["accepted","critical","art.9(2)"]' '[.state, .urgency, .acceptance.basis]'
}
