"""The door over HTTP: read-only, to pages of this very server alone.

Jupyter's server answers a handler that forgets to ask for a token, and checks neither Origin
nor Referer of a GET. So all that this package serves comes from :class:`DoorHandler`, which
lets nothing pass before who asks is known, and from where.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.iostream import StreamClosedError

from workbench.desk.answering import PLAYED, Answer, Desk, RefusedError
from workbench.desk.registration import ID, KEY, Registered, find
from workbench.evidence.source import Source, open_source

STATIC = Path(__file__).parent / "static"
#: What is served besides answers: our own modules and the viewer's library, by name.
MODULES = (
    "gallery.js", "viewer.js", "stages.js", "openseadragon.js",
    "choosing.js", "together.js", "lines.js",
)  # fmt: skip

_PIECE = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
# Nothing that is answered may run, frame, or fetch anything, whatever is taken for what.
_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


class DoorHandler(JupyterHandler):
    """What every handler of the door is: GET alone, known people, our own pages.

    Subclasses answer in :meth:`answered`, never in ``get``.
    """

    SUPPORTED_METHODS = ("GET",)
    auth_resource = "workbench-desk"

    def initialize(self, desk: Desk, folder: Path, threads: ThreadPoolExecutor) -> None:
        """Take what the extension hands over."""
        self.desk = desk
        self.folder = folder
        self.threads = threads

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Refuse before anything is looked up."""
        if self.is_foreign():
            raise web.HTTPError(403)
        await super().prepare(_redirect_to_login=False)
        if self.current_user is None:
            raise web.HTTPError(403)

    def is_foreign(self) -> bool:
        """Whether another page asks: of another site, another port, or opened by one."""
        headers = self.request.headers
        own = (self.request.protocol, self.request.host)
        for name in ("Origin", "Referer"):
            if name in headers:
                told = urlsplit(headers[name])
                if (told.scheme, told.netloc) != own:
                    return True
        return headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}

    def get_login_url(self) -> str:
        """Refuse instead of leading to the login page."""
        raise web.HTTPError(403)

    @property
    def content_security_policy(self) -> str:
        """What the browser may do with an answer: nothing."""
        return _POLICY

    def set_default_headers(self) -> None:
        """Say on every answer, refusals too, that it is for our own pages and is what it says."""
        super().set_default_headers()
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "private, no-store")

    @web.authenticated
    @authorized
    async def get(self, *args: str) -> None:
        """Answer."""
        await self.answered(*args)

    async def answered(self, *args: str) -> None:
        """Answer; what subclasses define."""
        raise NotImplementedError(args)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002
        """Say no more than the number: a page of Jupyter's would load scripts and styles."""
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"code": str(status_code)}))

    def registered(self, key: str) -> Registered:
        """Return what a key stands for."""
        known = find(self.folder, key)
        if known is None:
            raise web.HTTPError(404)
        return known

    def in_thread(self, work: Callable[[], Any]) -> Awaitable[Any]:
        """Do what takes time aside, so that the server answers others meanwhile."""
        return asyncio.get_running_loop().run_in_executor(self.threads, work)

    def give(self, answer: Answer) -> None:
        """Send an answer."""
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.media_type)
        self.finish(answer.body)


class ModuleHandler(DoorHandler):
    """Our own modules and the viewer's library, by name."""

    async def answered(self, *args: str) -> None:
        """Send one of :data:`MODULES`."""
        (name,) = args
        if name not in MODULES:
            raise web.HTTPError(404)
        if name == "viewer.js":  # somebody is about to look at something
            self.threads.submit(self.desk.warm)
        path = STATIC / name
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(path.read_bytes())


class ExhibitHandler(DoorHandler):
    """Everything that is made of an exhibit."""

    async def answered(self, *args: str) -> None:
        """Send what :meth:`workbench.desk.answering.Desk.answer` says."""
        key, exhibit, what, numbers = args
        asked = tuple(int(one) for one in (numbers or "").split("-") if one)

        def work() -> Answer:
            return self.desk.answer(self.registered(key), exhibit, what, asked)

        answer: Answer = await self.in_thread(work)
        if answer.status == 200 and answer.media_type == "image/jpeg":
            # The key stands for these very bytes.
            self.set_header("Cache-Control", "private, max-age=3600")
        self.give(answer)


class OriginalHandler(DoorHandler):
    """A film's or recording's own bytes, for the browser's player: one range at a time."""

    async def answered(self, *args: str) -> None:
        """Send the range that is asked for, or all."""
        key, exhibit = args
        known = await self.in_thread(lambda: self.registered(key))
        one = known.exhibits.get(exhibit)
        played = PLAYED.get(one.media_type or "") if one is not None else None
        if one is None or played is None:
            raise web.HTTPError(404)
        try:
            state = await self.in_thread(lambda: self.desk.verified(known, one))
        except RefusedError as error:
            self.give(error.answer)
            return
        with open_source(known.root, one.path) as source:
            if source.state != state:
                raise web.HTTPError(409)
            start, end = self._range(source.size)
            self.set_header("Content-Type", played)
            self.set_header("Accept-Ranges", "bytes")
            self.set_header("Etag", f'"{one.sha256}"')
            self.set_header("Content-Length", str(end - start))
            await self._send(source, start, end)

    def _range(self, size: int) -> tuple[int, int]:
        """Return where the wanted bytes start and end; several ranges at once are refused."""
        asked = self.request.headers.get("Range")
        if asked is None:
            return 0, size
        found = _RANGE.fullmatch(asked.strip())
        if found is None or not any(found.groups()):
            raise self._beyond(size)
        first, last = found.groups()
        if first:
            start, end = int(first), min(int(last) + 1 if last else size, size)
        else:
            start, end = max(0, size - int(last)), size
        if start >= end:
            raise self._beyond(size)
        self.set_status(206)
        self.set_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
        return start, end

    def _beyond(self, size: int) -> web.HTTPError:
        self.set_header("Content-Range", f"bytes */{size}")
        return web.HTTPError(416)

    async def _send(self, source: Source, start: int, end: int) -> None:
        while start < end:
            size = min(_PIECE, end - start)
            piece = await self.in_thread(partial(source.part, start, size))
            if not piece or source.has_changed():
                # What was announced does not come: the player sees that it broke off.
                raise StreamClosedError
            self.write(piece)
            try:
                await self.flush()
            except StreamClosedError:
                return  # the reviewer went on to something else
            start += len(piece)


#: Everything that the door answers; no pattern takes a slash, a dot or a percent sign.
ROUTES: tuple[tuple[str, type[DoorHandler]], ...] = (
    (r"modules/([a-z]{1,20}\.js)", ModuleHandler),
    (rf"({KEY})/({ID})/original", OriginalHandler),
    (
        rf"({KEY})/({ID})/([a-z]{{1,12}})(?:/([0-9]{{1,9}}(?:-[0-9]{{1,9}}){{0,2}}))?",
        ExhibitHandler,
    ),
)
PREFIX = "workbench/desk"
