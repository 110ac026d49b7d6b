"""How much one asker may have in a minute: of the API, of feeds made for each who asks, of files; and how many of
their uses are counted. What they have already (304) is free, where that is known before it is made."""

from django.conf import settings

from publication.limits import seconds_to_wait

from .api.problems import Problem


def count(request, what="api", setting="API_REQUESTS_PER_MINUTE"):
    """Raises a `Problem` (429) for whoever has asked too often."""
    most = getattr(settings, setting)
    if wait := seconds_to_wait(request, what, most):
        raise Problem(
            429, f"At most {most} requests a minute. Ask again in {wait} seconds.",
            headers={"Retry-After": str(wait), "Cache-Control": "no-store"},
        )  # fmt: skip
