"""Who stands for a record: real keys of ssh-keygen, and everything that is no signature of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import processes
from workbench.errors import RecordError
from workbench.record.seal import Sealed
from workbench.record.sign import sign
from workbench.record.signature import FOLDER, fingerprint, key_of
from workbench.record.verify import examine

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="openssh-client")
Key = Callable[[str], Path]


@pytest.fixture
def key(tmp_path: Path) -> Key:
    def make(name: str, kind: str = "ed25519") -> Path:
        path = tmp_path / name
        command = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name, "-f", str(path)]
        subprocess.run(command, check=True)
        return path

    return make


def allow(record: Path, **keys: tuple[Path, str]) -> None:
    lines = [
        f'{who}@kantor.invalid namespaces="{role}@kajian-record" '
        + key.with_suffix(".pub").read_text()
        for who, (key, role) in keys.items()
    ]
    (record.parent / "allowed_signers").write_text("".join(lines))


def states(record: Path) -> list[tuple[str, str, str]]:
    return [(one.role, one.state, one.who) for one in examine(record).signatures]


def test_several_people_sign_and_the_office_knows_whom(sealed: Sealed, key: Key) -> None:
    record = sealed.path
    assert examine(record).signatures == ()
    reviewer, chair = key("penelaah"), key("ketua")
    made = sign(record, reviewer, "reviewer")
    sign(record, chair, "chair")
    assert made.seal == sealed.seal == examine(record).seal
    assert states(record) == [("chair", "good", ""), ("reviewer", "good", "")]
    allow(record, ani=(reviewer, "reviewer"), budi=(chair, "chair"))
    assert states(record) == [
        ("chair", "good", "budi@kantor.invalid"),
        ("reviewer", "good", "ani@kantor.invalid"),
    ]
    assert examine(record).ok
    told = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(reviewer)], capture_output=True, text=True, check=True
    )
    assert made.key == told.stdout.split()[1]


def test_a_signed_record_stays_read_only_and_a_bag(sealed: Sealed, key: Key) -> None:
    bagit = pytest.importorskip("bagit")
    sign(sealed.path, key("a"), "reviewer")
    for path in (sealed.path, sealed.path / FOLDER, *sealed.path.glob(f"{FOLDER}/*")):
        assert not path.stat().st_mode & 0o222, path
    assert bagit.Bag(str(sealed.path)).is_valid()


def test_the_commands_on_the_record_itself_find_it(sealed: Sealed, key: Key) -> None:
    """Followed as the page says: ssh-keygen alone, no program of ours."""
    signed = sign(sealed.path, key("a"), "chair")
    page = (sealed.path / "VERIFICATION.txt").read_text()
    begin = page.index("ssh-keygen -Y check-novalidate")
    command = page[begin : page.index("\n\n", begin)]
    name = Path(signed.path).stem
    command = command.replace("ROLE-KEY", name).replace("ROLE", "chair")
    for namespace, code in (("chair", 0), ("reviewer", 255)):
        line = command.replace("-n chair@", f"-n {namespace}@")
        done = subprocess.run(
            ["bash", "-c", line], cwd=sealed.path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout.startswith("Good")) == (code, code == 0), done.stderr


def test_nobody_signs_as_somebody_else(
    sealed: Sealed, key: Key, open_record: Callable[[], Path]
) -> None:
    mine, chairs = key("mine"), key("chairs")
    allow(sealed.path, budi=(chairs, "chair"), ani=(mine, "reviewer"))
    sign(sealed.path, mine, "chair")
    assert states(sealed.path) == [("chair", "not_allowed", "")]
    assert not examine(sealed.path).ok
    record = open_record()
    # A reviewer's signature under a chair's name.
    shutil.rmtree(record / FOLDER)
    sign(record, mine, "reviewer")
    record = open_record()
    [made] = record.glob(f"{FOLDER}/*")
    made.rename(made.with_name(made.name.replace("reviewer", "chair")))
    assert states(record) == [("chair", "misnamed", "")]


def test_a_signature_of_another_record_or_of_an_altered_one_does_not_agree(
    sealed: Sealed, key: Key, open_record: Callable[[], Path]
) -> None:
    sign(sealed.path, key("a"), "chair")
    record = open_record()
    manifest = record / "tagmanifest-sha256.txt"
    manifest.write_text(manifest.read_text().upper().replace("TXT", "txt"))
    assert states(record) == [("chair", "bad", "")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe", b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
        b"-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----\n",
        b"-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQAAAAA=\n-----END SSH SIGNATURE-----\n",
        b"A" * 70_000,
    ],
)  # fmt: skip
def test_what_is_no_signature_is_none(
    data: bytes, sealed: Sealed, open_record: Callable[[], Path]
) -> None:
    record = open_record()
    (record / FOLDER).mkdir()
    (record / FOLDER / "chair-0123456789abcdef.sig").write_bytes(data)
    assert states(record) == [("chair", "bad", "")]
    assert not examine(record).ok


@pytest.mark.parametrize(
    "name",
    ["note.txt", "chair-0123456789ABCDEF.sig", "boss-0123456789abcdef.sig",
     "sub/chair-0123456789abcdef.sig"],
)  # fmt: skip
def test_nothing_else_may_lie_among_the_signatures(
    name: str, sealed: Sealed, open_record: Callable[[], Path]
) -> None:
    record = open_record()
    (record / FOLDER / name).parent.mkdir(parents=True)
    (record / FOLDER / name).write_bytes(b"x")
    assert not examine(record).ok


def refused(record: Path, key: Path, role: str) -> str:
    before = sorted(path.name for path in record.rglob("*"))
    with pytest.raises(RecordError) as told:
        sign(record, key, role)
    assert sorted(path.name for path in record.rglob("*")) == before
    assert "\n" not in told.value.message("id")
    return told.value.code


def test_every_refusal_is_one_sentence_and_leaves_the_record_as_it_was(
    sealed: Sealed, key: Key, tmp_path: Path, open_record: Callable[[], Path]
) -> None:
    record, mine = sealed.path, key("a")
    assert refused(record, mine, "boss") == "sign_role"
    assert refused(record, tmp_path / "none", "chair") == "sign_no_key"
    (tmp_path / "text").write_text("no key")
    assert refused(record, tmp_path / "text", "chair") == "sign_failed"
    # The public half alone: the other half is in no agent here.
    assert refused(record, Path(shutil.copy(f"{mine}.pub", tmp_path / "lone.pub")), "chair") == (
        "sign_failed"
    )
    sign(record, mine, "chair")
    assert refused(record, mine, "chair") == "sign_again"
    opened = open_record()
    (opened / "data" / "study" / "report.html").write_text("other")
    assert refused(opened, mine, "reviewer") == "sign_not_whole"


@pytest.mark.parametrize("kind", ["link", "file", "pipe"])
def test_nothing_planted_for_the_signatures_is_followed(
    kind: str, sealed: Sealed, key: Key, tmp_path: Path, open_record: Callable[[], Path]
) -> None:
    record, outside = open_record(), tmp_path / "outside"
    outside.mkdir()
    place = record / FOLDER
    if kind == "link":
        place.symlink_to(outside)
    elif kind == "file":
        place.write_bytes(b"")
    else:
        os.mkfifo(place)
    before = outside.stat().st_mode
    assert refused(record, key("a"), "chair") == "sign_not_whole"
    assert (list(outside.iterdir()), outside.stat().st_mode) == ([], before)


def test_without_ssh_keygen_nothing_is_called_good(
    sealed: Sealed, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = key("a")
    sign(sealed.path, mine, "chair")
    monkeypatch.setenv("PATH", "/nowhere")
    assert processes.program("ssh-keygen") is None
    assert states(sealed.path) == [("chair", "unchecked", "")]
    assert refused(sealed.path, mine, "reviewer") == "sign_no_program"


def test_the_key_is_read_as_openssh_writes_it(key: Key, tmp_path: Path) -> None:
    for kind in ("ed25519", "ecdsa", "rsa"):
        path = tmp_path / kind
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(path)], check=True)
        command = ["ssh-keygen", "-Y", "sign", "-n", "chair@kajian-record", "-f", str(path)]
        made = subprocess.run(command, input=b"x", capture_output=True, check=True).stdout
        held = key_of(made)
        assert held is not None
        told = subprocess.run(["ssh-keygen", "-l", "-f", f"{path}.pub"], capture_output=True,
                              text=True, check=True)  # fmt: skip
        assert (fingerprint(held[0]), held[1]) == (told.stdout.split()[1], "chair@kajian-record")
