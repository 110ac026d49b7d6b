"""What happens to a file before it is stored: examined, refused in plain words, or cleaned of what is private.

Each `take_in_…(file, name=None)` returns a file that is safe to store, with a clean `name` and, in `found`, the
words that its own metadata held; it raises `ValidationError` for a file that it refuses. `came_as` is the hash of
the file as it came, by which the same one is known again.
"""

from functools import wraps

from wagtail.utils.file import hash_filelike

from . import documents, pictures, posters, recordings

__all__ = ["take_in_document", "take_in_picture", "take_in_poster", "take_in_recording"]


def _remembered(take_in):
    @wraps(take_in)
    def taken(file, name=None):
        if getattr(file, "taken_in", False):
            return file
        came_as = hash_filelike(file)
        clean = take_in(file, name)
        clean.came_as = came_as
        return clean

    return taken


take_in_document = _remembered(documents.take_in_document)
take_in_picture = _remembered(pictures.take_in_picture)
take_in_poster = _remembered(posters.take_in_poster)
take_in_recording = _remembered(recordings.take_in_recording)
