"""What is told, in the leak audit: every kind of item with a token in every field, and all that lists them."""

from . import files, kinds, library, placing, surfaces, versions  # noqa: F401 - they join the audit
