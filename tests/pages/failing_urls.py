"""The newsroom's addresses, and one that fails."""

from django.urls import path

from newsroom.urls import handler404, handler500
from newsroom.urls import urlpatterns as ours


def failing(request):
    raise RuntimeError("This view fails, as it should.")


urlpatterns = [path("failing/", failing), *ours]

__all__ = ["handler404", "handler500", "urlpatterns"]
