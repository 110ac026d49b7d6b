"""One signal, sent inside the transaction that changes what the public is told."""

from django.dispatch import Signal

#: Arguments: `fact`, `event` (`publication.signals.Event`), `at`. Receivers write rows and nothing else.
fact_changed = Signal()
