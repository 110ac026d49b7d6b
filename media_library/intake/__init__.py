"""What happens to a file before it is stored: examined, refused in plain words, or cleaned of what is private.

Each `take_in_…(file, name=None)` returns a file that is safe to store, with a clean `name` and, in `found`, the
words that its own metadata held; it raises `ValidationError` for a file that it refuses.
"""

from .documents import take_in_document
from .pictures import take_in_picture
from .recordings import take_in_recording

__all__ = ["take_in_document", "take_in_picture", "take_in_recording"]
