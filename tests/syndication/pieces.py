"""One piece of each kind with everything in it, for the tests of its forms."""

from datetime import UTC, date, datetime

from media_library.renditions import make_missing
from tests.factories import (
    body,
    document,
    fact,
    fact_sheet,
    person,
    picture,
    placed,
    press_kit,
    recording,
    release,
    statement,
    story,
    topic,
)

AT = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)
PICTURE = {
    "en": {"alt": "Reeds in mist", "caption": "Dawn at the wetland"},
    "fa": {"alt": "نیزار در مه", "caption": "سپیده‌دم در تالاب"},
}
#: In each language: title, standfirst, heading, words before the figure, an emphasis, words behind it.
WORDS = {
    "en": ("Water came to Gaz", "After three years.", "The water", "It reached", "by noon", "They say it will stay."),
    "fa": ("آب به گز رسید", "پس از سه سال.", "آب قنات", "آب به", "تا ظهر", "می‌گویند «پایدار» است و اعلام شد."),
}
LATIN = '<bdi dir="ltr" lang="en">C++ 3.2 kW</bdi>'


class Things:
    """What pieces show, made once."""

    def __init__(self):
        self.contact = person(
            "Kaveh Nazari", "کاوه نظری", role="Head of press", role_fa="مسئول رسانه", is_press_contact=True,
            phone="+98 21 5555 0142", mobile="0912 555 0143", email="kaveh@karizan.example", languages=["en", "fa"],
        )  # fmt: skip
        self.wells = fact(amount=61)
        self.change = fact("Change", amount=-38, unit="percent")
        self.picture = picture(size=(640, 427), texts=PICTURE)
        make_missing(self.picture)
        self.sound, self.file = recording(), document()
        self.topic = topic("water")

    def text(self, language):
        _title, _standfirst, heading, before, strong, behind = WORDS[language]
        return (
            f"<h2>{heading}</h2><p>{before} {placed(self.wells)} <b>{strong}</b>. {behind} {LATIN} m<sup>3</sup></p>"
            '<ul><li>One</li><li>Two</li></ul><p>a_b * [c] <a href="https://example.org/a_(b)">d</a></p>'
        )

    def blocks(self, language):
        columns = [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "cm"}]
        table = {"columns": columns, "rows": [{"values": ["1404", "-38"]}], "caption": ""}
        return [
            ("paragraph", self.text(language)),
            ("key_facts", ["<p>34 qanats</p>", "<p>18 villages</p>"]),
            ("quote", {"words": "We lent it.", "person": self.contact.pk}),
            ("data_table", {"caption": "Level", "table": table, "source": "Register", "as_of": "2026-03-01"}),
            ("image", {"image": self.picture.pk, "caption": ""}),
            ("audio", {"media": self.sound.pk}),
            ("documents", [self.file.pk]),
            ("fact_ref", self.change.pk),
        ]

    def given(self, language):
        title, standfirst = WORDS[language][:2]
        return {"title": title, "standfirst": standfirst, "language": language, "published_at": AT}

    def release(self, language="en", **more):
        blocks = [*self.blocks(language), ("notes", ["<p>Measured.</p>", "<p>By hand.</p>"])]
        given = {
            "contacts": [self.contact], "place": "Gaz", "dateline": date(2026, 3, 21), "lead_image": self.picture,
            "topics": [self.topic], "body": body(*blocks),
        }  # fmt: skip
        return release(**self.given(language) | given | more)

    def story(self, language="en"):
        timeline = [{"when": "1397", "what": "A shaft."}, {"when": "1405", "what": "Water."}]
        blocks = [*self.blocks(language), ("timeline", timeline)]
        blocks.append(("embed", {"url": "https://video.example/1", "title": "From the air"}))
        return story(
            **self.given(language), people=[self.contact], lead_image=self.picture, body=body(*blocks)
        )  # fmt: skip

    def statement(self, language="en"):
        thread = [(datetime(2026, 3, 22, 10, 35, tzinfo=UTC), "Water is back", "<p>Since two.</p>")]
        text = body(("paragraph", self.text(language)))
        return statement(
            **self.given(language), attributed_to=self.contact, contacts=[self.contact], thread=thread, body=text,
            outcome="All is well.",
        )  # fmt: skip

    def sheet(self, language="en"):
        return fact_sheet(
            **self.given(language), groups=[("Wells", [self.wells, self.change])], contacts=[self.contact]
        )  # fmt: skip

    def kit(self, language="en", items=()):
        files = [("image", self.picture), ("document", self.file), ("audio", self.sound)]
        return press_kit(
            **self.given(language), chapters=[("Pictures", files)], people=[self.contact], contacts=[self.contact],
            items=items,
        )  # fmt: skip

    def each_kind(self, language):
        pieces = [self.release(language), self.story(language), self.statement(language), self.sheet(language)]
        return [*pieces, self.kit(language, items=pieces[:1])]
