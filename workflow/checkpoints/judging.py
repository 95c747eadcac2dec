"""Hold the log against its tree and its checkpoints: what a chain alone cannot see.

A tail cut off with all that followed from it, a log written anew with all its digests, an older
copy in the newer one's place: each contradicts a checkpoint that somebody kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit import Break, Checkpoint, Detail, Entry, Leaf, NoteError, Root, Signed, Stored, Verdict
from workflow.checkpoints.keys import KEY_STREAM, LogKey, key_for, log_keys
from workflow.checkpoints.numbers import Numbers
from workflow.checkpoints.places import at_row, somewhere
from workflow.checkpoints.stamps import Stretch, stamped_after, stamped_before
from workflow.ports import AuditMoment

_BLOCK = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeFindings:
    """What holding the log against its tree found.

    Attributes:
        entries: How many entries there are.
        root: The root over all, those not sealed behind the others.
        unsealed: How many are not sealed.
        checkpoint: The largest checkpoint that the log fits.
        breaks: What does not fit.
    """

    entries: int
    root: str
    unsealed: int
    checkpoint: Checkpoint | None
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A checkpoint that the log must fit; `known` is False where the log does not know its key."""

    checkpoint: Checkpoint
    known: bool = True


def judge_tree(
    rows: AuditMoment, key_entries: Sequence[Entry], elsewhere: Iterable[Signed] = ()
) -> TreeFindings:
    """Read every leaf once, in order, and compare with whatever is kept of the tree.

    Args:
        rows: The store at one moment.
        key_entries: The sound entries of the stream of keys.
        elsewhere: Checkpoints kept outside the store.
    """
    return _Judge().judge(rows, key_entries, list(elsewhere))


def judge_roots(
    kept: Sequence[tuple[int, str]],
    key_entries: Sequence[Entry],
    places: Mapping[int, int],
    roots: Mapping[int, bytes],
    entries: int,
    elsewhere: Iterable[Signed] = (),
) -> tuple[Checkpoint | None, tuple[Break, ...]]:
    """The largest checkpoint that the log fits, where its roots are known already; what does not.

    Args:
        kept: Size and note of every checkpoint of the store.
        key_entries: The entries of the stream of keys.
        places: The leaf of each of them, by its number.
        roots: The root at each size that a checkpoint speaks of, as far as there are leaves.
        entries: How many leaves there are.
        elsewhere: Checkpoints kept outside the store.
    """
    judge = _Judge(places=dict(places), roots=dict(roots), sealed=entries)
    fits = judge.checkpoints(kept, key_entries, list(elsewhere), entries)
    return fits, tuple(judge.breaks)


