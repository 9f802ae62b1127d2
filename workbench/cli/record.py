"""``workbench seal``, ``sign``, ``verify`` and ``compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.text import terminal_language

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to `app`."""
    app.command("seal")(seal)
    app.command("sign")(sign)
    app.command("verify")(verify)
    app.command("compare")(compare)


def seal(
    study: Annotated[Path, typer.Argument(help="The study folder: CASE/studies/NAME.")],
    output: Annotated[
        Path | None, typer.Option(help="Folder that receives the record; else CASE/records.")
    ] = None,
    case: Annotated[
        Path | None, typer.Option(help="The case folder, when the study lies elsewhere.")
    ] = None,
    with_evidence: Annotated[
        bool, typer.Option("--with-evidence", help="Put copies of the exhibits into the record.")
    ] = False,
    unfinished: Annotated[
        bool,
        typer.Option("--unfinished", help="Seal a kajian with open gaps; the record says so."),
    ] = False,
    as_studied: Annotated[
        bool,
        typer.Option(
            "--as-studied",
            help="Seal a study although answers were changed since; the record says so.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Make a record of a study: a BagIt bag that anyone can check with common tools."""
    from workbench.case import examine_folder
    from workbench.cli.index import keep_current
    from workbench.cli.output import print_json, warn_of_clock
    from workbench.cli.progress import shown
    from workbench.record.seal import seal as make
    from workbench.text import say

    language = terminal_language()
    with shown(language, "record") as progress:
        sealed = make(
            study,
            output,
            case=case,
            with_evidence=with_evidence,
            unfinished=unfinished,
            as_studied=as_studied,
            progress=progress,
        )
    warn_of_clock(examine_folder(sealed.case)[0])
    keep_current([sealed.case])
    if json:
        evidence = {"listed": sealed.exhibits, "stored": sealed.stored}
        print_json(
            {
                "record": str(sealed.path),
                "id": sealed.id,
                "seal": sealed.seal,
                "files": sealed.files,
                "bytes": sealed.size,
                "evidence": evidence,
                "kajian": sealed.kajian,
            }
        )
        return
    for key in ("sealed", "sealed_counts", "sealed_value"):
        typer.echo(say(f"record.said.{key}", language, **vars(sealed)))
    typer.echo(say(f"record.kajian.{sealed.kajian}", language))


def verify(
    records: Annotated[list[Path], typer.Argument(metavar="RECORD…", help="Records to check.")],
    seal: Annotated[
        list[str] | None,
        typer.Option(
            help="A seal value noted outside the record, as in the minutes; may be repeated."
        ),
    ] = None,
    seals: Annotated[
        Path | None,
        typer.Option(help="A file of seal values, one a line, each followed by its record's name."),
    ] = None,
    signers: Annotated[
        Path | None,
        typer.Option(
            help="The office's list of signers (allowed_signers); else the one beside the record."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Check records: every file that changed, is missing or was added."""
    from workbench.cli.output import print_json
    from workbench.cli.progress import shown
    from workbench.errors import RecordError
    from workbench.record.expected import expected
    from workbench.record.verify import examine

    language = terminal_language()
    noted = expected(seal or (), seals)
    if signers is not None and not signers.is_file():
        raise RecordError("signers_missing", path=str(signers))
    found: list[Any] = []
    with shown(language, "record") as progress:
        for record in records:
            try:
                found.append(examine(record, progress, seals=noted, signers=signers))
            except RecordError as error:
                # One stray file among five hundred records must not hide what the others say.
                found.append(error)
    lost = [each for each in found if isinstance(each, RecordError)]
    if len(lost) == len(found) == 1:
        raise lost[0]
    if json:
        rows = [_as_json(record, each) for record, each in zip(records, found, strict=True)]
        print_json(rows[0] if len(rows) == 1 else rows)
    else:
        _print_all(found)
    good = sum(not isinstance(each, RecordError) and each.ok for each in found)
    raise typer.Exit(0 if good == len(found) else 1)


def sign(
    record: Annotated[Path, typer.Argument(help="The record to sign.")],
    key: Annotated[
        Path, typer.Option(help="Your SSH key file; ssh-keygen asks for its passphrase.")
    ],
    role: Annotated[
        str,
        typer.Option("--as", help="As what: reviewer, member, chair, secretary or archivist."),
    ] = "reviewer",
    json: Json = False,
) -> None:
    """Sign a record with an SSH key; several people, at any time after sealing."""
    from workbench.cli.output import print_json
    from workbench.record.sign import sign as make
    from workbench.text import say
    from workbench.text.visible import visible

    language = terminal_language()
    signed = make(record, key, role)
    if json:
        print_json(signed.as_json())
        return
    named = say(f"record.role.{signed.role}", language)
    place = visible(signed.record / signed.path)
    typer.echo(say("record.said.signed", language, role=named, path=place))
    typer.echo(say("record.said.signed_key", language, key=signed.key, seal=signed.seal))


def compare(
    before: Annotated[Path, typer.Argument(help="A study, a record or a study.json.")],
    after: Annotated[Path, typer.Argument(help="The one to compare it with.")],
    json: Json = False,
) -> None:
    """Compare two studies: what differs, and what rests on it. Ends with 1 when they differ."""
    from workbench.cli.output import print_json
    from workbench.record.impact.subjects import impact
    from workbench.record.impact.words import told_lines
    from workbench.text import say

    subjects = impact(before, after)
    language = terminal_language()
    if json:
        rows = [leaf.as_json() for subject in subjects for leaf in subject.leaves]
        told = [subject.as_json() for subject in subjects]
        print_json({"same": not subjects, "changes": rows, "subjects": told})
    elif subjects:
        typer.echo("\n".join(told_lines(subjects, language)))
    else:
        typer.echo(say("record.said.same", language))
    raise typer.Exit(1 if subjects else 0)


def _as_json(record: Path, found: Any) -> dict[str, Any]:
    from workbench.errors import RecordError

    if not isinstance(found, RecordError):
        return dict(found.as_json(terminal_language()))
    error = {"code": found.code, "message": found.message(terminal_language())}
    return {"record": str(record), "ok": False, "error": error}


def _print_all(found: list[Any]) -> None:
    """Print every verdict in the order asked for, then how many there were of each kind."""
    from workbench.errors import RecordError
    from workbench.text import say

    lost = [each for each in found if isinstance(each, RecordError)]
    for each in found:
        if isinstance(each, RecordError):
            typer.echo(each.message(terminal_language()))
        else:
            _print_verdict(each)
    if len(found) > 1:
        good = sum(not isinstance(each, RecordError) and each.ok for each in found)
        bad = len(found) - good - len(lost)
        counts = {"good": good, "count": len(found), "bad": bad, "lost": len(lost)}
        typer.echo(say("record.said.all_records", terminal_language(), **counts))


def _print_verdict(verdict: Any) -> None:
    from workbench.cli.output import print_table
    from workbench.text import say
    from workbench.text.visible import visible

    language = terminal_language()
    columns = [say(f"record.table.{name}", language) for name in ("check", "result", "detail")]
    rows = [
        (
            say(f"record.check.{check.name}", language),
            say(f"record.table.{'agrees' if check.ok else 'differs'}", language),
            check.detail(language),
        )
        for check in verdict.checks
    ]
    key = "verified" if verdict.ok else "not_verified"
    typer.echo(say(f"record.said.{key}", language, record=visible(verdict.record)))
    print_table(columns, rows)
    _print_signatures(verdict.signatures)
    typer.echo(say("record.said.seal_now", language, seal=verdict.seal or "-"))


def _print_signatures(signatures: Any) -> None:
    from workbench.cli.output import print_table
    from workbench.text import say

    language = terminal_language()
    if not signatures:
        typer.echo(say("record.said.not_signed", language))
        return
    columns = [say(f"record.table.{name}", language) for name in ("role", "key", "result")]
    rows = []
    for one in signatures:
        state = "good_known" if one.state == "good" and one.who else one.state
        told = say(f"record.signature.{state}", language, who=one.who)
        rows.append((say(f"record.role.{one.role}", language), one.key or "-", told))
    print_table(columns, rows)
