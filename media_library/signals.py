"""What happens to files. Receivers write rows and nothing else."""

from django.dispatch import Signal

#: After a file was answered in full or in part. Arguments: `request`, `response`, `asset`, `filename`. Not for what a
#: browser has kept (304), and not for HEAD.
file_read = Signal()

#: The rights of some files have ended, or last again: in the transaction in which that is noted. Arguments:
#: `public_ids`.
rights_changed = Signal()

#: After sizes of a picture were made, once for all that one run has made. Arguments: `image`.
sizes_made = Signal()

#: After an archive was asked for, once, before its first byte. Arguments: `request`, `response`, `assets`, `size`
#: ("web", "full"), `kit` (the press kit whose they are, or None). Not for a later part of one, nor for HEAD.
archive_read = Signal()
