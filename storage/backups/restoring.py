"""Putting a backup in a store's place: verified first, and never over what it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import text

from audit import Signed
from rules.text import Text
from storage.address import Address, address_of
from storage.backups.bundle import open_bundle
from storage.backups.manifest import Manifest
from storage.backups.places import Heads, held
from storage.backups.workplace import workplace
from storage.schema import open_store, upgrade_store
from storage.store import SqlStore
from workflow.errors import IntegrityError, RefusedError
from workflow.verdicts import VERDICT_LABELS
from workflow.verification import Verification, verify

_SHOWN = 5
_FORCED = Text("--force --reason “…”", "--force --reason “…”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a restore is meant.

    Attributes:
        force: Go ahead although the present store holds what the bundle does not, or the log in
            the bundle does not verify.
        dry_run: Look at everything, write nothing.
        mark: Writes into the log that is put in place that it was forced; called only then.
        identities: Private keys for an encrypted bundle.
        elsewhere: Checkpoints kept outside the store: the log in the bundle must hold all that
            they sealed, so that an older copy is not put in place of a newer log unseen.
    """

    force: bool = False
    dry_run: bool = False
    mark: Callable[[SqlStore], None] | None = None
    identities: Sequence[Any] = ()
    elsewhere: Sequence[Signed] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did, or would do.

    Attributes:
        manifest: The label of the bundle.
        found: What a verification said of the store in it.
        lost: Streams of the present store that the bundle does not hold whole.
        replaces: Whether a store with a log stands in the place.
        readable: Whether it could be read at all.
        aside: Where the present store was copied first; None where there was none.
        keys_missing: Where the keys of its people should lie and do not; they are in no bundle.
    """

    manifest: Manifest
    found: Verification
    lost: tuple[str, ...] = ()
    replaces: bool = False
    readable: bool = True
    aside: Path | None = None
    keys_missing: Path | None = None

    @property
    def forced(self) -> bool:
        """Whether it goes over something that should have stopped it."""
        return bool(self.lost) or not self.readable or not self.found.intact


def restore(bundle: Path, address: Address, terms: Terms) -> Restored:
    """Put the store of a bundle in the place of an address, whole or not at all.

    A bundle of an older schema is brought up to date first. What stands in the place is copied
    beside it before.

    Raises:
        RejectedInputError: it is no bundle, or not what its label says.
        IntegrityError: the log in it does not verify, and that was not forced.
        RefusedError: the present store holds what the bundle does not, and that was not forced.
        TryAgainError: somebody is using the store.
    """
    with workplace(address, else_in=bundle.absolute().parent) as folder:
        manifest, store = open_bundle(bundle, folder, terms.identities)
        candidate = address_of(str(store))
        upgrade_store(candidate)
        with open_store(candidate) as opened, held(address) as place:
            found = verify(opened.audit, elsewhere=terms.elsewhere)
            if not found.intact and not terms.force:
                raise _not_intact(found)
            heads = place.heads()
            lost = _lost(heads or {}, opened)
            planned = Restored(
                manifest=manifest,
                found=found,
                lost=lost,
                replaces=heads != {},
                readable=heads is not None,
            )
            if planned.forced and not terms.force:
                raise _would_lose(lost)
            if terms.dry_run:
                return planned
            if planned.forced and terms.mark is not None:
                terms.mark(opened)
            opened.close()
            aside = place.set_aside()
            place.fill(store)
    with open_store(address) as restored:
        return replace(planned, aside=aside, keys_missing=restored.keys_missing())


def _lost(heads: Heads, candidate: SqlStore) -> tuple[str, ...]:
    """Streams of the place whose newest entry is not an entry of the candidate too."""
    asked = text("SELECT digest FROM entry WHERE stream = :stream AND seq = :seq")
    lost = []
    with candidate.engine.connect() as connection:
        for stream, (seq, digest) in sorted(heads.items()):
            kept = connection.execute(asked, {"stream": stream, "seq": seq}).scalar()
            if kept != digest:
                lost.append(stream)
    return tuple(lost)


def _not_intact(found: Verification) -> IntegrityError:
    (first, *_) = found.breaks
    label = VERDICT_LABELS[first.verdict]
    return IntegrityError(
        Text(
            "Nhật ký trong gói sao lưu không dùng được; chưa ghi gì.",
            "The log in the bundle cannot be used; nothing was written.",
        ),
        why=(
            Text(
                f"mục {first.seq} của {first.stream}: {label.vi} ({first.detail.vi})",
                f"entry {first.seq} of {first.stream}: {label.en} ({first.detail.en})",
            ),
        ),
        following=_FORCED,
    )


def _would_lose(lost: tuple[str, ...]) -> RefusedError:
    if not lost:
        return RefusedError(
            Text(
                "Kho hiện có bị hỏng, không đọc được nên không biết sẽ mất gì; chưa ghi gì.",
                "The present store is damaged and cannot be read, so nobody knows what would be"
                " lost; nothing was written.",
            ),
            following=_FORCED,
        )
    listed = ", ".join(lost[:_SHOWN]) + (" …" if len(lost) > _SHOWN else "")
    return RefusedError(
        Text(
            f"Kho hiện có ghi nhiều hơn gói sao lưu ở {len(lost)} chuỗi; khôi phục sẽ làm mất"
            " phần ấy. Chưa ghi gì.",
            f"The present store holds more than the bundle in {len(lost)} stream(s); a restore"
            " would lose that. Nothing was written.",
        ),
        why=(Text(listed, listed),),
        following=_FORCED,
    )
