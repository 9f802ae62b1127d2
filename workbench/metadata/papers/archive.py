"""Archives: what is inside, listed and not unpacked, with times that name no zone."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import datetime

from workbench.evidence.unread import first, left_out
from workbench.metadata.containers import Data
from workbench.metadata.moments import stamp, utc
from workbench.metadata.reading import Reading, SourceFile, plain

SOURCE = "archive"
_MOST = 500
# General purpose bit 11: the name is UTF-8 (APPNOTE 4.4.4).
_UTF8 = 0x800
# An archive in an archive is listed; what is in it is not.
_ARCHIVE = re.compile(r"\.(?:zip|rar|7z|tar|t?gz|bz2|xz)$", re.IGNORECASE)
_ZIPS = {"application/zip", "application/wacz", "application/java-archive"}
_TARS = {"application/x-tar", "application/tar"}


def read(source: SourceFile, media_type: str | None) -> Iterator[Reading]:
    """Yield the members of a zip or tar file; 7z and RAR are named by their type only."""
    if media_type in _ZIPS:
        yield from _zip(source.data)
    elif media_type in _TARS:
        yield from _tar(source.data)


def _zip(data: Data) -> Iterator[Reading]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        count = str(len(members))
        yield Reading(SOURCE, "Members", count, count, "number", "directory")
        if archive.comment:
            yield Reading(SOURCE, "Comment", plain(archive.comment), "", "text", "end")
        for member in first(members, _MOST, SOURCE, "members"):
            try:
                typed = stamp(datetime(*member.date_time))  # noqa: DTZ001 - names no zone
            except ValueError:
                typed = ""
            # 1980-01-01 is what writers put where they know no time.
            typed = "" if typed.startswith("1980-01-01") else typed
            if _ARCHIVE.search(member.filename):
                left_out(SOURCE, "depth", 1)
            where = "encrypted" if member.flag_bits & 1 else "directory"
            size = f"{plain(_name(member))} ({member.file_size})"
            yield Reading(SOURCE, "Member", size, typed, "time" if typed else "text", where)


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name: UTF-8 also where the flag for it was forgotten.

    Many writers forget it; other text is hardly ever UTF-8 by chance.
    """
    if member.flag_bits & _UTF8 or member.orig_filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _tar(data: Data) -> Iterator[Reading]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for member in first(archive, _MOST, SOURCE, "members"):
            typed = utc(member.mtime) if member.mtime > 0 else ""
            size = f"{plain(member.name)} ({member.size})"
            if _ARCHIVE.search(member.name):
                left_out(SOURCE, "depth", 1)
            where = "link" if member.islnk() or member.issym() else "header"
            yield Reading(SOURCE, "Member", size, typed, "time" if typed else "text", where)