@dataclass(slots=True, kw_only=True)
class _Judge:
    breaks: list[Break] = field(default_factory=list)
    lost: list[Break] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    roots: dict[int, bytes] = field(default_factory=dict)
    stretches: dict[int, Stretch] = field(default_factory=dict)
    sealed: int = 0
    gone: Break | None = None
    wrong: tuple[int, int, Stored | None] | None = None
    numbers: Numbers = field(default_factory=lambda: Numbers(given_out=None))
    _nodes: dict[tuple[int, int], str] = field(default_factory=dict)
    _block: Stored | None = None

    def judge(
        self, rows: AuditMoment, key_entries: Sequence[Entry], elsewhere: list[Signed]
    ) -> TreeFindings:
        kept = list(rows.checkpoints())
        sizes = {size for size, _ in kept if isinstance(size, int)}
        sizes |= {one.checkpoint.size for one in elsewhere}
        self._nodes = {(height, number): digest for height, number, digest in rows.subtrees()}
        root = self._read(rows, sorted(sizes))
        self.breaks += [self.gone] if self.gone else self.numbers.breaks(root.size)
        fits = self.checkpoints(kept, key_entries, elsewhere, root.size)
        if self.gone is None:
            self._subtrees(fits)
        return TreeFindings(
            entries=root.size,
            root=root.hexdigest(),
            unsealed=root.size - self.sealed,
            checkpoint=fits,
            breaks=(*self.breaks, *self.lost),
        )

    def checkpoints(
        self,
        kept: Sequence[tuple[int, str]],
        key_entries: Sequence[Entry],
        elsewhere: list[Signed],
        entries: int,
    ) -> Checkpoint | None:
        """Hold the roots against every checkpoint."""
        keys = self._keys(key_entries)
        anchors = [*self._kept(kept, keys), *self._elsewhere(elsewhere, keys, {s for s, _ in kept})]
        if self.gone is not None:  # no root of these leaves is what it was, and that is why
            return None
        return self._hold(sorted(anchors, key=lambda one: one.checkpoint.size), entries, keys)

    # Reading -------------------------------------------------------------------------------------

    def _read(self, rows: AuditMoment, sizes: list[int]) -> Root:
        """Every leaf into one root; the root at each size that a checkpoint speaks of."""
        root = Root(self._full)
        self.numbers = Numbers(given_out=rows.given_out())
        wanted = iter([size for size in sizes if size > 0])
        stop = next(wanted, None)
        stretch = Stretch()
        self.roots[0] = root.digest()
        for leaf in rows.leaves():
            row = leaf.stored
            self._place(leaf, root.size)
            if row is None:
                continue
            if not root.size & _BLOCK:
                self._block = row
            stretch.hold(row)
            self.numbers.see(row, sealed=leaf.number is not None)
            root.add(str(row.body).encode())
            if root.size == stop:
                self.roots[stop], self.stretches[stop] = root.digest(), stretch
                stretch, stop = Stretch(), next(wanted, None)
        self.stretches[-1] = stretch
        return root

    def _full(self, height: int, number: int, digest: bytes) -> None:
        """A stored subtree that differs, or is missing under sealed leaves; the first is kept."""
        stored = self._nodes.pop((height, number), None)
        sealed = (number + 1) << height <= self.sealed
        if self.wrong is None and stored != digest.hex() and (sealed or stored is not None):
            self.wrong = number << height, number + 1 << height, self._block

    def _place(self, leaf: Leaf, at: int) -> None:
        """Places run from 0 without a gap, and each has its entry."""
        row = leaf.stored
        self.sealed += leaf.number is not None
        if row is not None and row.stream == KEY_STREAM and isinstance(row.seq, int):
            self.places[row.seq] = at
        if self.gone is not None or leaf.number is None:
            return
        if row is None:
            told = Detail(
                f"mục đã niêm ở vị trí {leaf.number} không còn",
                f"the entry that was sealed at place {leaf.number} is gone",
            )
            self.gone = somewhere(Verdict.REMOVED, told, at + 1)
        elif leaf.number != at:
            told = Detail(f"vị trí {at} trong cây bị trống", f"place {at} of the tree is empty")
            self.gone = at_row(row, Verdict.UNSEALED, told)

    # Keys and checkpoints ------------------------------------------------------------------------

    def _keys(self, entries: Sequence[Entry]) -> tuple[LogKey, ...]:
        try:
            keys = log_keys(entries)
        except (NoteError, LookupError, TypeError) as odd:
            told = Detail(f"mục khóa không đọc được: {odd}", f"an entry names no key: {odd}")
            self.breaks.append(_of(entries[-1], Verdict.FORGED, told))
            return ()
        for one in keys:
            if not one.endorsed and not one.lost:
                told = Detail(
                    "khóa trước không ký xác nhận khóa này",
                    "the key before it did not sign for this one",
                )
                self.breaks.append(_of(entries[one.seq - 1], Verdict.FORGED, told))
        return keys

    def _kept(self, kept: Sequence[tuple[int, str]], keys: Sequence[LogKey]) -> Iterator[_Anchor]:
        """Checkpoints of the store that the right key signed; the others are named."""
        for size, note in kept:
            try:
                signed = Signed.read(note)
            except (NoteError, TypeError) as odd:
                self._forged(size, Detail(f"không đọc được: {odd}", f"it cannot be read: {odd}"))
                continue
            if signed.checkpoint.size != size:
                said = signed.checkpoint.size
                self._forged(size, Detail(f"nội dung ghi {said} mục", f"it says {said} entries"))
            elif self._signed(signed, keys):
                yield _Anchor(signed.checkpoint)
            else:
                self._forged(size, _UNSIGNED)

    def _elsewhere(
        self, elsewhere: list[Signed], keys: Sequence[LogKey], kept: set[int]
    ) -> Iterator[_Anchor]:
        """Checkpoints from outside. One that no key of the log signed tells of another log."""
        ids = {(one.public.name, one.public.id) for one in keys}
        for signed in elsewhere:
            one = signed.checkpoint
            if self._signed(signed, keys):
                yield _Anchor(one)
                if one.size not in kept and one.size <= self.sealed:
                    told = Detail(
                        f"kho không còn điểm kiểm tra {one.size} mục đã ký",
                        f"the store no longer has the checkpoint of {one.size} entries",
                    )
                    self.lost.append(somewhere(Verdict.REMOVED, told, one.size))
            elif ids & {(made.name, made.key) for made in signed.note.signatures}:
                self._forged(one.size, _UNSIGNED)
            else:
                yield _Anchor(one, known=False)

    def _signed(self, signed: Signed, keys: Sequence[LogKey]) -> bool:
        key = key_for(signed.checkpoint.size, keys, self.places)
        return key is not None and signed.checkpoint.origin == key.name and key.signed(signed.note)

    def _forged(self, size: object, told: Detail) -> None:
        whole = Detail(f"điểm kiểm tra {size} mục: {told.vi}", f"checkpoint of {size}: {told.en}")
        at = size if isinstance(size, int) else 0
        self.breaks.append(somewhere(Verdict.FORGED, whole, at))

    # Holding the log against them ----------------------------------------------------------------

    def _hold(
        self, anchors: Sequence[_Anchor], entries: int, keys: Sequence[LogKey]
    ) -> Checkpoint | None:
        """The largest checkpoint that the log fits; the first that it does not fit is a break."""
        fits: Checkpoint | None = None
        origins = {one.public.name for one in keys}
        for anchor in anchors:
            one = anchor.checkpoint
            if not anchor.known and origins and one.origin not in origins:
                told = Detail(
                    f"điểm kiểm tra của nhật ký {one.origin}, kho này là nhật ký khác",
                    f"the checkpoint is of the log {one.origin}, this store holds another",
                )
                self.breaks.append(somewhere(Verdict.REWRITTEN, told, 1))
                break
            if one.size > entries:
                told = Detail(
                    f"điểm kiểm tra{_when(one)} có {one.size} mục, nay chỉ còn {entries}",
                    f"the checkpoint{_when(one)} has {one.size} entries, now there are {entries}",
                )
                self.breaks.append(somewhere(Verdict.TAIL_CUT, told, entries + 1))
                break
            if self.roots.get(one.size) != one.root:
                self.breaks.append(self._rewritten(one, fits))
                break
            if not anchor.known:
                self._forged(one.size, _UNKNOWN)
                continue
            fits = one
        if fits is not None and fits.size > self.sealed:
            told = Detail(
                f"{fits.size - self.sealed} mục đã ký trong điểm kiểm tra không còn vị trí",
                f"{fits.size - self.sealed} entries under a checkpoint have lost their place",
            )
            self.breaks.append(somewhere(Verdict.UNSEALED, told, self.sealed + 1))
        return fits

    def _rewritten(self, one: Checkpoint, fits: Checkpoint | None) -> Break:
        """What was written anew, from where: stamps that no clock gave, or anything else."""
        low = 0 if fits is None else fits.size
        stretch = self._stretch(low, one.size)
        since = "" if fits is None else f" sau điểm kiểm tra {fits.size} mục"
        since_en = "" if fits is None else f" after the checkpoint of {fits.size} entries"
        for row in (stamped_after(stretch, one), stamped_before(stretch, fits)):
            if row is not None:
                told = Detail(
                    f"giờ ghi không thể có{since}, điểm kiểm tra{_when(one)} không khớp",
                    f"no clock gave this stamp{since_en}; the checkpoint{_when(one)} does not fit",
                )
                return at_row(row, Verdict.RE_STAMPED, told)
        told = Detail(
            f"nhật ký đã bị viết lại từ đây hoặc sau đây{since}; điểm kiểm tra{_when(one)}"
            f" ({one.size} mục) không khớp",
            f"the log was written anew here or further on{since_en}; the checkpoint{_when(one)}"
            f" ({one.size} entries) does not fit",
        )
        row = stretch.first
        if self.wrong is not None and low < self.wrong[0] < one.size:
            row = self.wrong[2]
        if row is None:
            return somewhere(Verdict.REWRITTEN, told, low + 1)
        return at_row(row, Verdict.REWRITTEN, told)

    def _stretch(self, low: int, high: int) -> Stretch:
        """The leaves between two sizes that a checkpoint speaks of."""
        whole = Stretch()
        for size in sorted(self.stretches):
            if low < size <= high:
                for row in self.stretches[size].notable():
                    whole.hold(row)
        return whole

    def _subtrees(self, fits: Checkpoint | None) -> None:
        """Stored subtrees that are not what the leaves give."""
        if self.wrong is not None:
            at, end, row = self.wrong
            signed = fits is not None and end <= fits.size
            told = Detail(
                f"cây lưu khác với các mục từ vị trí {at}",
                f"the stored tree is not what the entries from place {at} on give",
            )
            verdict = Verdict.PROJECTION_DIFFERS if signed else Verdict.REWRITTEN
            self.breaks.append(
                somewhere(verdict, told, at + 1) if row is None else at_row(row, verdict, told)
            )
        elif self._nodes:
            told = Detail("cây lưu có nút thừa", "the stored tree has nodes that no leaves give")
            self.breaks.append(somewhere(Verdict.PROJECTION_DIFFERS, told, self.sealed))


_UNSIGNED = Detail(
    "không do khóa đúng của nhật ký ký", "the key that had to sign it then did not sign it"
)
_UNKNOWN = Detail("nhật ký không biết khóa đã ký", "the log does not know the key that signed it")


def _when(one: Checkpoint) -> str:
    return "" if one.time is None else f" {one.time[:10]}"


def _of(entry: Entry, verdict: Verdict, detail: Detail) -> Break:
    day = entry.fields.get("effective_on")
    return Break(stream=entry.stream, seq=entry.seq, verdict=verdict, detail=detail, day=day)
