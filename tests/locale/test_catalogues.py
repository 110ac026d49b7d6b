"""The Persian edition speaks Persian: every message is collected, translated, and compiled."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.test import SimpleTestCase, tag
from django.utils.translation import gettext, ngettext, override, pgettext

ROOT = Path(settings.BASE_DIR)
LOCALE = ROOT / "locale"
OURS = LOCALE / "newsroom" / "fa" / "LC_MESSAGES" / "django.po"
CATALOGUES = sorted(LOCALE.glob("*/fa/LC_MESSAGES/*.po"))
#: What holds no messages for readers or editors, or is not ours.
ELSEWHERE = [".git", ".venv", "var", "node_modules", "staticfiles", "tests", "static", "docs", "__pycache__"]

#: The names under which `makemessages` finds messages; it knows nothing of others.
COLLECTED = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
    "npgettext", "npgettext_lazy",
}  # fmt: skip
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w*\}")
TAGS = re.compile(r"</?[a-z][a-z0-9]*|&[a-z]+;|&#\d+;", re.IGNORECASE)
ARABIC = re.compile("[\u064a\u0643\u0649\u0629\u06c0\u0660-\u0669]")
LATIN_PUNCTUATION = re.compile("[\u0620-\u06d3][,;?]")


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def forms(entry):
    """Each Persian form with the English ones that it may stand for."""
    if entry.msgid_plural:
        return [(text, (entry.msgid, entry.msgid_plural)) for text in entry.msgstr_plural.values()]
    return [(entry.msgstr, (entry.msgid,))]


def found(pattern, text):
    return sorted(pattern.findall(text))


def collected():
    """What `make messages` would collect, from a copy of the code and into an empty catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "newsroom"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*ELSEWHERE, "locale", "content"))
        (copy / "locale").mkdir()
        made = subprocess.run(
            [sys.executable, "manage.py", "makemessages", "--locale", "fa", "--no-wrap"],
            cwd=copy,
            env={
                **os.environ,
                # Those of the tests name what lies in the folder of the tests, which is left out.
                "DJANGO_SETTINGS_MODULE": "newsroom.settings.dev",
                "DATA_DIR": str(Path(folder) / "data"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        catalogue = copy / "locale" / "fa" / "LC_MESSAGES" / "django.po"
        if made.returncode or not catalogue.exists():
            raise AssertionError(f"makemessages failed:\n{made.stdout}\n{made.stderr}")
        return {key(entry) for entry in polib.pofile(str(catalogue))}


@tag("once")
class Collected(SimpleTestCase):
    def test_every_message_of_the_code_has_its_persian(self):
        if not all(map(shutil.which, ("xgettext", "msguniq"))):
            if os.environ.get("CI") == "true":
                self.fail("gettext must be installed where CI=true: without it nobody collects the messages.")
            self.skipTest("gettext is not installed: the messages of the code cannot be collected.")
        ours = {key(entry) for entry in polib.pofile(str(OURS)) if entry.translated()}
        missing = sorted(collected() - ours, key=str)
        self.assertEqual(missing, [], "Run `make messages`, then translate what is new.")

    def test_messages_have_names_that_the_collector_knows(self):
        unknown = []
        for path in ROOT.glob("*/**/*.py"):
            if set(path.relative_to(ROOT).parts) & set(ELSEWHERE):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                    unknown += [
                        f"{path.relative_to(ROOT)}:{node.lineno}: {name.name} as {name.asname}"
                        for name in node.names
                        if name.name in COLLECTED and name.asname and name.asname != "_"
                    ]
        self.assertEqual(unknown, [])


@tag("once")
class Catalogues(SimpleTestCase):
    maxDiff = None

    def entries(self):
        for path in CATALOGUES:
            for entry in polib.pofile(str(path)):
                yield f"{path.relative_to(LOCALE)}: {entry.msgid!r}", entry

    def test_ours_and_wagtails_are_there(self):
        names = {str(path.relative_to(LOCALE)) for path in CATALOGUES}
        self.assertLessEqual({"newsroom/fa/LC_MESSAGES/django.po", "wagtail/fa/LC_MESSAGES/django.po"}, names)

    def test_nothing_is_untranslated_guessed_or_left_over(self):
        wrong = [where for where, entry in self.entries() if not entry.translated() or entry.fuzzy or entry.obsolete]
        self.assertEqual(wrong, [])

    def test_placeholders_are_those_of_the_original(self):
        wrong = [
            f"{where} → {text!r}"
            for where, entry in self.entries()
            for text, originals in forms(entry)
            if found(PLACEHOLDERS, text) not in [found(PLACEHOLDERS, original) for original in originals]
        ]
        self.assertEqual(wrong, [])

    def test_tags_and_entities_are_those_of_the_original(self):
        wrong = [
            f"{where} → {text!r}"
            for where, entry in self.entries()
            for text, originals in forms(entry)
            if found(TAGS, text) not in [found(TAGS, original) for original in originals]
        ]
        self.assertEqual(wrong, [])

    def test_letters_and_digits_are_persian(self):
        """No Arabic yeh, kaf, teh marbuta or digits; the ezafe after heh is written with a hamza of its own."""
        wrong = [
            f"{where} → {text!r}"
            for where, entry in self.entries()
            for text, _originals in forms(entry)
            if ARABIC.search(text)
        ]
        self.assertEqual(wrong, [])

    def test_punctuation_is_persian(self):
        wrong = [
            f"{where} → {text!r}"
            for where, entry in self.entries()
            for text, _originals in forms(entry)
            if LATIN_PUNCTUATION.search(text)
        ]
        self.assertEqual(wrong, [])

    def test_both_plural_forms_are_given(self):
        wrong = [
            where for where, entry in self.entries() if entry.msgid_plural and sorted(entry.msgstr_plural) != [0, 1]
        ]
        self.assertEqual(wrong, [])

    def test_compiled_catalogues_are_up_to_date(self):
        for path in CATALOGUES:
            with self.subTest(catalogue=str(path.relative_to(LOCALE))):
                compiled = {key(entry): forms(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
                source = {key(entry): forms(entry) for entry in polib.pofile(str(path))}
                self.assertEqual(compiled, source, "Run `make messages`.")

    def test_catalogues_name_no_machine(self):
        for path in CATALOGUES:
            text = path.read_text(encoding="utf-8")
            self.assertNotRegex(text, r"#: (/|[A-Za-z]:\\)|\.venv|site-packages")


@tag("once")
class Spoken(SimpleTestCase):
    def test_django_reads_our_catalogue(self):
        with override("fa"):
            self.assertEqual(pgettext("front page", "Newsroom"), "اتاق خبر")
            self.assertEqual(gettext("Stories"), "روایت‌ها")
            self.assertEqual(pgettext("between items of a list", ", "), "، ")

    def test_both_numbers_are_counted_in_persian(self):
        with override("fa"):
            for number in (1, 2, 11):
                self.assertEqual(ngettext("%(number)s result", "%(number)s results", number), "%(number)s نتیجه")

    def test_wagtails_admin_keeps_its_persian(self):
        with override("fa"):
            self.assertEqual(gettext("Save draft"), "ذخیرهٔ پیش‌نویس")
