"""Sends files: at once and in constant memory, or whole and resumable.

A short file is sent with its length. A long one is sent in pieces while it is made,
without a length: where the site fails the connection ends in an error, so that no
client takes the file for whole. A client that asks for a part (``Range``) gets it
of a file that is made whole first: as long as the tag is the same, so are the bytes.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from recommendations.models import RecordVersion
from scorecard.last_modified import last_modified

from .byte_ranges import Span, asked_for, wants_part
from .caching import conditional, record_tag
from .one_state import one_state
from .still_at_work import teller

AT_ONCE = 1024 * 1024
PIECE = 64 * 1024
IN_MEMORY = 4_000_000


@dataclass(frozen=True)
class Download:
    """A file to be sent.

    pieces: makes it, in pieces. write: the same, for a format that can only be
    written as a whole. is_long: known to be too long to be held back until it is
    whole. headers: further ones.
    """

    name: str
    media_type: str
    pieces: Callable[[], Iterator[bytes]] | None = None
    write: Callable[[IO[bytes]], None] | None = None
    is_long: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def send(request: HttpRequest, download: Download) -> HttpResponseBase:
    """Answer with a file, with part of it, or with the news that a copy is current."""
    with ExitStack() as state:
        state.enter_context(one_state())
        tag, changed = record_tag(request), last_changed()
        unsent = conditional(request, tag, changed)
        if unsent is not None:
            return unsent
        answer = _answer(request, download, state, wants_part(request, tag, changed))
        return _with_headers(answer, download, tag, changed)


def _answer(
    request: HttpRequest, download: Download, state: ExitStack, is_part: bool
) -> HttpResponseBase:
    if request.method == "HEAD":
        return StreamingHttpResponse()  # how long it would be is not known
    if is_part or download.write is not None:
        part = request.headers["Range"] if is_part else ""
        return _of_whole_file(download, part, teller(request.META))
    return _in_pieces(download, state)


def last_changed() -> str | None:
    """When the content last changed; None while that can't be said to the second."""
    _number, changed_at = RecordVersion.objects.newest()
    return last_modified(changed_at, timezone.now())


def _with_headers(
    answer: HttpResponseBase, download: Download, tag: str, changed: str | None
) -> HttpResponseBase:
    if answer.status_code in (200, 206):
        answer["Content-Type"] = download.media_type
        answer["Content-Disposition"] = f'attachment; filename="{download.name}"'
    answer["ETag"] = tag
    if changed is not None:
        answer["Last-Modified"] = changed
    answer["Accept-Ranges"] = "bytes"
    for name, value in download.headers.items():
        answer[name] = value
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def _in_pieces(download: Download, state: ExitStack) -> HttpResponseBase:
    """The file as it is made; with its length where it is short."""
    assert download.pieces is not None
    pieces, start = download.pieces(), bytearray()
    if not download.is_long:
        for piece in pieces:
            start += piece
            if len(start) > AT_ONCE:
                break
        else:
            return HttpResponse(bytes(start))
    return StreamingHttpResponse(_Stream(bytes(start), pieces, state.pop_all()))


class _Stream:
    """The rest of a file, made as it is sent; hanging up ends the making as well.

    It keeps the state of the record open and the language of the address in force
    after the view has been left. Not a generator, since closing one that was never
    started would leave the state open.
    """

    def __init__(self, start: bytes, pieces: Iterator[bytes], state: ExitStack) -> None:
        self._start, self._pieces, self._state = start, pieces, state
        self._language = translation.get_language() or "en"

    def __iter__(self) -> _Stream:
        return self

    def __next__(self) -> bytes:
        if self._start:
            start, self._start = self._start, b""
            return start
        with translation.override(self._language):
            return next(self._pieces)

    def close(self) -> None:
        """Stop making and let go of the state."""
        self._pieces = iter(())
        self._state.close()


def _of_whole_file(
    download: Download, part: str, tell: Callable[[], None]
) -> HttpResponseBase:
    """The file, or the part of it asked for, with its length."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    try:
        _write(download, file, tell)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    span = asked_for(part, size)
    if span is None:
        file.close()
        refusal = HttpResponse(status=416)
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    whole = span.status == 200 and size <= IN_MEMORY
    answer: HttpResponseBase
    if whole:
        with file:
            file.seek(0)
            answer = HttpResponse(file.read())  # which the site may keep and send again
    else:
        answer = StreamingHttpResponse(_Part(file, span), status=span.status)
    answer["Content-Length"] = str(span.length)
    if span.status == 206:
        answer["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return answer


def _write(download: Download, file: IO[bytes], tell: Callable[[], None]) -> None:
    if download.write is not None:
        download.write(file)
        file.seek(0, 2)
        return
    assert download.pieces is not None
    for piece in download.pieces():
        file.write(piece)
        tell()


class _Part:
    """Bytes of a file that was made for this answer alone."""

    def __init__(self, file: IO[bytes], span: Span) -> None:
        # An answer that nobody reads to its end lets go of the file, too.
        weakref.finalize(self, file.close)
        file.seek(span.first)
        self._file, self._left = file, span.length

    def __iter__(self) -> _Part:
        return self

    def __next__(self) -> bytes:
        piece = self._file.read(min(PIECE, self._left)) if self._left else b""
        if not piece:
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
