"""The stylesheets as they are written: one sheet for both directions, its tokens, its weight, its fonts.

What becomes of them on a page is seen in `tests.browser`.
"""

import gzip
import re
import runpy
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.test import SimpleTestCase, tag
from PIL import ImageColor

from pages.palette import RULE, SURFACES, TEXT, contrast, palette_of

ROOT = Path(settings.BASE_DIR)
CSS, FONTS = ROOT / "static" / "css", ROOT / "static" / "fonts"
SITE, PRINT, LIBRARY = "site.css", "print.css", "library.css"
#: The admin's own sheets dress Wagtail's markup in Wagtail's tokens.
PUBLIC = (SITE, PRINT, LIBRARY)

RAW, PACKED = 48 * 1024, 12 * 1024  # bytes
MODES = {"light": ":root", "dark": ":root[data-theme=dark]"}
TEXTS = ("ink", "ink-2", "ink-3", "live", "warn", "ok", "info")
#: What marks a control, or where the reader is: 3:1 is enough (WCAG 2.2, 1.4.11).
LINES = ("line-strong", "focus")
#: A brand of each kind: dark, light, in the middle, grey.
BRANDS = ("#1E3A8A", "#FFCC00", "#E4002B", "#1DB954", "#808080")


@dataclass(frozen=True)
class Rule:
    sheet: str
    #: What stands around it, outermost first: `@layer base`, `@media print`.
    within: tuple
    selector: str
    declarations: tuple

    def is_in(self, around):
        return any(name.startswith(around) for name in self.within)


def rules(*sheets):
    return [rule for sheet in sheets for rule in _parsed(sheet)]


def _parsed(sheet):
    text = re.sub(r"/\*.*?\*/", "", (CSS / sheet).read_text(), flags=re.DOTALL)
    # What is inside quotes is no syntax.
    pieces = iter(re.findall(r"""(?:"[^"]*"|'[^']*'|[^{};"'])+|[{};]""", text))
    return list(_block(sheet, (), "", pieces))


def _block(sheet, within, selector, pieces):
    inside = (*within, selector) if selector else within
    declarations, last = [], ""
    for piece in pieces:
        if piece == "{":
            yield from _block(sheet, inside, " ".join(last.split()), pieces)
        elif piece in "};":
            name, colon, value = last.partition(":")
            if colon:
                declarations.append((name.strip(), " ".join(value.split())))
            elif last.strip():
                yield Rule(sheet, within, last.strip(), ())
            if piece == "}":
                break
        last = "" if piece in "{};" else piece
    if declarations:
        yield Rule(sheet, within, selector, tuple(declarations))


def tokens(mode):
    """Colours of the mode by name, `#RRGGBB`."""
    found = {}
    for selector in dict.fromkeys((MODES["light"], MODES[mode])):
        for rule in rules(SITE):
            if rule.selector == selector and rule.within == ("@layer tokens",):
                found |= {name[2:]: value for name, value in rule.declarations if name.startswith("--")}
    return {name: re.sub("^#(.)(.)(.)$", r"#\1\1\2\2\3\3", value) for name, value in found.items() if value[0] == "#"}


@tag("once")
class EverySheetTest(SimpleTestCase):
    def test_every_brace_is_closed(self):
        """One that is not puts all that follows under the condition of what it opened, and nobody is told."""
        for path in sorted(CSS.glob("*.css")):
            with self.subTest(path.name):
                text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
                depth, lowest = 0, 0
                for mark in re.findall(r"[{}]", text):
                    depth += 1 if mark == "{" else -1
                    lowest = min(lowest, depth)
                self.assertEqual((depth, lowest), (0, 0))


