# Holds a ledger against the rows of stories: prints a line for each cell that is not so.
# --rawfile rows: the step's rows with their header; --slurpfile ledger, rejects; --arg now.

def joined: if length == 0 then "none" else join("|") end;

def holder:
    if .state == "assigned" or .state == "committed" then .assignment.lead
    elif [.state] | inside(["declined", "barred", "answered", "closed", "withdrawn"]) then "nobody"
    else "hotline" end;

# What became of the event of a row.
def says($row; $rejects):
    ([$rejects[] | select((.raw // "") | startswith($row.case + "," + $row.event + ","))][-1]) as $reject
    | ([.returns[]?, .extensions[]? | select(.request == $row.event)][-1]) as $request
    | if $reject != null then "rejected:" + $reject.code
      elif $request == null then "none"
      elif $request.outcome == "refused" then "refused:" + $request.refusal
      else $request.outcome end;

def also($name):
    if $name == "counted" then [.returns[]? | select(.counted)] | length | tostring
    elif $name == "proposal" then .returns[-1].proposal | [.decision, .basis, .to // "none"] | join(":")
    elif $name == "extends" then .extensions[-1].proposal | [.decision, .until // "none"] | join(":")
    elif $name == "outcomes" then [.returns[].outcome] | joined
    elif $name == "earlier" then [.deadline.earlier[] | .clock + ":" + .verdict] | join("|")
    elif $name == "cause" then .assignment.cause
    elif $name == "by" then .history[-1].by
    elif $name == "decide_late" then .deadline.decide_late_workdays // "none" | tostring
    else .deadline[$name] | if . == null then "none" else tostring end
    end;

def actual($column; $row; $rejects):
    if $column == "says" then says($row; $rejects)
    elif $column == "state" then .state
    elif $column == "holder" then holder
    elif $column == "lead" then .assignment.lead
    elif $column == "assist" then .assignment.co | joined
    elif $column == "round" then .assignment.round | tostring
    elif $column == "due" then .deadline.due
    elif $column == "clock" then .deadline.clock
    elif $column == "rests_on" then .history[-1].basis
    else error("no such column: " + $column) end;

def complain($row; $column; $want; $got):
    select($want != $got)
    | "\($row.line): \($row.case) at \($now): \($column): want \($want), got \($got)";

($rows | split("\n") | map(select(length > 0) | split(","))) as $table
| $table[0] as $header
| $table[1:][]
| . as $cells
| ([range($header | length) as $i | {key: $header[$i], value: ($cells[$i] // "")}] | from_entries) as $row
| ([$ledger[] | select(.id == $row.case)][0] // {deadline: {earlier: []}, history: []}) as $case
| (("says", "state", "holder", "lead", "assist", "round", "due", "clock", "rests_on")
   | . as $column | select($row[$column] != "")
   | $case | complain($row; $column; $row[$column]; actual($column; $row; $rejects))),
  ($row.also | split(";")[] | capture("^(?<name>[a-z_]+)=(?<want>.*)$")
   | . as {$name, $want} | $case | complain($row; $name; $want; also($name)))
