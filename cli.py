"""The entry point: lazily loaded command groups, nothing else."""

from __future__ import annotations

import gc
import gettext
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.failing import report
from commands.office_desk import Office, shared_options
from commands.skin import Group
from commands.speech import choose, say, speak, unknown_language
from rules.text import Text

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_LOCALE = Path(__file__).parent / "commands" / "locale"

# Name, module, what it does. A module is imported when its name is typed, and not before.
COMMANDS: tuple[tuple[str, str, Text], ...] = (
    ("status", "commands.status", Text("Tình hình trên một màn hình", "Where everything stands")),
    ("next", "commands.worklist", Text("Việc cần làm, gấp trước", "What to do, urgent first")),
    ("find", "commands.find", Text("Tìm người, không cần dấu", "Find people, without accents")),
    ("case", "commands.case", Text("Hồ sơ của từng người", "Cases of people")),
    ("screen", "commands.screening", Text("Rà soát, sàng lọc đảng viên", "Screening of members")),
    ("alert", "commands.alert", Text("Nhắc việc", "Alerts")),
    ("role", "commands.role", Text("Ai được nhắc việc", "Who is reminded")),
    ("quota", "commands.quota", Text("Chỉ tiêu kết nạp", "Yearly quotas")),
    ("source", "commands.source", Text("Nguồn kết nạp", "Sources of new members")),
    ("legal", "commands.legal", Text("Văn bản làm căn cứ", "Legal bases")),
    ("report", "commands.report", Text("Kiểm tra số liệu công bố", "Check published figures")),
    ("referral", "commands.referral", Text("Đoàn thể giới thiệu", "Referrals by unions")),
    ("class", "commands.classes", Text("Lớp bồi dưỡng", "Classes")),
    ("sitting", "commands.sitting", Text("Phiên họp xét, quyết định", "Sittings that decide")),
    ("award", "commands.award", Text("Khen thưởng", "Commendations")),
    ("incident", "commands.incident", Text("Sự cố dữ liệu cá nhân", "Personal data incidents")),
    ("assignment", "commands.assignment", Text("Nhiệm vụ được giao", "Assignments")),
    ("finding", "commands.finding", Text("Thiếu sót qua kiểm tra", "Findings of inspections")),
    ("training", "commands.training", Text("Tập huấn cán bộ", "Training of officers")),
    ("review", "commands.review", Text("Đánh giá, xếp loại hằng năm", "Annual classification")),
    ("unit", "commands.unit", Text("Tổ chức đảng", "Party organisations")),
    ("import", "commands.importing", Text("Nhập danh sách Excel, CSV", "Import Excel or CSV")),
    ("export", "commands.exporting", Text("Xuất danh sách", "Export lists")),
    ("rules", "commands.rules", Text("Quy định theo thời gian", "The law through time")),
    ("audit", "commands.audit", Text("Nhật ký và kiểm chứng", "The log and its proof")),
    ("person", "commands.person", Text("Dữ liệu cá nhân", "Personal data")),
    ("user", "commands.user", Text("Người dùng và vai trò", "Users and roles")),
    ("approval", "commands.approval", Text("Chấp thuận của người thứ hai", "Approvals")),
    ("tick", "commands.tick", Text("Quét nhắc việc một lượt", "One pass of the alerts")),
    ("run", "commands.run", Text("Chạy dịch vụ nhắc việc", "Run the alert service")),
    ("job", "commands.job", Text("Lịch chạy của dịch vụ", "The service's jobs")),
    ("metrics", "commands.metrics", Text("Số liệu giám sát", "Monitoring figures")),
    ("db", "commands.db", Text("Kho dữ liệu", "The store")),
    ("doctor", "commands.doctor", Text("Kiểm tra cài đặt", "Check the installation")),
    ("demo", "commands.demo", Text("Dữ liệu mẫu, chạy thử", "Sample data and a tour")),
    ("simulate", "commands.simulate", Text("Mô phỏng nhiều năm", "Simulate years")),
    ("completion", "commands.completion", Text("Gợi ý lệnh cho shell", "Shell completion")),
    ("version", "commands.version", Text("Phiên bản", "Version")),
)
_MODULES = {name: module for name, module, _ in COMMANDS}
_ALIASES = {"hoso": "case", "viec": "next", "chitieu": "quota", "tim": "find", "nhac": "alert"}

_SELDOM = 500_000
"""New objects between two looks for cycles: what is loaded makes none, and costs time to walk."""


class Root(Group):
    """The whole command line; every failure leaves through one door."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        del ctx
        return [name for name, _, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command's module when its name is typed."""
        del ctx
        name = _ALIASES.get(cmd_name, cmd_name)
        module = _MODULES.get(name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(module).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; of an unknown one, the names that come near it."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as unknown:
            raise click.exceptions.NoSuchCommand(
                unknown.command_name, possibilities=_MODULES, ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        del ctx
        with formatter.section(say(Text("Lệnh", "Commands"))):
            formatter.write_dl([(name, say(words)) for name, _, words in COMMANDS])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names that begin as typed, without loading any command; then the shared options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - 5 ms for Tab alone

        names = [
            CompletionItem(name, help=say(words))
            for name, _, words in COMMANDS
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def main(  # type: ignore[override]  # click's overloads only tell standalone_mode apart
        self, args: Sequence[str] | None = None, **kw: Any
    ) -> Any:
        """Run a command line and leave with its exit code."""
        given = list(sys.argv[1:] if args is None else args)
        if "_KETNAP_COMPLETE" in os.environ:
            return super().main(args=given, obj=Office(), **kw)
        speak(choose(given, os.environ))
        gettext.bindtextdomain("messages", str(_LOCALE))
        kw["standalone_mode"] = False
        with Office().closing as closing:
            office = Office(closing=closing)
            sys.exit(report(lambda: self._run(given, office, **kw)))

    def _run(self, given: list[str], office: Office, **kw: Any) -> Any:
        wrong = unknown_language(given, os.environ)
        if wrong is not None:
            raise click.UsageError(say(wrong))
        return super().main(args=given, obj=office, **kw)


ketnap = Root(
    name="ketnap",
    words=Text(
        "Theo dõi người được giới thiệu vào Đảng, từ lúc giới thiệu tới khi là đảng viên"
        " chính thức, theo đúng quy định từng thời kỳ.",
        "Follow candidates from nomination to full membership, under the law of each day.",
    ),
    params=shared_options(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Run `ketnap`; output is UTF-8 on every console."""
    gc.set_threshold(_SELDOM, 10, 10)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    ketnap.main(prog_name="ketnap")


if __name__ == "__main__":
    main()
