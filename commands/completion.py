"""`ketnap completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from commands.skin import Command
from rules.text import Text

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_KETNAP_COMPLETE"


@click.command(
    "completion",
    cls=Command,
    words=Text(
        "In đoạn mã để shell gợi ý lệnh, tùy chọn và mã hồ sơ khi bấm phím Tab.",
        "Print the script by which a shell completes commands, options and case references.",
    ),
    examples=(
        "echo 'eval \"$(ketnap completion bash)\"' >> ~/.bashrc",
        "echo 'eval \"$(ketnap completion zsh)\"' >> ~/.zshrc",
        "ketnap completion fish > ~/.config/fish/completions/ketnap.fish",
    ),
    exits=(0, 2),
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a completion script."""
    made = get_completion_class(shell)
    if made is not None:
        click.echo(made(ctx.find_root().command, {}, "ketnap", _VARIABLE).source(), nl=False)
