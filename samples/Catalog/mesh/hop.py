"""The proof that a request came through the sidecar: a key that both know."""
from __future__ import annotations

import hashlib
import hmac
import logging
import os
import stat
from pathlib import Path

MIN_KEY_LENGTH = 32
MAX_FILE_SIZE = 4096

_ABSENT = (0, 0, 0)
_log = logging.getLogger("catalog.hop")


class HopKeys:
    """The current and the previous key, from a file that only its owner can read; read again when it changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version: tuple[int, int, int] | None = None
        self._digests: tuple[bytes, ...] = ()

    @property
    def available(self) -> bool:
        """False where no usable key was ever read: nobody can prove anything then."""
        self._refresh()
        return bool(self._digests)

    def proves(self, presented: str) -> bool:
        """Compares in fixed time with every active key, without leaving early."""
        self._refresh()
        digest = hashlib.sha256(presented.encode("latin-1", "replace")).digest()
        proven = False
        for key in self._digests:
            proven |= hmac.compare_digest(digest, key)
        return proven

    def _refresh(self) -> None:
        """A file that cannot be used leaves the keys that were read before in force."""
        try:
            seen = self._path.stat()
            version = (seen.st_ctime_ns, seen.st_size, seen.st_ino)
        except OSError:
            version = _ABSENT
        if version == self._version:
            return
        self._version = version
        try:
            self._digests = self._read()
            _log.info("%d hop keys are active", len(self._digests))
        except ValueError as error:
            _log.error("the hop key file cannot be used: %s", error)
        except OSError as error:
            _log.error("the hop key file cannot be used: %s", type(error).__name__)

    def _read(self) -> tuple[bytes, ...]:
        descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise ValueError("others than its owner may read it")
            lines = file.read(MAX_FILE_SIZE).splitlines()
        keys = [line.strip() for line in lines if line.strip()][:2]
        if not keys or any(len(key) < MIN_KEY_LENGTH for key in keys):
            raise ValueError(f"it needs one or two keys of at least {MIN_KEY_LENGTH} characters, one a line")
        return tuple(hashlib.sha256(key).digest() for key in keys)
