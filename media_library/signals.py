"""What happens to files. Receivers write rows and nothing else."""

from django.dispatch import Signal

#: After a file was answered in full or in part. Arguments: `request`, `asset`, `filename`. Not for what a browser has
#: kept (304), and not for HEAD.
file_read = Signal()

#: After sizes of a picture were made, once for all that one run has made. Arguments: `image`.
sizes_made = Signal()

#: After an archive was asked for, once, before its first byte. Arguments: `request`, `assets`, `size` ("web", "full").
#: Not for a part of one that broke off, nor for HEAD.
archive_read = Signal()
