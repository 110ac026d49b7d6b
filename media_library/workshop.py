"""Draws foreign files in a process of its own, which may take only so much time and memory: a file that crashes or
stalls the one that draws takes nothing else down with it."""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

SECONDS = 10
MEMORY = 1024**3
#: What a drawing may weigh.
LARGEST = 64 * 1024**2
HERE = Path(__file__).parent / "drawing"


class NotDrawn(Exception):
    """The file could not be drawn within the limits."""


def drawn(craft, data, *arguments, seconds=SECONDS):
    """Bytes of the picture that `drawing/<craft>.py` makes of the file's bytes."""
    # Through a file, because a pipe that nobody reads to its end would keep the child waiting.
    with tempfile.TemporaryFile() as result:
        command = [sys.executable, str(HERE / f"{craft}.py"), *map(str, arguments)]
        try:
            done = subprocess.run(  # noqa: S603 - our own script; the file comes in as data
                command, input=data, stdout=result, stderr=subprocess.PIPE, timeout=seconds, check=False,
                env=_surroundings(),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise NotDrawn(f"{craft}: out of time") from None
        if done.returncode:
            raise NotDrawn(f"{craft}: {done.stderr[-300:].decode(errors='replace')}")
        result.seek(0)
        return result.read()


def _surroundings():
    """Its limits and where Python finds its packages. Nothing of ours: no key, no password, no database."""
    limits = {"CPU": SECONDS, "AS": MEMORY, "FSIZE": LARGEST, "CORE": 0}
    return {
        "PYTHONPATH": ":".join(path for path in sys.path if path),
        "FONTS": str(settings.BASE_DIR / "static" / "fonts"),
        **{f"LIMIT_{name}": str(most) for name, most in limits.items()},
    }
