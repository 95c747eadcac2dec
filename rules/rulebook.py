"""All rules, each read from its file when it is first asked for."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cache
from pathlib import Path

from rules.adoption import adopted, is_adoption
from rules.documents import Document, load_documents
from rules.drafts import laid_over
from rules.errors import RulebookError, UnknownDocumentError, UnknownRuleError
from rules.form_register import load_forms
from rules.forms import Forms
from rules.loader import load_rule
from rules.local import tightened
from rules.rows import Row, load_rows
from rules.rule import Rule, Version
from rules.text import Text
from rules.toml_file import read_table

_REGISTER = "documents.toml"
_FORMS = "forms.toml"
_ROWS = "rows"
_PACKAGE = Path(__file__).with_name("data")


class Rulebook:
    """The law as the product knows it, with the rules of the place added.

    Opening it lists folders and reads nothing; a rule's file is read when the rule is asked for.
    """

    def __init__(self, central: Path, local: tuple[Path, ...]) -> None:
        """Use `Rulebook.open`; this takes the folders as they are."""
        self._central = dict(_packaged_files() if central == _PACKAGE else _files(central))
        self._central.pop(Path(_FORMS).stem, None)
        self._forms_file = central / _FORMS
        self._rows_folder = central / _ROWS
        self._local: dict[str, Path] = {}
        self._registers = [central / _REGISTER]
        self._drafts: dict[str, Path] = {}
        for folder in local:
            self._add(folder)
        self._rules: dict[str, Rule] = {}
        self._documents: dict[str, Document] | None = None
        self._forms: Forms | None = None
        self._rows: tuple[Row, ...] | None = None

    @classmethod
    def open(cls, *local: Path) -> Rulebook:
        """The packaged law, tightened by the files of local folders.

        Raises:
            RulebookError: Two local folders hold a file for the same rule, or one is no folder.
        """
        return cls(_PACKAGE, local)

    def __getitem__(self, rule_id: str) -> Rule:
        """The rule of this id.

        Raises:
            UnknownRuleError: There is none.
            RulebookError: Its file is not in order.
        """
        rule = self._rules.get(rule_id)
        if rule is None:
            rule = self._rules[rule_id] = self._load(rule_id)
        return rule

    def on(self, rule_id: str, day: date) -> Version:
        """The wording of a rule in force on a day.

        Raises:
            UnknownRuleError: There is no such rule.
            NoWordingError: No wording is known for that day.
        """
        return self[rule_id].on(day)

    def wording(self, version_id: str) -> Version | None:
        """The wording of an id such as ``ceremony@2026-07-26``; None where it is gone."""
        try:
            rule = self[version_id.partition("@")[0]]
        except UnknownRuleError:
            return None
        return next((one for one in rule.versions if one.id == version_id), None)

    def ids(self) -> tuple[str, ...]:
        """The ids of all rules, in order; reads no file."""
        return tuple(sorted(self._central.keys() | self._local.keys() | self._drafts.keys()))

    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of their ids."""
        return tuple(self[rule_id] for rule_id in self.ids())

    def timers(self) -> tuple[Rule, ...]:
        """The rules that open deadlines, in the order of their ids; reads no other rules."""
        wanted = (rule_id for rule_id in self.ids() if self._may_be_timer(rule_id))
        return tuple(rule for rule in map(self.__getitem__, wanted) if rule.timer)

    def adopted(self, rule_id: str) -> bool:
        """Whether a rule binds here.

        The law of the centre binds everywhere; a local rule of the package only where the place
        has a file for it, which adopts it as it is or sets it more tightly.

        Raises:
            UnknownRuleError: There is no such rule.
        """
        return rule_id in self._local or not self[rule_id].local

    def drafted(self, *files: Path) -> Rulebook:
        """The same law with draft files laid over it; nothing of this rulebook changes.

        A draft that says ``local = true`` or ``adopt = true`` is one of the place's own; any other
        is one of the central law. A file ``documents.toml`` adds to the register.
        """
        book = copy(self)
        book._rules, book._documents = {}, None  # noqa: SLF001 - it is one of us
        book._drafts, book._local = dict(self._drafts), dict(self._local)  # noqa: SLF001 - as above
        book._registers = list(self._registers)  # noqa: SLF001 - as above
        for path in files:
            if path.name == _REGISTER:
                book._registers.append(path)  # noqa: SLF001 - as above
            elif is_adoption(path) or _is_local(path):
                book._local[path.stem] = path  # noqa: SLF001 - as above
            else:
                book._drafts[path.stem] = path  # noqa: SLF001 - as above
        return book

    def document(self, key: str) -> Document:
        """A document of the register.

        Raises:
            UnknownDocumentError: The register has no such key.
        """
        found = self._register().get(key)
        if found is None:
            raise UnknownDocumentError(key)
        return found

    def documents(self) -> tuple[Document, ...]:
        """All documents of the register, as listed there."""
        return tuple(self._register().values())

    def forms(self) -> Forms:
        """The register of forms, read when it is first asked for.

        Raises:
            RulebookError: The file is not in order.
        """
        if self._forms is None:
            path = self._forms_file
            self._forms = load_forms(path, _packaged(path), self._register())
        return self._forms

    def rows(self) -> tuple[Row, ...]:
        """The rows of the table of law, read when they are first asked for.

        Raises:
            RulebookError: A row is not in order.
        """
        if self._rows is None:
            folder = self._rows_folder
            label = _packaged(folder)
            self._rows = load_rows(folder, label, self._central.keys(), self._register())
        return self._rows

    def load_all(self) -> None:
        """Read every file now, so that anything out of order shows at once.

        Raises:
            RulebookError: A file is not in order.
        """
        self._register()
        self.rules()
        self.forms()
        self.rows()

    def _add(self, folder: Path) -> None:
        for rule_id, path in _files(folder).items():
            if rule_id in self._local:
                raise RulebookError(
                    str(path),
                    1,
                    Text(
                        vi=f"quy tắc “{rule_id}” đã có ở {self._local[rule_id]}.",
                        en=f"the rule “{rule_id}” is already in {self._local[rule_id]}.",
                    ),
                )
            self._local[rule_id] = path
        register = folder / _REGISTER
        if register.is_file():
            self._registers.append(register)

    def _load(self, rule_id: str) -> Rule:
        central, local = self._from_centre(rule_id), self._local.get(rule_id)
        if local is None:
            if central is None:
                raise UnknownRuleError(rule_id, self.ids())
            return central
        if is_adoption(local):
            return adopted(central, local, self._register())
        own = load_rule(local, str(local), self._register())
        if central is not None:
            return tightened(central, own, str(local))
        if own.local:
            return own
        raise RulebookError(
            str(local),
            1,
            Text(
                vi="quy tắc riêng của địa phương phải ghi “local = true”.",
                en="a rule of the place must say “local = true”.",
            ),
        )

    def _from_centre(self, rule_id: str) -> Rule | None:
        """The rule of the central law, with a draft of it laid over; None where there is none."""
        path, draft = self._central.get(rule_id), self._drafts.get(rule_id)
        register = self._register()
        rule = None if path is None else self._central_rule(path, register)
        if draft is None:
            return rule
        return laid_over(rule, load_rule(draft, str(draft), register), str(draft))

    @staticmethod
    def _central_rule(path: Path, register: dict[str, Document]) -> Rule:
        """A rule of the central law; one of the package is read once, whoever asks."""
        if path.parent == _PACKAGE:
            return _packaged_rule(path)
        return load_rule(path, _packaged(path), register)

    def _may_be_timer(self, rule_id: str) -> bool:
        """Whether a file so much as mentions it; parsing the rest would slow every command."""
        folders = (self._central, self._local, self._drafts)
        paths = (paths[rule_id] for paths in folders if rule_id in paths)
        return any(b"timer" in path.read_bytes() for path in paths)

    def _register(self) -> dict[str, Document]:
        if self._documents is None:
            merged: dict[str, Document] = {}
            for path in self._registers:
                label = _packaged(path) if path is self._registers[0] else str(path)
                own = path.parent == _PACKAGE
                found = _packaged_documents(path) if own else load_documents(path, label)
                for key, document in found.items():
                    merged.setdefault(key, document)
            self._documents = merged
        return self._documents


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise RulebookError(
            str(folder),
            1,
            Text(
                vi="không có thư mục quy tắc này; hãy xem lại cấu hình.",
                en="there is no such folder of rules; check the configuration.",
            ),
        )
    found = {path.name: path for path in folder.iterdir() if path.name.endswith(".toml")}
    found.pop(_REGISTER, None)
    return {name.removesuffix(".toml"): found[name] for name in sorted(found)}


def _is_local(path: Path) -> bool:
    """Whether a draft says that it is a place's own; a draft that cannot be read is not."""
    try:
        top = read_table(path, str(path))
    except RulebookError:
        return False  # it is refused, by file and line, when it is read as a rule
    return top.data.get("local") is True


@cache
def _packaged_files() -> dict[str, Path]:
    """The rules of the package by id, which callers copy."""
    return _files(_PACKAGE)


@cache
def _packaged_rule(path: Path) -> Rule:
    """A rule of the package; nothing in it changes while the program runs."""
    return load_rule(path, _packaged(path), _packaged_documents(_PACKAGE / _REGISTER))


@cache
def _packaged_documents(path: Path) -> dict[str, Document]:
    """The register of the package, which callers only read."""
    return load_documents(path, _packaged(path))


def _packaged(path: Path) -> str:
    return f"rules/data/{path.name}"
