"""An export convinces two verifiers that share nothing, and no changed one convinces either."""

from __future__ import annotations

import hashlib
import json
import runpy
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from builders import a_desk, at
from dba import LOG_KEY, NEXT_KEY, OWN_KEY, TWO, sealed_twice
from logs import lengthen
from mutations import dice, mutated
from second_verifier import complaints_about, ed25519

from audit import inclusion, standalone
from storage.bundle import export_bundle
from workflow.actions.keys import next_key
from workflow.actions.pause import note
from workflow.checkpoints.issue import issue
from workflow.checkpoints.keys import endorse
from workflow.checkpoints.proving import newest, standing
from workflow.errors import IntegrityError, NotFoundError, RefusedError


@pytest.fixture
def signed(history):
    """The history, signed twice, its key rotated, signed again; one remark not sealed."""
    sealed_twice(history)
    next_key(
        a_desk(history, at("2026-11-25", 3)), NEXT_KEY.public(), endorse(LOG_KEY, NEXT_KEY.public())
    )
    issue(history, NEXT_KEY, at("2026-11-25", 4))
    note(a_desk(history, at("2026-11-26", 3)), TWO, "Đã gặp", on=date(2026, 11, 26))
    return history


@pytest.fixture
def bundle(signed, tmp_path) -> Path:
    made = export_bundle(signed, tmp_path / "bundle")
    assert (made.entries, made.sealed, made.checkpoints) == (32, 31, 3)
    return made.path


def verdict(place: Path, *more: str) -> int:
    return standalone.run([str(place), *more])


def test_both_verifiers_find_nothing_wrong(bundle, capsys):
    assert verdict(bundle, "--key", str(LOG_KEY.public())) == 0
    assert complaints_about(bundle) == []
    assert capsys.readouterr().out.startswith("✓ 32 entries, 31 sealed, 3 checkpoints, ")


def test_one_log_gives_one_bundle_however_its_values_lie(history, intruder, tmp_path):
    first = export_bundle(history, tmp_path / "first").path
    for digest, stream, salt, value in intruder(
        "SELECT digest, stream, salt, value FROM sealed ORDER BY digest DESC"
    ):
        intruder("DELETE FROM sealed WHERE digest = ?", digest)
        intruder("INSERT INTO sealed VALUES (?, ?, ?, ?)", digest, stream, salt, value)

    again = export_bundle(history, tmp_path / "again").path

    files = [path.relative_to(first) for path in sorted(first.rglob("*")) if path.is_file()]
    assert len(files) > 4
    assert [(first / one).read_bytes() for one in files] == [
        (again / one).read_bytes() for one in files
    ]


