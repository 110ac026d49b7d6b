"""The house's own rules in the style book. One that is there already, in whatever words, is left as it is."""

from editorial.models import StyleRule

from . import reading


def rules():
    for entry in entries():
        known = {"kind": entry["kind"], "language": entry["language"]}
        known["prefer" if entry["prefer"] else "avoid"] = entry["prefer"] or entry["avoid"]
        StyleRule.objects.get_or_create(**known, defaults=entry)


def entries():
    return [entry | {"avoid": entry["avoid"].strip()} for entry in reading.table("style")["rule"]]
