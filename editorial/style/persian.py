"""Checks of Persian letters, half-spaces, punctuation and digits. See `typography` for what a check is."""

import re

LETTER = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئأإؤةيكىۀء"
HALF_SPACE = "\u200c"
#: Vowel signs and the small hamza belong to the letter before them.
SIGNS = "\u064b-\u065f\u0670"
_NOT_IN_WORD = f"(?<![{LETTER}{SIGNS}{HALF_SPACE}])"
_END = f"(?![{LETTER}{SIGNS}{HALF_SPACE}])"

_ARABIC = re.compile("[يىك]")
_OURS = str.maketrans("يىك", "ییک")

#: Each with one space that should be a half-space: before a verb, before the sign of plural, before the ending of a
#: participle. What may as well be a word of its own (تر, ای) is left alone.
_APART = re.compile(
    f"{_NOT_IN_WORD}(?P<verb>ن?می) (?=[{LETTER}]{{2}})"
    f"|(?<=[{LETTER}{SIGNS}]) (?P<plural>ها(?:یی|ی|یم|یت|یش|یمان|یتان|یشان)?){_END}"
    f"|(?<=[{LETTER}]) (?P<most>ترین(?:ها)?){_END}"
    f"|(?<=ه) (?P<ending>اند|ایم|اید|ام){_END}"
)
_LOOSE = re.compile(f"{HALF_SPACE}{{2,}}|{HALF_SPACE}+(?=[ \u00a0])|(?<=[ \u00a0]){HALF_SPACE}+")

_EZAFE = re.compile(f"ۀ|(?<=[{LETTER}])ه ی(?= [{LETTER}])")
_LATIN_SIGN = re.compile(rf"(?<=[\u0600-\u06ff{HALF_SPACE}»)])[,;?](?![\w/=&])")
_OURS_OF_SIGN = {",": "،", ";": "؛", "?": "؟"}
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_PERCENT = re.compile("(?<=[۰-۹])[ \u00a0]?%")
_POINT = re.compile(r"(?<![.۰-۹\w])[۰-۹]+\.[۰-۹]+(?![.۰-۹])")

#: Not beside Latin letters: ISO 9001 and 5 kW stay as they are.
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_.,/+@#-])(?<![A-Za-z][ \u00a0-])"
    r"[0-9]{1,15}(?:[.,][0-9]{1,15}){0,5}(?![0-9A-Za-z_/@-]|[.,][0-9]|[ \u00a0][A-Za-z°])|[٠-٩]+"
)
_PERSIAN = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩,.", "۰۱۲۳۴۵۶۷۸۹" * 2 + "٬٫")


def arabic_letters(text, rule, language):
    for found in _ARABIC.finditer(text):
        yield found.start(), found.end(), found[0].translate(_OURS)


def half_spaces(text, rule, language):
    for found in _APART.finditer(text):
        if found["verb"]:
            yield found.start(), found.end(), f"{found['verb']}{HALF_SPACE}"
        else:
            yield found.start(), found.end(), f"{HALF_SPACE}{found[0][1:]}"
    for found in _LOOSE.finditer(text):
        beside_a_space = (
            text[found.end() : found.end() + 1] in (" ", "\u00a0")
            or found.start()
            and (text[found.start() - 1] in (" ", "\u00a0"))
        )
        yield found.start(), found.end(), "" if beside_a_space else HALF_SPACE


def ezafe(text, rule, language):
    """A mark above the heh: the story face has no letter with it."""
    for found in _EZAFE.finditer(text):
        yield found.start(), found.end(), "هٔ"


def persian_punctuation(text, rule, language):
    for found in _LATIN_SIGN.finditer(text):
        yield found.start(), found.end(), _OURS_OF_SIGN[found[0]]
    for found in _DOTS.finditer(text):
        yield found.start(), found.end(), "…"
    for found in _PERCENT.finditer(text):
        yield found.start(), found.end(), "٪"
    for found in _POINT.finditer(text):
        yield found.start(), found.end(), found[0].replace(".", "٫")


def persian_digits(text, rule, language):
    for found in _DIGITS.finditer(text):
        yield found.start(), found.end(), found[0].translate(_PERSIAN)
