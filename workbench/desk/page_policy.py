"""What pages of our server may do: their own scripts, this server, and nothing of another host.

What a notebook shows comes from a case. Should anything of it ever reach the page as markup, no
script written into it runs, no handler fires, no picture is asked of a stranger, and no other
page frames ours. Cookies go with requests of our own pages alone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def apply(server: Any) -> None:
    """Put the policy on every answer of a server that has none of its own."""
    settings = server.web_app.settings
    settings["headers"] = {
        **settings.get("headers", {}),
        "Content-Security-Policy": policy(_pages_of_lab()),
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    settings["xsrf_cookie_kwargs"] = {
        **settings.get("xsrf_cookie_kwargs", {}), "samesite": "Strict",
    }  # fmt: skip
    provider = server.identity_provider
    provider.cookie_options = {**provider.cookie_options, "samesite": "Strict"}


def policy(pages: str) -> str:
    """Return the Content-Security-Policy for pages with these scripts written into them.

    JupyterLab compiles the forms of its settings with ``eval`` and writes styles into elements;
    widgets bring their module as a blob. No other concession is made.
    """
    ours = " ".join(_hash(script) for script in _SCRIPT.findall(pages))
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' blob: 'unsafe-eval' {ours}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' data: blob:",
        "connect-src 'self' blob:",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ))  # fmt: skip


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _pages_of_lab() -> str:
    """Return JupyterLab's own page as it is installed: one short script stands in it."""
    from jupyterlab.commands import get_app_dir  # type: ignore[import-untyped]

    page = Path(get_app_dir()) / "static" / "index.html"
    return page.read_text("utf-8") if page.is_file() else ""
