"""Writes into the history of pages what the door has refused. The door itself only counts, in one statement whatever
was shown to it: its answer, and the time that it takes, must not tell whether there ever was such a pass."""

from django.db import transaction
from django.db.models import F

from ..models import Pass
from .history import REFUSED, write


def tick():
    """One round of the worker. Returns how many passes had refusals to tell of."""
    told = 0
    for given in Pass.objects.filter(refusals__gt=F("refusals_told")).select_related("journalist", "page"):
        with transaction.atomic():
            # Whichever worker moves the mark writes the line.
            mark = Pass.objects.filter(pk=given.pk, refusals_told=given.refusals_told)
            if mark.update(refusals_told=given.refusals):
                told_of = {"address": given.refused_from, "timestamp": given.refused_at}
                write(given, REFUSED, times=given.refusals - given.refusals_told, **told_of)
                told += 1
    return told
