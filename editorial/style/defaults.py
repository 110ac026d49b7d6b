"""The rules that a newsroom begins with. Its owner changes them after that, or switches them off."""

from ..models import StyleRule

Kind, Check = StyleRule.Kind, StyleRule.Check

#: Check, language, and what else its row holds.
CHECKS = [
    (Check.HEADLINE_LENGTH, "en", {"limit": 70}),
    (Check.HEADLINE_LENGTH, "fa", {"limit": 60}),
    (Check.STANDFIRST_LENGTH, "", {"limit": 160}),
    (Check.SHORT_VERSION_LENGTH, "", {"limit": 60}),
    (Check.MEDIUM_VERSION_LENGTH, "", {"limit": 230}),
    (Check.QUESTION_HEADLINE, "", {"page_kinds": ["pressrelease"]}),
    (Check.QUOTES, "en", {"setting": "“ ”"}),
    (Check.QUOTES, "fa", {"setting": "« »"}),
    (Check.EXCLAMATION, "", {}),
    (Check.DOUBLE_SPACES, "", {}),
    (Check.SPACE_BEFORE, "", {}),
    (Check.UNITS, "", {}),
    (Check.THOUSANDS, "", {"limit": 5}),
    (Check.DATES, "", {}),
    (Check.ARABIC_LETTERS, "fa", {}),
    (Check.HALF_SPACES, "fa", {}),
    (Check.EZAFE, "fa", {}),
    (Check.PERSIAN_PUNCTUATION, "fa", {}),
    (Check.PERSIAN_DIGITS, "fa", {}),
]
#: Language, what not to write, what to write, why: in the words of that language, because readers may see them.
WORDS = [
    ("en", "utilise\nutilize", "use", "The short word says the same."),
    ("en", "in order to", "to", "The short word says the same."),
    ("en", "world-class\ncutting-edge\nstate-of-the-art", "", "Praise of oneself is no fact. Say what it does."),
    ("fa", "می‌باشد", "است", "فعل کوتاه‌تر همان را می‌گوید."),
    ("fa", "می‌باشند", "هستند", "فعل کوتاه‌تر همان را می‌گوید."),
    ("fa", "لازم به ذکر است", "", "اگر گفتنی است، بی‌مقدمه گفته می‌شود."),
]


def establish():
    """Makes the checks that there is no row of, and a few words where there are no words at all. What the owner has
    set, stays."""
    known = set(StyleRule.objects.exclude(check_name="").values_list("check_name", flat=True))
    rules = [
        StyleRule(kind=Kind.CHECK, check_name=check, language=language, is_public=False, **fields)
        for check, language, fields in CHECKS
        if check not in known
    ]
    if not StyleRule.objects.filter(check_name="").exists():
        rules += [
            StyleRule(kind=Kind.TERM, language=language, avoid=avoid, prefer=prefer, reason=reason)
            for language, avoid, prefer, reason in WORDS
        ]
    StyleRule.objects.bulk_create(rules)
