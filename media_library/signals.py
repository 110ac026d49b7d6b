"""Sent after a file was answered in full or in part. Receivers write rows and nothing else."""

from django.dispatch import Signal

#: Arguments: `request`, `asset`, `filename`. Not for what a browser has kept (304), and not for HEAD.
file_read = Signal()
