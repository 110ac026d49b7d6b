from django.http import Http404
from django.views.decorators.http import require_safe

import stories.views
from facts.models import Fact, FactVersion

from .answering import answer_with
from .registry import FORMS_OF_A_FACT


@require_safe
def fact(request, public_id):
    """`/<language>/facts/figures/<public id>/`: the page of a fact, or the form of it that `?format=` names."""
    name = request.GET.get("format")
    if name is None:
        return stories.views.fact(request, public_id)
    versions = list(
        FactVersion.objects.filter(fact__in=Fact.objects.public().filter(public_id=public_id))
        .select_related("fact")
        .order_by("-number")
    )
    form = FORMS_OF_A_FACT.get(name)
    if form is None or not versions:
        raise Http404
    current = next(version for version in versions if version.is_current)
    name_of_file = f"fact-{public_id[:8]}", f"{current.statement} {current.fact.public_id[:8]}"
    return answer_with(request, form, current.url, name_of_file, form.make(versions))
