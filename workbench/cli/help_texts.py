"""What the command line says about itself, in the reader's language.

Commands and their options are explained in English where they stand, as Python
expects it; ``text/commands.toml`` pairs each of these sentences with its Indonesian
one, and a test walks the tree of commands so that none is forgotten. The frame around
them (*usage*, *arguments*, what is wrong with a call) is ours in both languages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from workbench.text import Language, catalogue, say, terminal_language
from workbench.text.visible import visible

#: How typer names the kinds of values, and the catalogue's word for each.
_KINDS = {"<list[str]>": "text", "<str>": "text", "<list[path]>": "path", "<int>": "number"}
_KINDS |= {"<path>": "path"}


class Commands(typer.Typer):
    """A family of commands whose help is in the reader's language."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("cls", Group)
        super().__init__(add_completion=False, **settings)

    def command(  # type: ignore[override]  # typer's own long list of settings, passed on
        self, name: str | None = None, **settings: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a command, as :meth:`typer.Typer.command` does."""
        settings.setdefault("cls", Command)
        return super().command(name, **settings)


class _Spoken:
    """Help in the reader's language, for one command and for a family of them."""

    help: str | None

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for frame in ("options", "command"):
            pieces = pieces.replace(say(f"commands.frame.{frame}", "en"), _frame(frame))
        formatter.write_usage(ctx.command_path, pieces, prefix=_frame("usage") + " ")

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (typer's signature)
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(in_language(self.help or "", terminal_language()))

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 (typer's signature)
        """Return what the command does, whole: a list that breaks off explains nothing."""
        return in_language(self.help or "", terminal_language())

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Write every argument and option with its explanation."""
        rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for parameter in self.get_params(ctx):
            if (row := parameter.get_help_record(ctx)) is not None:
                rows[parameter.param_type_name].append(_row(row, parameter.help or ""))
        for kind, written in rows.items():
            if written:
                with formatter.section(_frame(f"{kind}_list")):
                    formatter.write_dl(written)
        if isinstance(self, TyperGroup):
            self.format_commands(ctx, formatter)


class Command(_Spoken, TyperCommand):
    """One command."""


class Group(_Spoken, TyperGroup):
    """A family of commands, listed in the order in which a case goes through them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (typer's signature)
        """Return the commands' names in the order of their registration."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (typer's signature)
        """Write every command with what it does."""
        rows = [(name, each.get_short_help_str(0)) for name, each in self.commands.items()]
        with formatter.section(_frame("command_list")):
            formatter.write_dl(rows)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; without any, the help is what was asked for."""
        if not args:
            typer.echo(ctx.get_help())
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Return the command that was asked for; an unknown one is told with the nearest."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            near = get_close_matches(name, self.commands, n=1)
            key = "unknown_near" if near else "unknown"
            ctx.fail(_wrong(key, name=name, near="".join(near)))
        return super().resolve_command(ctx, args)


def in_language(sentence: str, language: Language) -> str:
    """Return a help sentence in `language`; one without a pair stays as it is."""
    if language == "en" or sentence not in _keys():
        return sentence
    return say(f"commands.help.{_keys()[sentence]}", language)


def tell(mistake: typer.TyperException) -> int:
    """Print what is wrong with a call of the command line; return the exit code.

    Which mistake it is shows in what it carries, since typer gives its kinds no
    public names.
    """
    carried = vars(mistake)
    context = carried.get("ctx")
    parameter = carried.get("param")
    message = mistake.format_message()
    if "possibilities" in carried:
        near = ", ".join(carried["possibilities"] or ())
        message = _wrong(
            "option_near" if near else "option", name=carried["option_name"], near=near
        )
    elif parameter is not None:
        key = "missing" if "param_type" in carried else "value"
        name = max(parameter.opts, key=len)
        message = _wrong(key, name=name)
    elif "option_name" in carried:
        message = _wrong("no_value", name=carried["option_name"])
    elif message.startswith("Got unexpected extra argument"):
        message = _wrong("extra", names=message[message.index(" (") + 1 :])
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
        print(_wrong("help", command=context.command_path), file=sys.stderr)
    print(visible(message, lines=True), file=sys.stderr)
    return mistake.exit_code


def _row(row: tuple[str, str], sentence: str) -> tuple[str, str]:
    """Return one line of the list: names and kind of value, explanation and defaults."""
    names, explained = row
    for kind, word in _KINDS.items():
        names = names.replace(kind, f"<{_frame(word)}>")
    rest = explained.removeprefix(sentence)
    for frame in ("required", "default"):
        rest = rest.replace(say(f"commands.frame.{frame}", "en"), _frame(frame))
    return names, in_language(sentence, terminal_language()) + rest


def _frame(key: str) -> str:
    return say(f"commands.frame.{key}", terminal_language())


def _wrong(key: str, **fields: Any) -> str:
    return say(f"commands.wrong.{key}", terminal_language(), **fields)


@cache
def _keys() -> dict[str, str]:
    """Return the key of every help sentence by its English."""
    return {pair["en"]: key for key, pair in catalogue("commands")["help"].items()}
