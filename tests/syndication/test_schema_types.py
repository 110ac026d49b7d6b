"""Structured data of every template, checked by schema.org's own types (`schema-dts`) and a compiler (`tsc`)."""

import json
import os
import subprocess
import unittest
from pathlib import Path

from django.conf import settings
from django.test import TestCase, tag

from .everything import plant
from .reading import Head

TOOLS = Path(settings.BASE_DIR) / "var" / "schema-types"
TSC = TOOLS / "node_modules" / ".bin" / "tsc"
OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext")
WRONG = {
    "misspelled": {"@type": "NewsArticle", "headlin": "Wells are read"},
    "of another type": {"@type": "Person", "correctionsPolicy": "https://news.example/"},
    "of no such value": {"@type": "NewsArticle", "isAccessibleForFree": "perhaps"},
}


@tag("once")
class SchemaTypesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        if not TSC.exists():
            if os.environ.get("CI") == "true":
                raise AssertionError("bin/schema-types has not installed the types of schema.org.")
            raise unittest.SkipTest("The types of schema.org are not installed: bin/schema-types does it.")
        cls.paths = plant()

    def graph(self, path):
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200, path)
        html = response.content.decode()
        head = Head(html[html.index("<head>") + 6 : html.index("</head>")])
        (script,) = head.root.xpath("//script[@type='application/ld+json']")
        return json.loads(script.text)

    def test_the_graph_of_every_template_holds_to_the_types_of_schema_org(self):
        lines = ['import type { Graph, Thing } from "schema-dts";']
        for language, paths in self.paths.items():
            for name, path in paths.items():
                if name == "wire":  # counts its bytes, and has one node in place of a graph
                    continue
                graph = json.dumps(self.graph(path), ensure_ascii=False, indent=1)
                lines.append(f"export const {_name(f'{language} {name}')}: Graph = {graph};")
        for number, (name, node) in enumerate(WRONG.items()):
            # The compiler must find fault with it, or this line is one.
            lines.append(f"// @ts-expect-error {name}\nexport const wrong{number}: Thing = {json.dumps(node)};")
        source = TOOLS / f"graphs-{os.getpid()}.ts"
        source.write_text("\n".join(lines))
        self.addCleanup(source.unlink)
        checked = subprocess.run(
            [TSC, *OPTIONS, source.name], cwd=TOOLS, capture_output=True, text=True, timeout=240, check=False
        )
        self.assertEqual((checked.returncode, checked.stdout), (0, ""), checked.stdout[:4000])


def _name(text):
    return "".join(letter if letter.isalnum() else "_" for letter in text)
