# Cases that wait for a rating, and rating files: for art11.bats, art20.bats, art28.bats and
# callback.bats.
# shellcheck shell=bash disable=SC2034

# resolved ID [MORE_MEMBERS [INFORMED_AT [WORKDAYS]]]: received on Monday 2026-09-28, so due on Saturday
# 10-10, a working day; replied to by 330106, whom city-police assists, and the reply approved. By the
# 9th the unit had it for four working days: 09-29, 30, 10-08, 09.
resolved() {
    local told=${3:-2026-10-09T10:00:00+08:00}
    local assignment='{"round":1,"lead":"330106","co":["city-police"],"cause":"dispatched","basis":"art.13(2)","at":"2026-09-28T10:00:00+08:00"}'
    printf '{"id":"%s","received_at":"2026-09-28T09:00:00+08:00","state":"resolved"%s,"history":[{"at":"2026-09-28T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(4)"},{"at":"2026-09-28T10:00:00+08:00","event":"assigned","by":"h12-route","basis":"art.13(2)","assignment":%s},{"at":"%s","event":"replied","by":"330106","basis":"art.15","reply":"P1","held":{"by":"330106","from":"2026-09-28T10:00:00+08:00","workdays":%d}},{"at":"%s","event":"reply_reviewed","by":"Shen","basis":"art.11(1)","reply":"P1","decision":"approve"}],"assignment":%s,"replies":[{"reply":"P1","kind":"final","unit":"330106","recorded_at":"%s","informed_at":"%s","review":{"decision":"approve","at":"%s","by":"Shen","basis":"art.11(1)"}}]}\n' \
        "$1" "$(with_acceptance "${2-}")" "$assignment" "$told" "${4:-4}" "$told" "$assignment" "$told" "$told" "$told"
}

# answered ID: a question that the knowledge base answered; no unit ever had it.
answered() {
    local answer='{"entry":"K1","version":"2","answer":"by bus","basis":"art.13(1)","at":"2026-10-08T09:30:00+08:00"}'
    printf '{"id":"%s","received_at":"2026-10-08T09:00:00+08:00","kind":"consultation","state":"answered","acceptance":{"verdict":"accepted","basis":"art.8(1)"},"history":[{"at":"2026-10-08T09:00:00+08:00","event":"accepted","by":"h12-intake","basis":"art.8(1)"},{"at":"2026-10-08T09:30:00+08:00","event":"answered","by":"h12-route","basis":"art.13(1)","answer":%s}],"answer":%s}\n' \
        "$1" "$answer" "$answer"
}

# ratings: one JSON object a line on standard input becomes the file `ratings`.
ratings() {
    cat >ratings
}

# rate NOW [OPTION...]: the file `ratings` on the cases of `in`; leaves status, out, err, rejects.
rate() {
    local now=$1
    shift
    rm -f rejects
    status=0
    h12-callback --now "$now" --ratings ratings -r rejects "$@" in >out 2>err || status=$?
}

# on DAY ROW...: `rate` on that day with rows of `"rating":"R1", ... ` on case a, the day's name to
# put before a time standing for itself.
on() {
    local day=$1
    shift
    printf '{"case":"a",%s}\n' "$@" | ratings
    rate "$day"
}
