import contextlib
import os
import secrets
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.deconstruct import deconstructible


def rewrite(name, data):
    """Other octets under the same name. On `PrivateStorage` readers get the old file or the new one, each of them
    whole."""
    if isinstance(default_storage, PrivateStorage):
        default_storage._save(name, ContentFile(data))
    else:
        default_storage.delete(name)
        default_storage.save(name, ContentFile(data))


@deconstructible(path="media_library.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Files that no web server reaches: their only way out is `media_library.views.serve`, which asks the gate.

    A file appears under its name when it is whole; a write that fails, on a full disk say, leaves nothing behind.
    """

    def url(self, name):
        """Raises, so that code which would print an address past the gate fails in its first test."""
        raise ValueError("This file has no address of its own: ask the asset or the rendition for its url.")

    def delete(self, name):
        super().delete(name)
        self._remove_empty_folder(name)

    def _save(self, name, content):
        part = str(PurePosixPath(name).with_name(f".{secrets.token_hex(8)}.part"))
        try:
            super()._save(part, content)
            os.replace(self.path(part), self.path(name))
        except OSError:
            with contextlib.suppress(OSError):
                os.remove(self.path(part))
            self._remove_empty_folder(name)
            raise
        return name

    def _remove_empty_folder(self, name):
        with contextlib.suppress(OSError):
            os.rmdir(os.path.dirname(self.path(name)))
