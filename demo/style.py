"""The house's own rules in the style book. One that is there already, in whatever words, is left as it is."""

from editorial.models import StyleRule

from . import reading


def rules():
    for entry in reading.table("style")["rule"]:
        words = entry | {"avoid": entry["avoid"].strip()}
        known = {"kind": words["kind"], "language": words["language"]}
        known["prefer" if words["prefer"] else "avoid"] = words["prefer"] or words["avoid"]
        StyleRule.objects.get_or_create(**known, defaults=words)
