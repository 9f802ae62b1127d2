"""One self-contained HTML file: no script, no request to anywhere, opens in ten years."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from workbench.errors import ReportError
from workbench.report.model import Picture, ReportView
from workbench.report.render.fonts import FONTS
from workbench.resources import templates

# Everything is inside the file; a browser is told to fetch nothing at all.
POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)

_FAMILIES = {
    "source-serif-4": "Source Serif 4",
    "source-sans-3": "Source Sans 3",
    "source-code-pro": "Source Code Pro",
}


def render(view: ReportView) -> str:
    """Return the report as one HTML document.

    Every value is escaped by the template engine; the only markup that passes
    unescaped is the style sheet and the drawings that this package made.

    Raises
    ------
    ReportError
        When the template or a font is missing or cannot be used: no half document.
    """
    style = _style(templates())
    try:
        template = _environment(templates()).get_template("report.html.j2")
        return template.render(view=view, policy=POLICY, style=style, footer=_footer(view))
    except TemplateError as error:
        raise ReportError("html_not_made", detail=f"{error}"[:400]) from error


@cache
def _environment(own: Path) -> Environment:
    """Return the engine; it keeps what it compiled for the copies that follow."""
    environment = Environment(
        loader=FileSystemLoader(own),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["data_uri"] = _data_uri
    environment.filters["drawing"] = Markup
    return environment


def _data_uri(picture: Picture) -> str:
    return f"data:image/jpeg;base64,{b64encode(picture.data).decode('ascii')}"


@cache
def _style(own: Path) -> Markup:
    """Return the style sheet with the fonts inside it; both are this package's own files."""
    missing = [f"{n}.woff2" for n in FONTS if not (own / "fonts" / f"{n}.woff2").is_file()]
    if missing:
        raise ReportError("fonts_missing", names=", ".join(missing), path=str(own / "fonts"))
    faces = "".join(_face(own / "fonts" / f"{name}.woff2") for name in FONTS)
    sheet = (own / "report.css").read_text("utf-8")
    return Markup(faces + sheet)  # noqa: S704 - shipped files, nothing from a case


def _footer(view: ReportView) -> Markup:
    """Return the running foot of each printed page as a page rule."""
    left, word = _css_string(view.running), _css_string(f"{view.page_name} ")
    return Markup(  # noqa: S704 - both strings are written as character numbers
        "@page{@bottom-left{font:8pt 'Source Sans 3',sans-serif;color:#4a4a4a;"
        f"content:{left}}}@bottom-right{{font:8pt 'Source Sans 3',sans-serif;color:#4a4a4a;"
        f"content:{word} counter(page) '/' counter(pages)}}}}"
    )


def _css_string(text: str) -> str:
    """Return `text` as a CSS string in which only letters and digits stand as themselves."""
    plain = (c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
    return f"'{''.join(plain)}'"


def _face(font: Path) -> str:
    family, _, style = font.stem.partition("-latin-")
    weight, slant = style.split("-")
    data = b64encode(font.read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:'{_FAMILIES[family]}';font-weight:{weight};font-style:{slant};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
    )
