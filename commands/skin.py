"""How every command looks: help in two languages, examples first, exit codes, shared options."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from click.types import OptionHelpExtra

# Tabs and line breaks may come with pasted text; they count as white space.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

EXITS: dict[int, Text] = {
    0: Text("xong", "done"),
    1: Text("thất bại hoặc trả lời “không”", "failed, or “no” at a prompt"),
    2: Text("gõ sai lệnh hoặc giá trị", "usage"),
    3: Text("không tìm thấy, hoặc chưa rõ là cái nào", "not found or ambiguous"),
    4: Text("không có quyền", "not permitted"),
    5: Text("quy định không cho phép; chưa ghi gì", "refused by rule; nothing written"),
    6: Text("người khác đã ghi trước", "conflict: someone moved it first"),
    7: Text("nhật ký hoặc số liệu không khớp", "integrity or figures disagree"),
    8: Text("có phát hiện (chỉ với --exit-code)", "findings exist (only with --exit-code)"),
    9: Text("tệp đưa vào bị từ chối, toàn bộ hoặc một phần", "input data rejected"),
    10: Text("dịch vụ bên ngoài lỗi", "outside service failed"),
    75: Text("đang bận, thử lại", "try again"),
    130: Text("Ctrl-C", "Ctrl-C"),
}


class Option(click.Option):
    """An option whose help comes in the reader's language."""

    def __init__(self, *names: Any, words: Text | None = None, **kw: Any) -> None:
        self.words = words
        super().__init__(*names, **kw)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """What stands in brackets after the help: default, range, whether it is required."""
        extra = super().get_help_extra(ctx)
        if getattr(self.type, "plain", False):
            extra.pop("range", None)
        return extra

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and help of the option."""
        if self.words is not None:
            self.help = say(self.words)
        return super().get_help_record(ctx)


_PIECES = {
    "[OPTIONS]": Text("[TÙY CHỌN]", "[OPTIONS]"),
    "COMMAND [ARGS]...": Text("LỆNH [THAM SỐ]...", "COMMAND [ARGS]..."),
}


class Spoken(click.Command):
    """What every command and noun shares: it speaks the reader's language, and reads clean text."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what no keyboard types, before anything is made of it."""
        for place, typed in enumerate(args, start=1):
            if _UNREADABLE.search(typed):
                raise click.UsageError(
                    say(
                        Text(
                            f"Tham số thứ {place} có ký tự điều khiển hoặc ký tự hỏng; hãy gõ lại.",
                            f"Argument {place} holds a control or broken character;"
                            " please retype it.",
                        )
                    ),
                    ctx,
                )
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line's parts."""
        pieces = super().collect_usage_pieces(ctx)
        return [say(_PIECES[piece]) if piece in _PIECES else piece for piece in pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`; click keeps it, so its words are put in at each asking."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(Text("In hướng dẫn này rồi thoát.", "Show this message and exit."))
        return option


class Command(Spoken):
    """A command with bilingual help, examples and exit codes; takes the shared options too."""

    def __init__(
        self,
        *args: Any,
        words: Text,
        examples: Sequence[str] = (),
        exits: Sequence[int] = (0, 2),
        **kw: Any,
    ) -> None:
        # Whoever opens a store may meet its policy, whatever the command.
        permitted = {4} if 3 in exits else set()  # noqa: PLR2004 - not found, not permitted
        self.words, self.examples = words, examples
        self.exits = tuple(sorted({*exits, *permitted}))
        kw.pop("help", None)
        super().__init__(*args, **kw)
        from commands.office_desk import shared_options  # noqa: PLC0415 - it needs this module

        self.params.extend(shared_options())

    def get_short_help_str(self, limit: int = 45) -> str:
        """One line for a list of commands."""
        del limit
        return say(self.words).partition(". ")[0].rstrip(".")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does, then how it is typed."""
        del ctx
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(say(self.words))
        if self.examples:
            with formatter.section(say(Text("Ví dụ", "Examples"))):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes a script may meet."""
        del ctx
        with formatter.section(say(Text("Mã thoát", "Exit codes"))):
            formatter.write_dl([(str(code), say(EXITS[code])) for code in self.exits])


class Group(Spoken, click.Group):
    """A noun of the command line."""

    command_class = Command

    def __init__(self, *args: Any, words: Text, **kw: Any) -> None:
        self.words = words
        kw.pop("help", None)
        super().__init__(*args, **kw)

    def get_short_help_str(self, limit: int = 45) -> str:
        """One line for a list of commands."""
        del limit
        return say(self.words).partition(". ")[0].rstrip(".")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the noun is about."""
        del ctx
        with formatter.indentation():
            formatter.write_paragraph()
            formatter.write_text(say(self.words))


class LazyGroup(Group):
    """A noun whose verbs are loaded when they are typed.

    `verbs` maps each name to the module and the attribute that hold its command.
    """

    def __init__(self, *args: Any, verbs: Mapping[str, tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs by name."""
        del ctx
        return sorted(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a verb."""
        del ctx
        if cmd_name not in self.verbs:
            return None
        module, attribute = self.verbs[cmd_name]
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that was typed; of an unknown one, the names that come near it."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as unknown:
            raise click.exceptions.NoSuchCommand(
                unknown.command_name, possibilities=self.verbs, ctx=ctx
            ) from None


def option(*names: str, words: Text, **kw: Any) -> Callable[[Any], Any]:
    """An option with bilingual help."""
    return click.option(*names, cls=Option, words=words, **kw)


def group(name: str, words: Text) -> Group:
    """A noun without behaviour of its own."""
    return Group(name=name, words=words)
