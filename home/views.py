from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publication.gate import published

from .models import HomePage


@require_safe
def front_door(request):
    """`/`: one page that names every language in itself. No language is guessed, no reader is redirected."""
    homes = list(HomePage.objects.filter(pk__in=published().values("pk"), depth=2).select_related("locale"))
    if not homes:
        raise Http404
    return render(request, "home/front_door.html", {"homes": homes})
