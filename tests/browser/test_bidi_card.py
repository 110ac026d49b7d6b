"""Runs of one direction inside text of the other: seen where the browser puts each character, left to right."""

from decimal import Decimal

from django.template import Context, Template
from django.test import tag
from django.utils import translation

from facts.units import written
from tests.factories import brand

from .base import BrowserTestCase
from .edition import edition


class LeftToRight(str):
    """A run that keeps its own order inside Persian text."""


L = LeftToRight

#: What a template writes into a Persian paragraph, and how it is to be read: from the right, run by run.
CARD = [
    ('تلفن: {{ "+98 21 5555 0142"|ltr }}.', ["تلفن: ", L("+98 21 5555 0142"), "."]),
    ('زبان {{ "C++"|ltr }} یا {{ "C#"|ltr }}؟', ["زبان ", L("C++"), " یا ", L("C#"), "؟"]),
    ('دما {{ "24 °C"|ltr }} بود', ["دما ", L("24 °C"), " بود"]),
    ('{{ "۴٫۲ GW"|ltr }} · {{ "۴٫۲ گیگاوات"|iso }}', [L("۴٫۲ GW"), " · ", L("۴٫۲"), " گیگاوات"]),
    ('افت {{ -38|pnum|add:"٪"|ltr }} بود', ["افت ", L("−۳۸٪"), " بود"]),
    ('{{ -1234.5|pnum|ltr }} متر', [L("−۱٬۲۳۴٫۵"), " متر"]),
    ("افت {{ percent|iso }}، یعنی {{ centimetres|iso }}.", ["افت ", L("−۳۸٪"), "، یعنی ", L("−۳۸"), "\u00a0سانتیمتر."]),
    ('{{ "John Smith"|iso }}، «{{ "Editor"|iso }}»', [L("John Smith"), "، «", L("Editor"), "»"]),
    (
        'شرکت {{ "Northwind (NASDAQ: NWD)"|iso }}، شماره {{ "NW-2026-041"|ltr }}؛ همین',
        ["شرکت ", L("Northwind (NASDAQ: NWD)"), "، شماره ", L("NW-2026-041"), "؛ همین"],
    ),
    ('{{ "wells (2).csv"|ltr }}، {{ "a@b.example"|ltr }}؛', [L("wells (2).csv"), "، ", L("a@b.example"), "؛"]),
    ("از ۱۰:۰۰–۱۲:۳۰ باز است", ["از ", L("۱۰:۰۰"), "–", L("۱۲:۳۰"), " باز است"]),
]  # fmt: skip

#: The same without isolation, as the browser shows it, and a range that is isolated, which turns it around.
BROKEN = [
    ("تلفن: +98 21 5555 0142", "0142 5555 21 98+"),
    ("زبان C++", "++C"),
    ("دما 24 °C بود", "C° 24"),
    ("افت −۳۸٪ بود", "۳۸−"),
    ("ساعت <bdi>۱۰:۰۰–۱۲:۳۰</bdi>", "۱۰:۰۰–۱۲:۳۰"),
]


def on_screen(runs):
    """What stands on the screen from left to right when these runs are read from the right."""
    return "".join(run if isinstance(run, LeftToRight) else run[::-1] for run in reversed(runs))


@tag("look")
class CardTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
        self.page = self.visitor()
        self.page.goto("/fa/")

    def seen(self, html):
        return self.page.evaluate(f"html => {{ {SEEN} {SHOW} }}", html)

    def test_the_filters_keep_every_run_in_its_order(self):
        values = {unit: written(Decimal(-38), code, "", "fa") for unit, code in UNITS.items()}
        for line, runs in CARD:
            with self.subTest(line), translation.override("fa"):
                html = Template("{% load pages_text %}" + line).render(Context(values))
                self.assertEqual(self.seen(html), on_screen(runs))

    def test_without_them_the_order_would_break(self):
        for html, broken in BROKEN:
            with self.subTest(html):
                self.assertIn(broken, self.seen(html))


@tag("look")
class PersianPageTests(BrowserTestCase):
    def test_nothing_on_a_persian_page_stands_bare_or_reads_backwards(self):
        with self.alone():
            addresses = edition()["fa"]
        page = self.visitor()
        for kind, address in addresses.items():
            page.goto(address)
            self.assertEqual(page.locator("html").get_attribute("dir"), "rtl")
            for rule, script in RULES.items():
                with self.subTest(kind, rule=rule):
                    self.assertEqual(page.evaluate(f"() => {{ {TEXTS} {SEEN} {script} }}"), [])

    def test_the_rules_find_what_is_planted(self):
        with self.alone():
            brand()
        page = self.visitor()
        page.goto("/fa/")
        for rule, html in PLANTED.items():
            with self.subTest(rule):
                page.evaluate("html => { document.querySelector('main').innerHTML = html }", html)
                self.assertEqual(len(page.evaluate(f"() => {{ {TEXTS} {SEEN} {RULES[rule]} }}")), 1)


UNITS = {"percent": "percent", "centimetres": "cm"}

