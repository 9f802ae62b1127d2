"""The report's fonts, as they lie in ``templates/fonts``."""

from __future__ import annotations

# Its own, as files without their suffix (woff2 for HTML, ttf for PDF).
FONTS = (
    "source-serif-4-latin-400-normal",
    "source-serif-4-latin-400-italic",
    "source-serif-4-latin-600-normal",
    "source-sans-3-latin-400-normal",
    "source-sans-3-latin-600-normal",
    "source-code-pro-latin-400-normal",
)
# For scripts that its own do not hold; HTML takes those of the reader's system.
FALLBACK = ("DejaVuSans", "DejaVuSans-Bold")
