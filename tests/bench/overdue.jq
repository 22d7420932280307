# The counts of `h12-report overdue` in jq, for the bench and as a second opinion in the tests:
#
#   jq -n --arg now 2026-10-12T23:59:59+08:00 --rawfile calendar share/calendar/cn.csv \
#       -f tests/bench/overdue.jq LEDGER...
#
# Without the arguments: $H12_NOW, and Monday to Friday alone. Times are compared as texts, so all
# of them must be written with +08:00, and due days lie between 2,000 days back and 800 ahead.
# What comes out: {"units": {CODE: {MEASURE: COUNT}}, "hotline": {STATE: ...}, "districts": ...},
# "" for a code that is not known, and measures of 0 left out.

# From a calendar file: day to whether it is a working day.
def listed_days:
  ($ARGS.named.calendar // "") | split("\n")[1:]
  | map(split(",") | select(length > 1) | {(.[0]): (.[1] == "workday")}) | add // {};

# Each day to the count of working days up to and with it.
def ordinals($from; $to):
  listed_days as $listed
  | reduce range($from; $to; 86400) as $second ({count: 0, days: {}};
      ($second | strftime("%Y-%m-%d")) as $day
      | (if $listed | has($day) then $listed[$day] else ($second / 86400 + 3) % 7 < 5 end) as $works
      | (if $works then .count += 1 else . end)
      | .days[$day] = .count)
  | .days;

def late_band:
  if . <= 0 then "late_0" elif . == 1 then "late_1" elif . <= 3 then "late_2_3"
  elif . <= 7 then "late_4_7" else "late_over_7" end;

def measure($now; $today; $next; $days):
  .deadline.due_at as $due_at
  | if .state == "replied" then "stopped"
    elif $due_at == null then "no_deadline"
    elif $now > $due_at then $days[$today] - $days[$due_at[0:10]] | late_band
    elif $due_at[0:10] == $today then "due_today"
    elif $due_at[0:10] <= $next then "due_next"
    else "later"
    end;

{"declined": 1, "barred": 1, "answered": 1, "closed": 1, "withdrawn": 1, "resolved": 1} as $done
| {"assigned": 1, "committed": 1} as $with_unit
| ($ARGS.named.now // env.H12_NOW) as $now
| $now[0:10] as $today
| ($today | strptime("%Y-%m-%d") | mktime) as $second
| ordinals($second - 2000 * 86400; $second + 800 * 86400) as $days
| ($days | to_entries | map(select(.value > $days[$today])) | min_by(.key).key) as $next
| reduce (inputs | select($done[.state] == null)) as $case ({};
    ($case | measure($now; $today; $next; $days)) as $measure
    | (if $with_unit[$case.state] then ["units", $case.assignment.lead // ""]
       else ["hotline", $case.state] end) as $holder
    | .[$holder[0]][$holder[1]][$measure] += 1
    | .districts[$case.district // ""][$measure] += 1
    | if $case.deadline.provisional then
        .[$holder[0]][$holder[1]].provisional += 1
        | .districts[$case.district // ""].provisional += 1
      else . end)