# The visible characters of an element, line by line and from left to right.
SEEN = """
const seen = (element) => {
    const found = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let place = 0; place < node.length; place++) {
            const range = document.createRange();
            range.setStart(node, place);
            range.setEnd(node, place + 1);
            const [box] = range.getClientRects();
            if (box?.width > 0.01) found.push({ character: node.data[place], x: box.left, y: Math.round(box.top / 8) });
        }
    }
    return found.sort((one, other) => one.y - other.y || one.x - other.x).map(({ character }) => character).join("");
};"""

SHOW = """
const line = document.createElement("p");
line.innerHTML = html;
document.querySelector("main").replaceChildren(line);
return seen(line);"""

# Pieces of text on the page, and those of them that nothing isolates.
TEXTS = r"""
const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() && !node.parentElement.closest("script, style, template")) texts.push(node);
}
const words = (nodes) => nodes.map((node) => node.data.trim().slice(0, 80));
const bare = texts.filter((node) => !node.parentElement.closest("bdi, [dir=ltr]"));
const persian = bare.filter((node) => !node.parentElement.closest("[lang=en]"));
const matching = (nodes, pattern) => words(nodes.filter((node) => pattern.test(node.data)));"""

RULES = {
    "telephone numbers are isolated": r"return matching(bare, /\+\s*[0-9۰-۹][0-9۰-۹ -]{6,}/);",
    "references are isolated": r"return matching(bare, /\b(NW|Q)-[A-Z0-9-]*\d/);",
    "addresses of mail are isolated": r"return matching(bare, /[\w.+-]+@[\w-]+\.\w+/);",
    "addresses of the web are isolated": (
        r"return matching(bare, /\b(https?:\/\/|www\.)\S+|(^|\s)[a-z0-9-]+\.(example|com|org|net|ir)\b/);"
    ),
    "names of files are isolated": r"return matching(bare, /\w\.(csv|pdf|jpe?g|png|mp[34]|zip|docx|xlsx|txt)\b/i);",
    "digits are Persian": "return matching(persian, /[0-9]/);",
    "punctuation is Persian": "return matching(persian, /[,;?]/);",
    "negative numbers are isolated": "return matching(bare, /[−-][۰-۹]/);",
    "months are those of the Solar Hijri year": r"""
        const gregorian = /\b(January|February|March|April|May|June|July|August|September|October|November|December)\b/;
        const transcribed = /ژانویه|فوریه|(^|\s)مارس(\s|$)|آوریل|ژوئن|ژوئیه|سپتامبر|اکتبر|نوامبر|دسامبر/;
        return words(texts.filter((node) => {
            const isOfThePage = !node.parentElement.closest(".second-date");
            return transcribed.test(node.data) || (isOfThePage && gregorian.test(node.data));
        }));""",
    "ranges are not isolated": r"""
        const range = /^\s*[۰-۹0-9:٫٬]+\s*[–-]\s*[۰-۹0-9:٫٬]+\s*$/;
        const isolated = [...document.querySelectorAll("bdi")].map((run) => run.textContent);
        return isolated.filter((text) => range.test(text));""",
    "what is isolated reads from the left": r"""
        const plain = (text) => text.replace(/[\s\u200e\u200f\u200c]+/g, "");
        // Addresses may hold Persian words: their parts stand from the left, as in the bar of a browser.
        const isAddress = (run) => /^https?:/.test(run.textContent);
        return [...document.querySelectorAll("bdi[dir=ltr]")].filter((run) => run.getClientRects().length)
            .filter((run) => !isAddress(run))
            .filter((run) => plain(seen(run)) !== plain(run.textContent)).map((run) => run.textContent);""",
}

# What is wrong, and beside it what is right.
PLANTED = {
    "telephone numbers are isolated": '<p>تلفن +98 21 5555 0142</p><bdi dir="ltr">+98 21 5555 0142</bdi>',
    "references are isolated": '<p lang="en">NW-2026-041</p><bdi>NW-2026-042</bdi>',
    "addresses of mail are isolated": '<p>name@outlet.example</p><p dir="ltr">name@outlet.example</p>',
    "addresses of the web are isolated": "<p>در karizan.example</p><bdi>www.karizan.example</bdi>",
    "names of files are isolated": "<p>دریافت readings.csv</p><bdi>readings.pdf</bdi>",
    "digits are Persian": '<p>سال 1405</p><p>سال ۱۴۰۵، <bdi lang="en">2026</bdi></p>',
    "punctuation is Persian": "<p>چاه, قنات</p><p>چاه، قنات: <bdi>well, qanat</bdi></p>",
    "negative numbers are isolated": "<p>افت −۳۸٪</p><bdi>−۳۸٪</bdi>",
    "months are those of the Solar Hijri year": '<p>۱۲ مارس</p><p class="second-date" lang="en">12 March 2026</p>',
    "ranges are not isolated": "<bdi>۱۰:۰۰–۱۲:۳۰</bdi> ۱۰:۰۰–۱۲:۳۰",
    "what is isolated reads from the left": '<bdi dir="ltr">24 درجهٔ سلسیوس</bdi><bdi dir="ltr">24 °C</bdi>',
}
