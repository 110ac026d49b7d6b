from xml.etree import ElementTree

from django.template import Context, Template
from django.test import SimpleTestCase, tag

from pages.bidi import isolate, left_to_right, marked, strip_controls

MARK = "\u200e"


@tag("once")
class IsolationTests(SimpleTestCase):
    def test_a_name_is_wrapped_in_bdi(self):
        self.assertEqual(isolate("John Smith"), "<bdi>John Smith</bdi>")

    def test_a_telephone_number_keeps_its_direction(self):
        self.assertEqual(left_to_right("+98 21 5555 0142"), '<bdi dir="ltr">+98 21 5555 0142</bdi>')

    def test_both_escape_what_they_wrap(self):
        self.assertEqual(isolate("<b>"), "<bdi>&lt;b&gt;</bdi>")
        self.assertEqual(left_to_right('"&"'), '<bdi dir="ltr">&quot;&amp;&quot;</bdi>')

    def test_nothing_gives_nothing(self):
        self.assertEqual((isolate(None), isolate(""), left_to_right(None)), ("", "", ""))

    def test_zero_is_something(self):
        self.assertEqual(left_to_right(0), '<bdi dir="ltr">0</bdi>')

    def test_a_mail_address_breaks_behind_its_at_and_nowhere_else(self):
        template = Template("{% load pages_text %}{{ address|email }}")
        shown = [template.render(Context({"address": text})) for text in ("a&b@desk.example", "nobody", "")]
        self.assertEqual(shown, ['<bdi dir="ltr">a&amp;b@<wbr>desk.example</bdi>', '<bdi dir="ltr">nobody</bdi>', ""])

    def test_the_filters_wrap_and_escape_once(self):
        template = Template("{% load pages_text %}{{ name|iso }} {{ phone|ltr }}")
        self.assertEqual(
            template.render(Context({"name": "A & B", "phone": "+98"})),
            '<bdi>A &amp; B</bdi> <bdi dir="ltr">+98</bdi>',
        )


@tag("once")
class MarkTests(SimpleTestCase):
    """The test card of the design, for text that has no markup."""

    def test_what_would_turn_round_has_a_mark_before_it(self):
        for value in ("−۳۸٪", "-5", "24 °C", "۴٫۲ GW"):
            with self.subTest(value):
                self.assertEqual(marked(value).rstrip(MARK), MARK + value)

    def test_a_sign_that_would_jump_has_one_behind_it(self):
        self.assertEqual(marked("C++"), f"C++{MARK}")

    def test_a_telephone_number_has_one_whether_it_begins_with_a_sign_or_not(self):
        self.assertEqual(marked("+98 21 5555 0142", left_to_right=True), f"{MARK}+98 21 5555 0142")
        self.assertEqual(marked("021 5555 0142", left_to_right=True), f"{MARK}021 5555 0142")

    def test_what_is_right_by_itself_has_none(self):
        for value in ("NW-2026-041", "GW", "۳۸ سانتی‌متر", "کتاب", "۱۰:۰۰–۱۲:۳۰", "۶۱", ""):
            with self.subTest(value):
                self.assertEqual(marked(value), value)


@tag("once")
class ControlTests(SimpleTestCase):
    def test_embeddings_overrides_and_isolates_go(self):
        controls = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        self.assertEqual(strip_controls(f"a{controls}b"), "ab")

    def test_the_non_joiner_stays(self):
        self.assertEqual(strip_controls("می\u200cشود"), "می\u200cشود")

    def test_line_ends_and_tabs_stay(self):
        self.assertEqual(strip_controls("a\tb\r\nc\n"), "a\tb\r\nc\n")

    def test_everything_below_the_surrogates_and_at_the_end_of_the_plane_fits_into_xml_afterwards(self):
        text = "".join(map(chr, [*range(0x300), *range(0xD800, 0xE000), *range(0xFFF0, 0x10010)]))
        ElementTree.fromstring(f"<a><![CDATA[{strip_controls(text)}]]></a>")

    def test_an_emoji_stays(self):
        self.assertEqual(strip_controls("🎉"), "🎉")
