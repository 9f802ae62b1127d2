"""The door as an extension of Jupyter's server; ``workbench lab`` loads it, nothing else does."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.ioloop import PeriodicCallback

from workbench.desk import page_policy
from workbench.desk.answering import Desk
from workbench.desk.door_handlers import PREFIX, ROUTES
from workbench.desk.registration import VARIABLE

NAME = "workbench.desk.extension"
#: Requests that may wait for a guarded child or a disk at once.
_THREADS = 8
#: Seconds after which idle children end, and how often it is looked, in milliseconds.
_IDLE = 60.0
_GLANCE = 20_000


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": NAME}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Hold all pages to our policy, and add the door's routes.

    Without a private folder of registrations there is nothing to show.
    """
    page_policy.apply(server)
    folder = os.environ.get(VARIABLE, "")
    if not folder or not Path(folder).is_absolute():
        server.log.warning("workbench: no folder of registrations is named; the door stays shut")
        return
    desk = Desk()
    threads = ThreadPoolExecutor(_THREADS, "desk")
    given = {"desk": desk, "folder": Path(folder), "threads": threads}
    base = url_path_join(server.web_app.settings["base_url"], PREFIX)
    server.web_app.add_handlers(
        r".*$", [(f"{base}/{pattern}", handler, given) for pattern, handler in ROUTES]
    )
    PeriodicCallback(lambda: desk.children.rest(_IDLE), _GLANCE).start()
