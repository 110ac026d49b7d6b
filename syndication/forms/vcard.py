"""A press contact as a card for address books: vCard 3.0 (RFC 2426), which all of them read."""

from django.utils.translation import gettext as _

from pages.digits import latin_digits
from pages.models import BrandSettings
from pages.templatetags.frame import language_name

from ..metadata import comma

MEDIA_TYPE = "text/vcard"
#: Octets in a line, without its end.
LONGEST = 75


def of(person, address):
    """In the active language, with the numbers that the person's page shows. `address` is that of the page."""
    brand = BrandSettings.current()
    name = str(person)
    speaks = comma().join(str(language_name(code)) for code in person.languages)
    notes = [person.word("hours"), speaks and f"{_('Speaks')}: {speaks}"]
    properties = [
        ("VERSION", "3.0"),
        ("FN", escaped(name)),
        # Nobody has said which part is the family's: all of it is given, and shown as it is written.
        ("N", f";{escaped(name)};;;"),
        ("TITLE", escaped(person.word("role"))),
        ("ORG", escaped(person.word("organisation") or brand.word("name"))),
        ("TEL;TYPE=WORK,VOICE", escaped(latin_digits(person.phone))),
        ("TEL;TYPE=CELL", escaped(latin_digits(person.mobile))),
        ("EMAIL;TYPE=INTERNET,WORK", escaped(person.email)),
        ("NOTE", escaped("\n".join(filter(None, notes)))),
        ("URL", address),
        ("UID", address),
    ]
    lines = [f"{name}:{value}" for name, value in properties if value]
    return "".join(f"{folded(line)}\r\n" for line in ["BEGIN:VCARD", *lines, "END:VCARD"])


def escaped(text):
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def folded(line):
    """In lines of at most 75 octets, each after the first begun by a space; no character is cut."""
    lines, length = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > LONGEST:
            lines.append(" ")
            length = 1
        lines[-1] += letter
        length += octets
    return "\r\n".join(lines)
