"""The door over HTTP, on a real server: nobody without the token, no other page, no path.

Lost otherwise: evidence about people, readable for any page that the reviewer's browser opens.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.desk import exhibits as made
from workbench.desk import registration
from workbench.desk.door_handlers import MODULES, PREFIX, ROUTES
from workbench.ui.lab.workspace import SERVER

_SERVE = """
import json, sys
sys.modules.setdefault("rfc3987_syntax", None)
from jupyter_server.serverapp import ServerApp
app = ServerApp.instance()
app.initialize(sys.argv[2:])
def rules(router):
    for rule in router.rules:
        if hasattr(rule.target, "rules"):
            yield from rules(rule.target)
        elif hasattr(rule.matcher, "regex"):
            yield rule.matcher.regex.pattern, getattr(rule.target, "__name__", "")
with open(sys.argv[1], "w") as stream:
    json.dump([*rules(app.web_app.default_router)], stream)
app.start()
"""


Got = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """A running server."""

    host: str
    port: int
    token: str
    folder: Path
    rules: list[tuple[str, str]] = field(default_factory=list)

    def get(self, path: str, *, token: bool = True, method: str = "GET",
            headers: dict[str, str] | None = None) -> Got:  # fmt: skip
        sent = {"Authorization": f"token {self.token}"} if token else {}
        link = http.client.HTTPConnection(self.host, self.port, timeout=15)
        try:
            link.request(method, path, headers={**sent, **(headers or {})})
            answer = link.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, named, answer.read()
        finally:
            link.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("server")
    folder = registration.prepare(root / "registrations")
    (root / "files").mkdir()
    config = root / "config"
    config.mkdir()
    told = {"ServerApp": {**SERVER["ServerApp"], "open_browser": False}}
    (config / "jupyter_server_config.json").write_text(json.dumps(told), "utf-8")
    variables = {
        **os.environ, registration.VARIABLE: str(folder), "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_RUNTIME_DIR": str(root / "runtime"), "JUPYTER_DATA_DIR": str(root / "data"),
    }  # fmt: skip
    command = [sys.executable, "-c", _SERVE, str(root / "rules.json"),
               f"--ServerApp.root_dir={root / 'files'}"]  # fmt: skip
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(command, env=variables, stdout=log, stderr=log)
    try:
        yield _answering(root, folder, process)
    finally:
        process.terminate()
        process.wait(20)


def _answering(root: Path, folder: Path, process: subprocess.Popen[bytes]) -> Site:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        for path in (root / "runtime").glob("jpserver-*.json"):
            text = path.read_text("utf-8")
            if text.endswith("}"):
                told = json.loads(text)
                rules = [tuple(one) for one in json.loads((root / "rules.json").read_text("utf-8"))]
                at = urlsplit(told["url"])
                return Site(at.hostname or "", at.port or 0, told["token"], folder, rules)
        time.sleep(0.05)
    raise AssertionError((root / "log").read_text("utf-8", "replace"))


@pytest.fixture(scope="module")
def key(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    known = made.registration(made.case(tmp_path_factory.mktemp("case") / "kasus"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(registration.VARIABLE, str(site.folder))
        found = registration.hand_out(known)
    assert found is not None
    return found


def asked(key: str) -> list[str]:
    """One address for every pattern that the door registers."""
    return [
        f"/{PREFIX}/modules/{MODULES[0]}",
        f"/{PREFIX}/{key}/B-02/original",
        f"/{PREFIX}/{key}/B-01/thumbnail/256",
    ]


def test_the_addresses_below_stand_for_every_route(site: Site, key: str) -> None:
    """Otherwise a route that is added later would not be tried."""
    own = [rule for rule, name in site.rules if PREFIX in rule]
    assert len(own) == len(ROUTES)
    for pattern, address in zip(own, asked(key), strict=True):
        assert re.match(pattern, address), (pattern, address)
    for address in asked(key):
        status, headers, _ = site.get(address)
        assert status == 200, address
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]


def test_nobody_without_the_token_gets_anything(site: Site, key: str) -> None:
    for address in asked(key):
        for headers in ({}, {"Authorization": "token wrong"}, {"Cookie": "username=x"}):
            status, told, body = site.get(address, token=False, headers=headers)
            assert status == 403, address
            assert len(body) < 100
            assert "location" not in told
        assert site.get(f"{address}?token=wrong", token=False)[0] == 403


def test_no_registered_route_of_the_whole_server_answers_without_the_token(site: Site) -> None:
    """A handler of Jupyter's that forgets to ask is held by the server's own setting."""
    tried = 0
    for pattern, _ in site.rules:
        address = re.sub(r"\(\?P<[^>]*>[^()]*\)|\([^()]*\)", "a", pattern.rstrip("$"))
        address = (
            re.sub(r"\\(.)", r"\1", address).replace("?", "").replace("*", "").replace("+", "")
        )
        if not address.startswith("/") or re.search(r"[\[\]()|.]", address):
            continue
        if "/licenses/" in address:
            continue  # of jupyterlab_server: it breaks while it refuses, and never answers
        status, _, body = site.get(address, token=False)
        tried += 1
        if status == 200:
            assert re.match(PUBLIC, address), address
            assert b"evidence" not in body
    assert tried > 20


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://jahat.example"}, {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"}, {"Referer": "http://jahat.example/a"},
        {"Referer": "http://127.0.0.1:1/"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"}, {"Host": "jahat.example"},
    ],
    ids=str,
)  # fmt: skip
def test_no_other_page_gets_anything_even_with_the_token(
    site: Site, key: str, headers: dict[str, str]
) -> None:
    for address in asked(key):
        assert site.get(address, headers=headers)[0] == 403, address


def test_our_own_page_gets_it(site: Site, key: str) -> None:
    own = f"http://{site.host}:{site.port}"
    headers = {"Origin": own, "Referer": f"{own}/lab", "Sec-Fetch-Site": "same-origin"}
    for address in asked(key):
        assert site.get(address, headers=headers)[0] == 200


def test_only_reading_is_answered(site: Site, key: str) -> None:
    for address in asked(key):
        for method in ("POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
            status, _, body = site.get(address, method=method)
            assert status == 405, (method, address)
            assert len(body) < 100


# What must be reachable by whoever has no token yet; none of it knows of a case.
PUBLIC = r"^/(?:|login|logout|static.*|api/?|favicon.*|robots.*|files/favicon.*)$"

TRICKS = [
    "../B-01", "..%2fB-01", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "%2fetc%2fpasswd",
    "B-01/../../../etc/passwd", "01%20foto.jpg", "evidence%2f01%20foto.jpg", "B-01%00",
    "B-01.jpg", "C:%5cwindows", "..%5c..", "%252e%252e", "B-01;x", "B-01/how/..",
    "B-01/tile/1-2-3-4",
    "B-01/thumbnail/-1", "B-01/thumbnail/256/../../secret", "b-99/how", "B-99/how",
]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_a_path_never_reaches_the_door(site: Site, key: str, trick: str) -> None:
    for end in ("", "/how", "/original", "/hex/0"):
        status, _, body = site.get(f"/{PREFIX}/{key}/{trick}{end}")
        assert status in {403, 404}, (trick, end)
        assert b"root:" not in body
        assert b"FOTO" not in body.upper()


@pytest.mark.parametrize("key", ["0" * 32, "secret", "..", "%2e%2e", "../registrations/secret"])
def test_a_key_that_was_not_handed_out_opens_nothing(site: Site, key: str) -> None:
    assert site.get(f"/{PREFIX}/{key}/B-01/how")[0] == 404


def test_modules_are_those_of_the_list_alone(site: Site) -> None:
    for name in ("desk.py", "..%2fdesk.css", "licence.txt", "x.js", "openseadragon.min.js"):
        assert site.get(f"/{PREFIX}/modules/{name}")[0] in {403, 404}


@pytest.mark.parametrize(
    ("asked_for", "status", "first", "last"),
    [("bytes=0-9", 206, 0, 9), ("bytes=10-10", 206, 10, 10), ("bytes=-5", 206, -5, -1),
     ("bytes=5-", 206, 5, -1), ("bytes=0-999999999", 206, 0, -1)],
)  # fmt: skip
def test_a_film_is_given_by_ranges(
    site: Site, key: str, asked_for: str, status: int, first: int, last: int
) -> None:
    whole = site.get(f"/{PREFIX}/{key}/B-02/original")
    data = whole[2]
    assert whole[1]["content-type"] == "video/mp4"
    found = site.get(f"/{PREFIX}/{key}/B-02/original", headers={"Range": asked_for})
    assert found[0] == status
    end = last + 1 if last >= 0 else len(data) + last + 1
    start = first if first >= 0 else len(data) + first
    assert found[2] == data[start:end]
    assert found[1]["content-range"] == f"bytes {start}-{end - 1}/{len(data)}"


@pytest.mark.parametrize("asked_for", ["bytes=0-1,3-4", "bytes=999999999-", "bytes=-", "lines=1-2",
                                       "bytes=9-3", "bytes=-0"])  # fmt: skip
def test_other_ranges_are_refused(site: Site, key: str, asked_for: str) -> None:
    status, _, body = site.get(f"/{PREFIX}/{key}/B-02/original", headers={"Range": asked_for})
    assert status == 416
    assert len(body) < 100


def test_no_exhibit_but_films_and_recordings_is_given_as_it_is(site: Site, key: str) -> None:
    """A picture, page or drawing of a stranger's reaches the page made anew, or as text."""
    for number in range(1, 12):
        status, headers, _ = site.get(f"/{PREFIX}/{key}/B-{number:02d}/original")
        assert (status == 200) == (number in {2, 3}), number
        if status == 200:
            assert headers["content-type"] in {"video/mp4", "audio/wav"}
    for what in ("how", "thumbnail/256", "text", "hex/0", "sheet/1"):
        for number in range(1, 12):
            status, headers, _ = site.get(f"/{PREFIX}/{key}/B-{number:02d}/{what}")
            kind: Any = headers["content-type"].split(";")[0]
            assert kind in {"application/json", "image/jpeg"}
