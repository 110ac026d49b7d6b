"""Signals sent inside the transaction that changes what the public is told."""

from django.dispatch import Signal

#: Arguments: `fact`, `event` (`publication.signals.Event`), `at`. Receivers write rows and nothing else.
fact_changed = Signal()

#: Sent before `fact_changed`, with `fact`, for those who must lock pages. A publication locks its page first and then
#: what all publications write, such as the state of the feeds; the other way round each would wait for the other.
fact_changing = Signal()