@tag("once")
class Directions(SimpleTestCase):
    """Both directions of writing live from the same rules, so these name no side."""

    SIDES = re.compile(r"(?:^|-)(?:left|right|top|bottom)(?:-|$)")
    SIZES = {"width", "height", "min-width", "max-width", "min-height", "max-height"}
    #: Of four values the second is the right side, the fourth the left one.
    BOXES = ("margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin")
    MOVES = re.compile(r"translate|rotate|skew")

    def declared(self):
        for rule in rules(*PUBLIC):
            for name, value in rule.declarations:
                yield f"{rule.sheet}: {rule.selector} {{ {name}: {value} }}", name, value

    def test_no_property_names_a_side_or_a_physical_size(self):
        wrong = [where for where, name, _value in self.declared() if self.SIDES.search(name) or name in self.SIZES]
        self.assertEqual(wrong, [])

    def test_no_value_names_a_side(self):
        wrong = [where for where, _name, value in self.declared() if re.search(r"(?<![\w-])(?:left|right)\b", value)]
        self.assertEqual(wrong, [])

    def test_what_has_four_values_has_the_same_on_both_sides(self):
        for where, name, value in self.declared():
            given = re.findall(r"(?:[^\s(]|\([^)]*(?:\([^)]*\))*[^)]*\))+", value)
            if len(given) == 4 and (name in self.BOXES or value.startswith("inset(")):
                self.assertEqual(given[1], given[3], where)
            if name == "border-radius":
                self.assertEqual(len(given), 1, where)

    def test_what_moves_or_turns_follows_the_direction(self):
        """These have no logical form."""
        for where, name, value in self.declared():
            turned = name in ("scale", "rotate", "translate") or self.MOVES.search(value)
            if turned and not name.startswith("--"):
                self.assertIn("var(--dir)", value, where)

    def test_a_direction_is_asked_for_by_its_token_only(self):
        asking = [rule for rule in rules(*PUBLIC) if re.search(r"\[dir|:dir\(", rule.selector)]
        self.assertEqual([(rule.selector, rule.declarations) for rule in asking], [("[dir=rtl]", (("--dir", "-1"),))])
        self.assertTrue(all(rule.is_in("@layer tokens") for rule in asking))


@tag("once")
class Order(SimpleTestCase):
    def test_every_block_of_every_sheet_is_closed(self):
        for sheet in CSS.glob("*.css"):
            text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
            with self.subTest(sheet.name):
                self.assertEqual(text.count("{"), text.count("}"))

    def test_layers_come_in_the_order_that_is_announced(self):
        first = rules(SITE)[0]
        announced = first.selector.removeprefix("@layer ").split(", ")
        used = dict.fromkeys(rule.within[0].removeprefix("@layer ") for rule in rules(SITE) if rule.within)
        self.assertEqual(list(used), announced)

    def test_everything_lies_in_a_layer(self):
        # Paper has the last word: its sheet has no layers and so wins over all of them.
        outside = [rule.selector for rule in rules(SITE) if rule.declarations and not rule.is_in("@layer")]
        self.assertEqual(set(outside), {"@font-face"})

    def test_no_rule_stands_inside_a_rule_so_that_older_browsers_read_them_all(self):
        nested = [rule for rule in rules(*PUBLIC) if not all(around.startswith("@") for around in rule.within)]
        self.assertEqual(nested, [])


@tag("once")
class Weight(SimpleTestCase):
    def test_the_sheet_stays_within_its_budget(self):
        sheet = (CSS / SITE).read_bytes()
        self.assertLessEqual(len(sheet), RAW)
        self.assertLessEqual(len(gzip.compress(sheet, 9)), PACKED)


