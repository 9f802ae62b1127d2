"""The forms that an office fills in part by part: laid out as their annex prints them.

Which parts there are, their order and their words come from the rule pack. What the case
knows stands in its part; whatever it does not know is a line to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.law.form_shapes import Form, FormPart
from workbench.report.context import Context
from workbench.report.documents.comments import is_noted, noted
from workbench.report.documents.forms.form_answers import Answer, answers
from workbench.report.documents.law_words import marked
from workbench.report.documents.letterhead import Forms, Json, Values, filled
from workbench.report.documents.numbers import official
from workbench.report.documents.office_settings import Office
from workbench.text.visible import visible

_NUMBERS = {"submission", "register"}
# A report that its complainant took back.
_WITHDRAWN = "not_registered_withdrawn"
_CORRECTION = ("permintaan_koreksi", "ba_koreksi", "status_koreksi")


def purposes(study: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the forms of a study are for, in the order of the work."""
    kajian: Json = study.get("kajian") or {}
    process: Json = (kajian.get("answers") or {}).get("process") or {}
    route = (study.get("case") or {}).get("route")
    if route == "laporan":
        yield from ("laporan", "tanda_bukti")
        if process.get("completed"):
            yield "tanda_bukti_perbaikan"
        if (kajian.get("screening") or {}).get("result") == _WITHDRAWN:
            yield "pencabutan"
    elif route == "temuan":
        yield "lhp"
    elif route == "informasi_awal":
        yield "informasi_awal"
    if process.get("correction_asked"):
        yield from _CORRECTION


def people(study: Mapping[str, Any], purpose: str) -> tuple[str, ...]:
    """Return whose names a form needs: who hands it in, or found it."""
    wanted = {"lhp": "penemu"}.get(purpose, "pelapor")
    parties = (study.get("case") or {}).get("parties") or ()
    return tuple(str(one.get("id")) for one in parties if one.get("role") == wanted)


def values(context: Context, office: Office, forms: Forms, subject: Json) -> Values:
    """Return the values of one form."""
    purpose = str(subject["purpose"])
    return laid_out(context, office, forms, purpose, answers(context, office, forms, purpose))


def laid_out(
    context: Context, office: Office, forms: Forms, purpose: str, known: Mapping[str, Answer]
) -> Values:
    """Return the values of a form with what is known of its parts."""
    form = forms.layout(purpose)
    if form is None:
        return {"blocks": [], "signers": [], "kop": True, "form_number": "", "form": ""}
    code, word = forms.code(context, purpose), office.form_word or context.text("document.form")
    title = marked(context, forms.pack.marked(form, form.title))
    return {
        "form": f"{word} {code}" if code else "",
        "title": title if is_noted(title) else noted(title, context.text("document.draft")),
        "kop": form.letterhead != "none",
        "form_number": _number(context, forms, form),
        "number": _number(context, forms, form),
        "blocks": [
            _block(context, part, known.get(part.id), _place(part) if form.numbered else "")
            for part in form.parts
            if part.kind != "signature" and part.id not in {"nomor", "penutup.tempat"}
            and (part.required or known.get(part.id))
        ],
        "signers": _signers(context, form, known),
        "place_and_day": any(part.id == "penutup.tempat" for part in form.parts),
        "signed_on": str(known.get("penutup.tempat") or context.text("document.day_line")),
    }  # fmt: skip


def _number(context: Context, forms: Forms, form: Form) -> str:
    """Return the number that a form carries; a line for one that only the office knows."""
    if not form.number:
        return ""
    kind = form.number
    return filled(context, official(forms.pack, context.case, kind) if kind in _NUMBERS else "")


def _place(part: FormPart) -> str:
    """Return what a form prints before a part: the last of ``1.a``."""
    last = part.id.rpartition(".")[2]
    # The last words and lines of a form stand without a number.
    is_counted = part.id[0].isdigit() and not part.id.startswith("7.")
    return f"{last}. " if is_counted and part.id not in {"7", "8"} else ""


def _block(context: Context, part: FormPart, known: Answer | None, place: str) -> dict[str, Any]:
    """Return one part as the template lays it out."""
    line = context.text("document.line")
    label = f"{place}{visible(part.label.in_(context.language))}"
    rows = known if isinstance(known, list) else [known or line]
    block = {"kind": part.kind, "label": label, "value": "", "lines": [], "rows": []}
    if part.kind == "field":
        return block | {"value": rows[0] if rows else line}
    if part.kind == "statement":
        return block | {"label": known if isinstance(known, str) and known else label}
    if part.kind == "table":
        return block | {
            "label": label.partition(":")[0],
            "rows": [dict(zip(("what", "count"), row.rpartition("|")[::2], strict=True))
                     for row in rows if "|" in row] or [{"what": line, "count": ""}],
        }  # fmt: skip
    if part.kind in {"text", "list"}:
        return block | {"lines": rows or [line]}
    return block


def _signers(context: Context, form: Form, known: Mapping[str, Answer]) -> list[dict[str, str]]:
    """Return who signs, two beside each other: to the left who receives, to the right who gives."""
    line = context.text("document.line")
    places = []
    for part in form.parts:
        if part.kind == "signature":
            name = str(known.get(part.id) or line)
            # The form of a record asks for the signature of each of several members.
            several = 4 if part.id == "penutup.anggota" else 1
            places += [(visible(part.label.in_(context.language)), name)] * several
    if len(places) % 2:
        places.insert(0, ("", ""))
    duty = context.text("document.duty") if form.duty else ""
    stamp = context.text("document.stamp") if form.stamp else ""
    return [
        {"left": left[0], "left_name": left[1], "right": right[0], "right_name": right[1],
         "duty": duty, "stamp": stamp}
        for left, right in zip(places[::2], places[1::2], strict=True)
    ]  # fmt: skip