def test_the_verifier_of_the_bundle_runs_without_the_product(bundle, tmp_path):
    told = subprocess.run(
        [sys.executable, "-I", str(bundle / "verify.py"), str(bundle)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (told.returncode, told.stderr) == (0, "")
    assert "signatures checked" in told.stdout
    lines = (bundle / "verify.py").read_text("utf-8").splitlines()
    taken = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert taken <= sys.stdlib_module_names | {"__future__"}


def test_a_zip_file_does_as_well_and_holds_no_values_when_asked(signed, tmp_path):
    whole = export_bundle(signed, tmp_path / "whole.zip")
    bare = export_bundle(signed, tmp_path / "bare.zip", values=False)

    assert verdict(whole.path) == verdict(bare.path) == 0
    assert (tmp_path / "bare.zip").stat().st_mode & 0o777 == 0o600
    assert "Lê Văn Tám".encode() not in bare.path.read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_a_log_without_a_key_can_be_exported_too(history, tmp_path):
    made = export_bundle(history, tmp_path / "plain")

    assert (made.sealed, made.checkpoints) == (0, 0)
    assert verdict(made.path) == 0
    assert complaints_about(made.path) == []
    assert verdict(made.path, "--key", str(LOG_KEY.public())) == 7


def test_what_is_there_is_not_written_over(bundle, signed):
    with pytest.raises(RefusedError):
        export_bundle(signed, bundle)


def test_a_damaged_log_is_not_exported(signed, intruder, tmp_path):
    intruder("UPDATE checkpoint SET note = 'x' WHERE size = 30")

    with pytest.raises(IntegrityError):
        export_bundle(signed, tmp_path / "damaged")

    intruder("DELETE FROM entry WHERE id = 20")
    with pytest.raises(IntegrityError):
        export_bundle(signed, tmp_path / "damaged")
    assert list(tmp_path.glob("damaged*")) == []


def test_a_checkpoint_from_elsewhere_must_fit(bundle, signed, tmp_path, capsys):
    kept = tmp_path / "kept.txt"
    kept.write_text(signed.tree.checkpoints()[0], encoding="utf-8")
    assert verdict(bundle, "--against", str(kept)) == 0

    other = signed.tree.checkpoints()[0].replace("\n29\n", "\n33\n")
    kept.write_text(other, encoding="utf-8")
    assert verdict(bundle, "--against", str(kept)) == 7
    assert "33 entries, there are 32" in capsys.readouterr().out


def test_a_key_that_was_given_must_lead_to_the_one_that_signed(bundle):
    assert verdict(bundle, "--key", str(LOG_KEY.public())) == 0
    assert verdict(bundle, "--key", str(NEXT_KEY.public())) == 0
    assert verdict(bundle, "--key", str(OWN_KEY.public())) == 7


def test_after_a_lost_key_the_earlier_one_vouches_for_nothing(signed, tmp_path):
    next_key(
        a_desk(signed, at("2026-11-27")), OWN_KEY.public(), None, reason="Hỏng", approved_by="minh"
    )
    issue(signed, OWN_KEY, at("2026-11-27", 4))
    made = export_bundle(signed, tmp_path / "lost").path

    assert verdict(made) == 0
    assert complaints_about(made) == []
    assert verdict(made, "--key", str(NEXT_KEY.public())) == 7
    assert verdict(made, "--key", str(OWN_KEY.public())) == 0


# Without `cryptography` ---------------------------------------------------------------------------


def test_without_cryptography_openssl_is_asked(bundle, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(standalone, "Ed25519PublicKey", None)

    assert verdict(bundle) == 3
    said = capsys.readouterr().out
    assert said.startswith("? 32 entries")
    script = said.partition("To check them:\n\n")[2]
    assert script.count("openssl pkeyutl -verify") == 4
    if shutil.which("openssl") is None:
        pytest.skip("no OpenSSL here")
    done = subprocess.run(
        ["sh", "-e"], input=script, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.count("Signature Verified Successfully")) == (0, 4)


def test_the_verifier_is_a_program_that_does_without_cryptography(bundle, monkeypatch, capsys):
    for name in ("cryptography", "cryptography.exceptions"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(sys, "argv", ["verify.py", str(bundle)])

    with pytest.raises(SystemExit) as left:
        runpy.run_path(standalone.__file__, run_name="__main__")

    assert left.value.code == 3
    assert "Signatures were not checked" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_no_broken_log(tmp_path, capsys):
    (tmp_path / "x").write_bytes(b"")
    for words in ((tmp_path / "gone",), (tmp_path / "x", "--against", str(tmp_path / "gone"))):
        with pytest.raises(SystemExit) as left:
            verdict(*words)
        assert left.value.code == 2
        assert f"there is no {tmp_path / 'gone'}\n" in capsys.readouterr().err


def test_what_is_neither_bundle_nor_proof_is_refused(tmp_path, capsys):
    place = tmp_path / "x"
    place.write_bytes(b"\xff\xfe")

    assert verdict(place, "--key", "x") == 7
    assert capsys.readouterr().out.startswith("✗ cannot be read: UnicodeDecodeError")
    empty = standalone.Tree().root()
    assert empty == hashlib.sha256(b"").digest()
    assert not standalone.included(b"", 1, 1, [], empty)
    assert not standalone.included(b"", 0, 1, [empty], empty)


# Changed bundles ---------------------------------------------------------------------------------


def manifest_again(bundle: Path) -> None:
    """As a forger would: the manifest fits the files again."""
    place = bundle / "manifest.json"
    manifest = json.loads(place.read_text("utf-8"))
    names = [one.relative_to(bundle).as_posix() for one in bundle.rglob("*") if one.is_file()]
    manifest["files"] = {
        name: {
            "bytes": len(raw := (bundle / name).read_bytes()),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }
        for name in names
        if name != "manifest.json"
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    place.write_text(text, encoding="utf-8")


def edited(name: str, old: str, new: str):
    def edit(bundle: Path) -> None:
        place = bundle / name
        text = place.read_text("utf-8")
        assert old in text
        place.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def without(name: str):
    return lambda bundle: (bundle / name).unlink()


def line_gone(name: str, number: int):
    def edit(bundle: Path) -> None:
        lines = (bundle / name).read_text("utf-8").splitlines(keepends=True)
        del lines[number]
        (bundle / name).write_text("".join(lines), encoding="utf-8")

    return edit


def lines_swapped(bundle: Path) -> None:
    place = bundle / "entries.ndjson"
    lines = place.read_text("utf-8").splitlines(keepends=True)
    lines[1], lines[2] = lines[2], lines[1]
    place.write_text("".join(lines), encoding="utf-8")


CHANGES = {
    "a body": edited("entries.ndjson", "lan", "nam"),
    "a digest": edited("entries.ndjson", '"digest":"', '"digest":"0'),
    "a place": edited("entries.ndjson", '"leaf":3', '"leaf":4'),
    "an entry gone": line_gone("entries.ndjson", 5),
    "the last entries gone": line_gone("entries.ndjson", -1),
    "two entries swapped": lines_swapped,
    "a key": edited("keys.txt", "ketnap", "xetnap"),
    "a key gone": line_gone("keys.txt", 0),
    "a value": edited("values.ndjson", "Lê Văn Tám", "Lê Văn Chín"),
    "a value of another case": edited("values.ndjson", '"stream":"HS-2026-0001"', '"stream":"x"'),
    "a checkpoint's size": edited("checkpoints/000000000029.txt", "\n29\n", "\n28\n"),
    "a checkpoint's time": edited("checkpoints/000000000029.txt", "2026-11-23", "2026-11-22"),
    "no entries": without("entries.ndjson"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_bundle_whose_manifest_fits_again_is_rejected(bundle, change):
    change(bundle)
    assert verdict(bundle) == 7  # the manifest alone

    manifest_again(bundle)
    assert verdict(bundle) == 7


def test_a_file_that_no_bundle_has_is_rejected(bundle):
    (bundle / "more.txt").write_text("x", encoding="utf-8")
    assert verdict(bundle) == 7

    manifest_again(bundle)
    assert verdict(bundle) == 7


def test_a_checkpoint_of_another_key_is_rejected(bundle, signed):
    from audit import Note, Signed

    place = bundle / "checkpoints/000000000029.txt"
    text = Signed.read(place.read_text("utf-8")).note.text
    place.write_text(str(OWN_KEY.sign(Note(text))), encoding="utf-8")
    manifest_again(bundle)

    assert verdict(bundle) == 7
    assert complaints_about(bundle) == ["000000000029.txt: not signed by the key that had to"]


def test_no_changed_bundle_is_accepted_and_none_stops_the_verifier(bundle, long_form):
    """Files damaged at random; a third of them with a manifest that fits again."""
    chance = dice(5)
    files = [one for one in bundle.rglob("*") if one.is_file() and one.name != "verify.py"]
    kept = {one: one.read_bytes() for one in files}
    manifest = bundle / "manifest.json"
    accepted = []
    for number in range(60_000 if long_form else 2_500):
        place = chance.choice(files)
        changed = mutated(kept[place], chance)
        if changed == kept[place]:
            continue
        place.write_bytes(changed)
        # A value that is not there was erased: of those a forger may leave out what they like.
        if number % 3 == 0 and place.name not in {"manifest.json", "values.ndjson"}:
            manifest_again(bundle)
        with suppress(Exception):  # `run` makes exit code 7 of every one of them
            standalone.verify_bundle(bundle, [], None)
            accepted.append((place.name, number))
        place.write_bytes(kept[place])
        manifest.write_bytes(kept[manifest])
    assert accepted == []


# Proofs ------------------------------------------------------------------------------------------


def test_an_entry_is_proved_by_itself(signed, tmp_path, capsys):
    place = tmp_path / "one.tlog-proof"
    place.write_text(str(standing(signed, newest(signed), "HS-2026-0001", 17)), encoding="utf-8")

    assert verdict(place, "--key", str(NEXT_KEY.public())) == 0
    assert '"stream":"HS-2026-0001"' in capsys.readouterr().out
    assert verdict(place) == 7
    assert verdict(place, "--key", str(LOG_KEY.public())) == 7


def test_every_sealed_entry_has_a_proof_and_no_other_has_one(signed):
    key = str(NEXT_KEY.public())
    now = newest(signed)
    for seq in range(1, 19):
        told, _ = standalone.verify_proof(str(standing(signed, now, "HS-2026-0001", seq)), key)
        assert f'"seq":{seq},' in told
    with pytest.raises(RefusedError, match="was written after the newest checkpoint"):
        standing(signed, now, TWO, 6)
    with pytest.raises(NotFoundError):
        standing(signed, now, TWO, 7)


def test_no_changed_proof_is_accepted(signed, long_form):
    chance = dice(7)
    whole = str(standing(signed, newest(signed), "HS-2026-0001", 17)).encode()
    key = str(NEXT_KEY.public())
    accepted = []
    for _ in range(400_000 if long_form else 4_500):
        changed = mutated(whole, chance)
        if changed == whole:
            continue
        with suppress(Exception):
            told, _ = standalone.verify_proof(changed.decode(), key)
            accepted.append(told)
    assert accepted == []


def test_a_proof_of_a_large_tree_is_short(sqlite_store):
    lengthen(sqlite_store, 700)
    sqlite_store.tree.seal()

    assert len(inclusion(sqlite_store.tree, 300, 700)) <= 10


def test_the_second_verifiers_signatures_are_those_of_the_rfc():
    """RFC 8032, 7.1, test 2."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    made = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    assert ed25519(public, b"\x72", made)
    assert not ed25519(public, b"\x73", made)
