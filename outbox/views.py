from django.conf import settings
from django.db import DatabaseError
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from .models import Heartbeat


@require_safe
def health(request):
    """For load balancers: 200 when the database answers; says beside it when a clock of the worker stands still.

    A silent worker does not take the site down (readers still read), so it is reported, not failed.
    """
    try:
        silent = Heartbeat.objects.silent(settings.WORKER_TICKS)
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503, headers={"Cache-Control": "no-store"})
    answer = {"database": "up", "worker": "silent" if silent else "up"}
    return JsonResponse(answer | ({"silent": silent} if silent else {}), headers={"Cache-Control": "no-store"})
