"""The opponent of `ketnap import`: a reader and executemany, made for this one list.

`import_by_hand.py LIST STORE PLAN`. It looks at no heading, checks no row and works out no
deadline: PLAN holds, by the days of a row, what the rows of its case say. Names are folded and
sorted by the product's own functions, since the same rows are wanted: so each person has a key,
wrapped by a master key in a file of its own, and what the log does not hold stands closed by it.
"""

from __future__ import annotations

import base64
import csv
import json
import os
import secrets
import sqlite3
import sys
import uuid
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from driver import open_driver

from workflow.names import fold, sort_key

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_SEXES = {"Nam": "male", "Nữ": "female"}


def main() -> None:
    """Write the whole list in one transaction."""
    source, store, plan = (Path(given) for given in sys.argv[1:4])
    planned = json.loads(plan.read_text(encoding="utf-8"))
    content = source.read_bytes()
    digest = sha256(content).hexdigest()
    people, cases, entries, sealed, deadlines, keys = [], [], [], [], [], []
    master = secrets.token_bytes(32)
    wrap = AESGCM(master).encrypt
    number = 0
    for number, row in enumerate(_rows(source), 1):
        name, birth, sex, unit, *cells = row
        days = [_iso(cell) for cell in cells]
        born = _iso(birth)
        about = planned["profiles"]["|".join(days)]
        ref = f"HS-{planned['year']}-{number:04d}"
        person = uuid.uuid4().hex
        told = _encode({"born": born, "education": None, "name": name, "person": person})
        commitment, salt = _seal(told)
        fields = about["fields"]
        previous = sha256(b"ketnap genesis v1\x00" + ref.encode()).hexdigest()
        body = _encode(
            {
                **fields,
                "stream": ref,
                "previous": previous,
                "recorded_at": planned["recorded_at"],
                "data": {**fields["data"], "person": person, "commitment": commitment},
            }
        )
        head = sha256(b"ketnap entry v1\x00" + body.encode()).hexdigest()
        people.append((person, name, fold(name), sort_key(name), born, _SEXES[sex], ""))
        cases.append((ref, person, unit, head, *about["case"]))
        entries.append((ref, 1, body, head, previous))
        key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
        keys.append((person, nonce + wrap(nonce, key, person.encode())))
        nonce = secrets.token_bytes(12)
        closed = AESGCM(key).encrypt(
            nonce, f"{salt}:{told}".encode(), f"sealed.value.{person}".encode()
        )
        sealed.append((commitment, ref, "", "k1:" + base64.b64encode(nonce + closed).decode()))
        deadlines.extend((ref, ref, *one) for one in about["deadlines"])
    named = _keep(store, master, keys)
    connection = open_driver(store)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO keyring (id) VALUES (?)", (named,))
    _finish(connection, planned, source, digest, number, len(deadlines))
    connection.executemany(
        "INSERT INTO person (id, name, name_key, name_sort, born, sex, tags)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        people,
    )
    connection.executemany(
        "INSERT INTO case_file (ref, person, unit, head, state, since, seq, next_due, next_rule,"
        " snapshot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cases,
    )
    connection.executemany(
        "INSERT INTO entry (stream, seq, body, digest, previous) VALUES (?, ?, ?, ?, ?)", entries
    )
    connection.executemany(
        "INSERT INTO sealed (digest, stream, salt, value) VALUES (?, ?, ?, ?)", sealed
    )
    connection.executemany(
        "INSERT INTO deadline (stream, case_ref, rule, version, started_by, opened_by, start_on,"
        " due_on, opened_on, estimated, provisional) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        deadlines,
    )
    connection.execute("COMMIT")
    connection.close()


def _keep(store: Path, master: bytes, keys: list[tuple[str, bytes]]) -> str:
    """The keys, durable before the rows that need them; the name of their file."""
    place = store.with_name(store.name + ".keys")
    for path, content in ((place, b""), (place.with_name(place.name + ".master"), master)):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.write(handle, content)
        os.fsync(handle)
        os.close(handle)
    connection = sqlite3.connect(place, isolation_level=None)
    for pragma in ("synchronous = EXTRA", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.execute("CREATE TABLE person_key (person TEXT PRIMARY KEY, wrapped BLOB)")
    named = secrets.token_hex(16)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO about VALUES ('id', ?)", (named,))
    connection.executemany("INSERT INTO person_key VALUES (?, ?)", keys)
    connection.execute("COMMIT")
    connection.close()
    return named


def _finish(
    connection: Any, planned: Any, source: Path, digest: str, count: int, deadlines: int
) -> None:
    """Request, counter and the entry of the file itself."""
    year = planned["year"]
    result = {
        "refs": [f"HS-{year}-0001", f"HS-{year}-{count:04d}"],
        "deadlines": deadlines,
    }
    fingerprint = sha256(_encode({"sha256": digest}).encode()).hexdigest()
    connection.execute(
        "INSERT INTO request (id, action, fingerprint, recorded_on, result)"
        " VALUES (?, 'import', ?, ?, ?)",
        (uuid.uuid4().hex, fingerprint, planned["today"], _encode(result)),
    )
    connection.execute("INSERT INTO counter (name, value) VALUES (?, ?)", (f"HS-{year}", count))
    stream = f"import/{digest}"
    previous = sha256(b"ketnap genesis v1\x00" + stream.encode()).hexdigest()
    named, salt = _seal(source.name)
    body = _encode(
        {
            **planned["file"],
            "stream": stream,
            "previous": previous,
            "recorded_at": planned["recorded_at"],
            "data": {"rows": count, "sha256": digest},
            "text": {"sealed": named},
        }
    )
    head = sha256(b"ketnap entry v1\x00" + body.encode()).hexdigest()
    connection.execute(
        "INSERT INTO entry (stream, seq, body, digest, previous) VALUES (?, 1, ?, ?, ?)",
        (stream, body, head, previous),
    )
    connection.execute(
        "INSERT INTO sealed (digest, stream, salt, value) VALUES (?, ?, ?, ?)",
        (named, stream, salt, source.name),
    )


def _rows(source: Path) -> Iterator[list[Any]]:
    if source.suffix == ".csv":
        with source.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            yield from reader
        return
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - a CSV needs none

    sheet = CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0)
    rows = sheet.iter_rows()
    next(rows)
    yield from rows


def _iso(cell: str | date) -> str:
    """A day as the log has it; an empty cell stays empty."""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return f"{cell[6:]}-{cell[3:5]}-{cell[:2]}" if cell else ""


def _seal(value: str) -> tuple[str, str]:
    salt = secrets.token_bytes(16)
    return sha256(b"ketnap sealed v1\x00" + salt + value.encode()).hexdigest(), salt.hex()


if __name__ == "__main__":
    main()
