import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.test import SimpleTestCase, tag
from wagtail.models import get_page_models

ROOT = Path(settings.BASE_DIR)
LINES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
#: Room to its line, counted from the top.
LINE = {room.strip(): number for number, line in enumerate(LINES) for room in line.split("|")}


def source_files(*rooms):
    for room in rooms or LINE:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield room, path, ast.parse(path.read_text())


@tag("once")
class RoomsTest(SimpleTestCase):
    def test_imports_point_down(self):
        done = subprocess.run([f"{sys.prefix}/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_strings_that_name_models_point_down(self):
        """`ForeignKey("people.Person")`, `parent_page_types`, `subpage_types` import as much as an import does."""
        upward = []
        for room, path, tree in source_files(*sorted(LINE.keys() - {"newsroom"})):
            for node in ast.walk(tree):
                if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                    continue
                other, _dot, model = node.value.partition(".")
                names_a_model = other in LINE and model.isidentifier() and model[:1].isupper()
                if names_a_model and other != room and LINE[other] <= LINE[room]:
                    upward.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.value}")
        self.assertEqual(upward, [])

    def test_a_kind_names_as_parents_only_pages_of_its_own_room(self):
        """Parents name children. Both names inside one room are one decision, and keep kinds out of other places."""
        foreign = [
            f"{model.__name__}: {parent}"
            for model in get_page_models()
            for parent in getattr(model, "parent_page_types", [])
            if isinstance(parent, str) and parent.split(".")[0] not in (model._meta.app_label, "wagtailcore")
        ]
        self.assertEqual(foreign, [])

    def test_every_room_of_ours_is_in_the_contract(self):
        ours = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
        self.assertEqual(ours - set(LINE), set())

    def test_every_room_of_the_contract_is_installed(self):
        self.assertEqual(set(LINE) - {config.label for config in apps.get_app_configs()}, {"newsroom"})

    def test_no_room_shadows_a_module_of_python_or_of_a_package(self):
        taken = sys.stdlib_module_names | set(packages_distributions())
        self.assertEqual(set(LINE) & taken, set())

    def test_every_room_says_what_lives_there_and_what_it_may_import(self):
        for room in LINE:
            with self.subTest(room):
                text = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text())) or ""
                self.assertGreaterEqual(text.count(".") + text.count(":"), 2)
                self.assertRegex(text.lower(), r"import|knows everyone")


#: Questions to the tree that are not the gate's, and may be asked in these files, with the reason.
ALLOWED = {
    "home/structure.py": "lays the skeleton out; no reader is near",
    "home/models.py": "validates what an editor types",
    "demo": "fills an empty site",
    "publication": "is the gate",
    "stories/viewsets.py": "the admin's explorer",
    "editorial/desk": "the admin's first page, by what its reader may open",
    "syndication/views.py": "a card asks the gate itself whether its subject is public",
    "stories/finding.py": "narrows what the index is asked for; what it finds goes through the gate",
}
ALL_OF_THEM = {
    f"{name}.objects.all"
    for name in (
        "Page",
        "NewsItem",
        "Story",
        "PressRelease",
        "Statement",
        "FactSheet",
        "PressKit",
        "InfoPage",
        "HomePage",
    )
}
FORBIDDEN = {"live", "get_children", "get_descendants", "get_translations", "get_siblings", "public"}


@tag("once")
class GateIsAskedTest(SimpleTestCase):
    """S16: what readers see comes from `published()`; `.live()` and the tree's own questions pass the gate by."""

    def test_public_code_asks_the_gate_and_not_the_tree(self):
        found = []
        for _room, path, tree in source_files():
            name = str(path.relative_to(ROOT))
            if any(name.startswith(allowed) for allowed in ALLOWED) or "audit" in name or "management" in name:
                continue
            found += [f"{name}:{line} {what}" for line, what in questions(tree)]
        self.assertEqual(found, [])


def questions(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        asked = ast.unparse(node.func)
        # People and facts have a `public()` of their own, which asks nothing of the tree.
        own = "Person.objects" in asked or asked == "Fact.objects.public"
        if asked in ALL_OF_THEM or (node.func.attr in FORBIDDEN and not own):
            yield node.lineno, asked
