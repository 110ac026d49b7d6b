"""Writing entries, and where each came from."""

from contextlib import contextmanager
from datetime import timedelta

from asgiref.local import Local
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, log, registry

from publication.asker import client_address

#: Keys of an entry's `data`: the address that it came from; how many times the same happened within `WITHIN`.
FROM, TIMES = "from", "times"
WITHIN = timedelta(minutes=10)

_present = Local()


def record(action, instance, user=None, request=None, **data):
    """Writes that somebody did something with a thing, and returns the entry.

    `user` is by default whoever is logged in at the request, or works in the admin; None is nobody with an account.
    `data` must go into JSON and says what the action's formatter needs.
    """
    request = request or present_request()
    return log(instance, action, user=_user(user, request), data=data | origin_of(request))


def record_once(action, instance, user=None, request=None, same=(), **data):
    """The same for what may happen many times a minute: within ten minutes the same person's doing the same with the
    same thing from the same address is one entry, which counts. `same` names the data that must be alike too."""
    request = request or present_request()
    user, data = _user(user, request), data | origin_of(request)
    alike = {f"data__{name}": data[name] for name in (FROM, *same) if name in data}
    entries = registry.get_log_model_for_instance(instance).objects.for_instance(instance)
    with transaction.atomic():
        recent = entries.filter(action=action, user=user, timestamp__gte=timezone.now() - WITHIN, **alike)
        entry = recent.select_for_update(of=("self",)).order_by("-timestamp").first()
        if entry is None:
            return log(instance, action, user=user, data=data)
        entry.data[TIMES] = entry.data.get(TIMES, 1) + 1
        # Not by `save`, which would check the whole entry again.
        type(entry).objects.filter(pk=entry.pk).update(data=entry.data)
        return entry


def origin_of(request):
    address = client_address(request) if request is not None else ""
    return {FROM: address} if address else {}


def present_request():
    return getattr(_present, "request", None)


@contextmanager
def during(request):
    """Whatever is logged in here, by Wagtail too, comes from this request."""
    before = present_request()
    _present.request = request
    try:
        yield
    finally:
        _present.request = before


def note_origin(instance, **kwargs):
    """Before any entry is saved for the first time."""
    if instance._state.adding and FROM not in instance.data:
        instance.data = instance.data | origin_of(present_request())


def _user(user, request):
    if user is None and request is not None and getattr(request, "user", None) and request.user.is_authenticated:
        return request.user
    return user or get_active_log_context().user
