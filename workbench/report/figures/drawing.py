"""What every drawing shares: one SVG element that prints, scales and reads aloud."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

WIDTH = 960
INK, SOFT, RULE = "#1a1a1a", "#444444", "#b9b9b9"
# A letter's mean width at 13 units; drawings place labels without measuring a font.
LETTER = 6.3
_FONT = "'Source Sans 3','Source Sans Pro','DejaVu Sans',sans-serif"


def svg(name: str, height: float, title: str, description: str, parts: Iterable[str]) -> str:
    """Return one ``<svg>`` element, 960 units wide, without style sheet, link or script.

    Parameters
    ----------
    name
        Unique within a page: the element's title and description are found by it.
    title, description
        Read aloud in place of the drawing.
    parts
        Markup made by this package; every foreign text in it already escaped.
    """
    tall = round(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" '
        f'width="{WIDTH}" height="{tall}" role="img" '
        f'aria-labelledby="{name}-title {name}-text" '
        f'font-family="{escape(_FONT)}" font-size="13" fill="{INK}">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-text">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def words(x: float, y: float, text: str, more: str = "") -> str:
    """Return a text at a place; `more` are attributes."""
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(text)}</text>'


def line(x0: float, y0: float, x1: float, y1: float, more: str = "") -> str:
    """Return a straight line."""
    style = more or f'stroke="{RULE}" stroke-width="0.75"'
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" {style}/>'


def disc(x: float, y: float, radius: float, *, filled: bool = True) -> str:
    """Return a disc, or a ring of the same size."""
    fill = INK if filled else "#ffffff"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="1.5"/>'
    )


def diamond(x: float, y: float, radius: float) -> str:
    """Return a filled diamond."""
    return (
        f'<path d="M{x:.1f} {y - radius:.1f}L{x + radius:.1f} {y:.1f}'
        f'L{x:.1f} {y + radius:.1f}L{x - radius:.1f} {y:.1f}Z" fill="{INK}"/>'
    )
