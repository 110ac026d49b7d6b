"""The style book in the leak audit: information pages show what is public of it, and only while it is in force."""

from publication.registries import CanaryMaker, canaries

from ..models import StyleRule

Kind = StyleRule.Kind
#: State, whether it is in force, whether readers may see it.
STATES = [("public", True, True), ("of the house alone", True, False), ("switched off", False, True)]


def plant(site):
    for state, is_on, is_public in STATES:
        for kind in (Kind.TERM, Kind.NAME):
            canary = site.canary("style rule", f"{kind}, {state}", is_public=is_on and is_public)
            words = {name: canary.word(f"style rule: {name}") for name in ("avoid", "prefer", "reason")}
            rule = StyleRule.objects.create(kind=kind, is_on=is_on, is_public=is_public, **words)
            canary.row, canary.saves["style rule"] = rule, rule.save


canaries.register(CanaryMaker("style rule", plant))
