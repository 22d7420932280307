"""What h12-intake does with a CSV export, in Python's csv and json: the yardstick of `make bench`.

usage: intake.py EXPORT.csv > RECORDS.ndjson

Reads share/columns.csv and share/values.csv, resolves the header once, and writes the same members
in the same order. Rows that cannot be read are counted and left out. The instant of acceptance is
$H12_NOW (a date), else the clock.
"""

import csv
import hashlib
import json
import os
import sys
from datetime import datetime, timedelta, timezone

SHARE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "share")
LOCAL = timezone(timedelta(hours=8))
FIRST = datetime(1990, 1, 1, tzinfo=LOCAL)
ENUMERATED = {"kind", "channel", "urgency", "requester.type", "confidential", "district"}
FIELDS = [
    "id", "received_at", "channel", "kind", "requester.type", "requester.name",
    "requester.phone", "requester.id_number", "confidential", "district", "address", "title",
    "text", "respondent", "matter", "urgency", "unit", "assigned_at",
]
BASES = {
    "consultation": ("art.8(1)", "a consultation about public information"),
    "suggestion": ("art.8(2)", "an opinion or a suggestion"),
}
OTHERWISE = ("art.8(4)", "a request that laws and rules allow")


def read_tables():
    headers, values = {}, {}
    with open(os.path.join(SHARE, "columns.csv"), encoding="utf-8", newline="") as file:
        for rank, row in enumerate(csv.DictReader(file)):
            headers[row["header"].lower()] = (row["field"], rank)
    with open(os.path.join(SHARE, "values.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values.setdefault(row["field"], {})[row["from"].lower()] = row["to"]
    return headers, values


def read_time(text):
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        return when.replace(tzinfo=LOCAL)
    return when.astimezone(LOCAL)


def read_now():
    text = os.environ.get("H12_NOW")
    if not text:
        return datetime.now(LOCAL).replace(microsecond=0)
    return datetime.fromisoformat(text).replace(hour=23, minute=59, second=59, tzinfo=LOCAL)


class Intake:
    def __init__(self, header):
        headers, self.values = read_tables()
        self.names = [name.strip() for name in header]
        choices = {field: [] for field in FIELDS}
        for column, name in enumerate(self.names):
            field, rank = headers.get(name.lower(), (None, None))
            if field is not None:
                choices[field].append((rank, column))
        self.choices = [
            (field, [column for _, column in sorted(choices[field])], self.values.get(field))
            for field in FIELDS
            if choices[field]
        ]
        self.now = read_now()
        self.latest = self.now + timedelta(days=1)
        self.seen = set()

    def read_fields(self, row):
        """The fields of a row, and what no field took."""
        fields, source, used = {}, {}, set()
        for field, columns, table in self.choices:
            for column in columns:
                text = row[column]
                trimmed = text.strip()
                if not trimmed:
                    continue
                if field != "text":
                    text = trimmed
                source[field] = text
                if table is not None:
                    code = table.get(text.lower())
                    if code is None and field in ENUMERATED:
                        break
                    text = code or text
                fields[field] = text
                used.add(column)
                break
        extra = {
            name: cell
            for column, (name, cell) in enumerate(zip(self.names, row))
            if column not in used and cell.strip()
        }
        return fields, source, extra

    def check_time(self, when):
        if not FIRST <= when <= self.latest:
            raise ValueError("bad date")

    def record(self, row):
        if len(row) != len(self.names):
            raise ValueError("field count")
        fields, source, extra = self.read_fields(row)
        if "text" not in fields or "received_at" not in fields:
            raise ValueError("missing")
        received = read_time(fields["received_at"])
        self.check_time(received)
        accepted = self.now
        fields["received_at"] = received.isoformat()
        if "assigned_at" in fields:
            assigned = read_time(fields["assigned_at"])
            self.check_time(assigned)
            if assigned < received:
                raise ValueError("bad date")
            accepted = min(accepted, assigned)
            fields["assigned_at"] = assigned.isoformat()
        accepted = max(accepted, received)
        if "id" not in fields:
            text = "\0".join(f"{name}\0{value}" for name, value in source.items())
            fields["id"] = "h-" + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
        if fields["id"] in self.seen:
            raise ValueError("duplicate id")
        self.seen.add(fields["id"])
        return self.assemble(fields, source, extra, accepted.isoformat())

    @staticmethod
    def assemble(fields, source, extra, accepted):
        basis, reason = BASES.get(fields.get("kind"), OTHERWISE)
        record = {"id": fields["id"], "received_at": fields["received_at"]}
        if "channel" in source:
            record["channel"] = fields.get("channel", "other")
        if "kind" in fields:
            record["kind"] = fields["kind"]
        requester = {
            name: fields[f"requester.{name}"]
            for name in ("type", "name", "phone", "id_number")
            if f"requester.{name}" in fields
        }
        if requester:
            record["requester"] = requester
        if "confidential" in fields:
            record["confidential"] = fields["confidential"] == "true"
        for name in ("district", "address", "title", "text", "respondent", "matter"):
            if name in fields:
                record[name] = fields[name]
        record["urgency"] = fields.get("urgency", "normal")
        for name in ("unit", "assigned_at"):
            if name in fields:
                record[name] = fields[name]
        record["state"] = "accepted"
        record["acceptance"] = {"verdict": "accepted", "basis": basis, "reason": reason}
        if extra:
            record["extra"] = extra
        record["history"] = [
            {"at": accepted, "event": "accepted", "by": "h12-intake", "basis": basis}
        ]
        return record


def main():
    rejected = 0
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        intake = Intake(next(rows))
        for row in rows:
            if not row:
                continue
            try:
                record = intake.record(row)
            except ValueError:
                rejected += 1
                continue
            out.write(encode(record))
            out.write("\n")
    out.close()
    if rejected:
        print(f"{rejected} rejected", file=sys.stderr)


if __name__ == "__main__":
    main()
