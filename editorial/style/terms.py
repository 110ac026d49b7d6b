"""Words and names of the style book in a text: one pattern for all of them, in which every word is a literal."""

import re

from .persian import HALF_SPACE, SIGNS

#: What a Persian word may end in and stay the word: plural, possession, comparison. Behind another half-space it is
#: part of a compound, another word.
ENDINGS = "هایمان|هایتان|هایشان|هایی|هایم|هایت|هایش|های|ها|مان|تان|شان|ترین|تر|اند|ایم|اید|ام|ات|اش|ای|ی"

# Compounds (on-site), addresses (@, #) and what an apostrophe joins (can’t) are other words; a possessive is not.
_BEFORE = rf"(?<![\w@#{HALF_SPACE}{SIGNS}])(?<!\w[-‑’'])"
_AFTER = (
    rf"(?![\w{SIGNS}])(?![-‑]\w)(?![’'](?!s(?!\w))\w)"
    rf"(?!{HALF_SPACE}(?!(?:{ENDINGS})(?![\w{HALF_SPACE}{SIGNS}])))"
)
_ANY_OF = {"ی": "[یيى]", "ک": "[کك]", "'": "['’]", "’": "['’]", "-": "[-‐‑]", " ": "[ \u00a0]+"}


class Words:
    """The rules about words and names, ready to be looked for. `hits(text)` yields start, end, rule and what should
    stand there, or None."""

    def __init__(self, rules):
        ways = {(variant, rule.kind): rule for rule in reversed(rules) for variant in rule.variants}
        # The longest first: what stands inside it is not said by itself.
        ordered = sorted(ways, key=lambda way: (-len(way[0]), way))
        self._rules = [(ways[way], way[0]) for way in ordered]
        any_way = "|".join(f"({_pattern(variant, kind)})" for variant, kind in ordered)
        self._pattern = re.compile(f"{_BEFORE}(?:{any_way}){_AFTER}") if ordered else None

    def hits(self, text):
        for found in self._pattern.finditer(text) if self._pattern else ():
            rule, variant = self._rules[found.lastindex - 1]
            if found[0] != rule.prefer:
                yield found.start(), found.end(), rule, _instead_of(found[0], variant, rule)


def _pattern(variant, kind):
    """A space in a half-space's place is the same word; of a name, it is what the rule is about."""
    gap = f"[{HALF_SPACE} \u00a0]?" if kind == "term" else HALF_SPACE
    literal = "".join(gap if sign == HALF_SPACE else _ANY_OF.get(sign) or re.escape(sign) for sign in variant)
    return f"(?i:{literal})" if variant == variant.lower() else literal


def _instead_of(found, variant, rule):
    """Of a word in capitals or at the head of a sentence, as it stands there; of a name, and where the rule is about a
    capital letter, as the rule writes it."""
    if not rule.prefer:
        return None
    if rule.kind != rule.Kind.TERM or variant != variant.lower() or rule.prefer != rule.prefer.lower():
        return rule.prefer
    if len(found) > 1 and found.isupper():
        return rule.prefer.upper()
    return rule.prefer[0].upper() + rule.prefer[1:] if found[0].isupper() else rule.prefer