@tag("once")
class Tokens(SimpleTestCase):
    #: Not colours of ours: none, that of the text around, that of the system.
    NO_COLOUR = {"transparent", "currentcolor", "inherit"}
    OF_THE_SYSTEM = {"canvas", "canvastext", "linktext", "buttontext", "buttonborder", "graytext", "highlight"}
    COLOUR = re.compile(
        r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(", re.I
    )
    QUOTED = re.compile(r"""var\([^)]*\)|url\([^)]*\)|"[^"]*"|'[^']*'""")

    def test_colours_are_named_among_the_tokens_only(self):
        for rule in rules(*PUBLIC):
            if rule.is_in("@layer tokens") or (rule.sheet == PRINT and rule.selector == ":root"):
                continue
            for name, value in rule.declarations:
                bare = self.QUOTED.sub("", value)
                words = set(re.findall(r"[a-z-]+", bare.lower()))
                where = f"{rule.sheet}: {rule.selector} {{ {name}: {value} }}"
                self.assertFalse(self.COLOUR.search(bare), where)
                self.assertFalse(words & set(ImageColor.colormap) - self.NO_COLOUR, where)

    def test_colours_of_the_system_are_for_those_who_have_chosen_them(self):
        for rule in rules(*PUBLIC):
            words = set(re.findall(r"[a-z]+", " ".join(value for _name, value in rule.declarations).lower()))
            if words & self.OF_THE_SYSTEM:
                self.assertTrue(rule.is_in("@media (forced-colors: active)"), rule)

    def test_every_token_that_is_used_is_declared(self):
        everything = rules(*PUBLIC)
        used = {
            name for rule in everything for _name, value in rule.declarations
            for name in re.findall(r"var\((--[\w-]+)", value)
        }  # fmt: skip
        declared = {name for rule in everything for name, _value in rule.declarations if name.startswith("--")}
        declared |= set(re.findall(r"(--[\w-]+):", palette_of("#1E3A8A").as_css()))
        self.assertEqual(used - declared, set())
        self.assertGreater(len(used), 40)

    def test_texts_can_be_read_on_every_surface(self):
        for mode, surfaces in SURFACES.items():
            for name in TEXTS:
                for surface in surfaces:
                    with self.subTest(mode=mode, text=name, surface=surface):
                        self.assertGreaterEqual(contrast(tokens(mode)[name], surface), TEXT)

    def test_lines_that_tell_something_can_be_seen_on_every_surface(self):
        for mode, surfaces in SURFACES.items():
            lines = {name: tokens(mode)[name] for name in LINES}
            lines |= {f"rule of {brand}": getattr(palette_of(brand), mode).rule for brand in BRANDS}
            for name, colour in lines.items():
                for surface in surfaces:
                    with self.subTest(mode=mode, line=name, surface=surface):
                        self.assertGreaterEqual(contrast(colour, surface), RULE)

    def test_dark_is_not_light(self):
        light, dark = tokens("light"), tokens("dark")
        self.assertEqual([name for name in light if light[name] == dark[name]], [])

    def test_paper_is_black_on_white(self):
        paper = dict(next(rule for rule in rules(PRINT) if rule.selector == ":root").declarations)
        for name in ("ink", "ink-2", "ink-3", "warn"):
            colour = re.sub("^#(.)(.)(.)$", r"#\1\1\2\2\3\3", paper[f"--{name}"])
            self.assertGreaterEqual(contrast(colour, "#FFFFFF"), 7, name)


@tag("once")
class Fonts(SimpleTestCase):
    #: What the face of Persian headlines lacks; that of the text stands behind it and has it.
    NOT_IN_HEADLINES = set("٪ۀ")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        faces = [dict(rule.declarations) for rule in rules(SITE) if rule.selector == "@font-face"]
        cls.faces = [face for face in faces if "url(" in face["src"]]
        # The script that made the files knows where each comes from.
        cls.made = {face[0]: face for face in runpy.run_path(str(ROOT / "bin" / "fonts"))["FACES"]}

    def file_of(self, face):
        return (CSS / re.search(r'url\("([^"]+)"\)', face["src"])[1]).resolve()

    def test_every_face_has_its_file_and_every_file_its_face(self):
        self.assertEqual({self.file_of(face) for face in self.faces}, set(FONTS.glob("*.woff2")))

    def test_the_licence_of_every_font_lies_beside_it(self):
        for face in self.faces:
            with self.subTest(face["font-family"]):
                source = self.made[self.file_of(face).stem][4]
                licence = (FONTS / f"OFL-{source}.txt").read_text()
                self.assertIn("SIL OPEN FONT LICENSE Version 1.1", licence)
                self.assertIn("Copyright", licence)

    def test_words_are_seen_before_their_font_has_come(self):
        self.assertEqual({face["font-display"] for face in self.faces}, {"swap"})

    def covered(self, *families):
        ranges = [face["unicode-range"] for face in self.faces if face["font-family"].strip('"') in families]
        spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ", ".join(ranges))
        return {chr(code) for first, last in spans for code in range(int(first, 16), int(last or first, 16) + 1)}

    def written(self):
        """All beyond ASCII that Persian pages are written in: the words of the newsroom, those of the demo."""
        catalogue = polib.pofile(str(ROOT / "locale" / "newsroom" / "fa" / "LC_MESSAGES" / "django.po"))
        texts = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
        texts += [path.read_text() for path in (ROOT / "demo" / "content" / "fa").rglob("*.md")]
        return {character for character in "".join(texts) if character > "~"} | set("۰۱۲۳۴۵۶۷۸۹٫٬٪−«»‹›،؛؟…ۀ")

    def test_persian_is_set_in_fonts_of_ours_to_the_last_mark(self):
        self.assertGreater(len(self.written()), 60)
        self.assertEqual(self.written() - self.covered("NR Vazir"), set())

    def test_headlines_are_set_in_one_font(self):
        self.assertEqual(self.written() - self.covered("NR Naskh"), self.NOT_IN_HEADLINES)

    def test_words_in_latin_letters_have_a_file_of_their_own(self):
        latin = self.covered("NR Vazir Latin")
        self.assertLessEqual(set("AZaz"), latin)
        self.assertEqual(latin & self.covered("NR Vazir"), set())
