import json
import sys
from concurrent.futures import ThreadPoolExecutor

from django.test import SimpleTestCase, tag

from stories.blocks import InfoBody


@tag("once")
class EditorsSideBySideTest(SimpleTestCase):
    def test_forms_opened_in_the_same_moment_hold_only_their_own_words(self):
        widget = InfoBody().child_blocks["paragraph"].field.widget
        texts = [f"<p>{f'editor {number} ' * 40}</p>" * 5 for number in range(8)]
        interval = sys.getswitchinterval()
        self.addCleanup(sys.setswitchinterval, interval)
        sys.setswitchinterval(1e-6)
        with ThreadPoolExecutor(8) as editors:
            shown = list(editors.map(widget.format_value, texts * 10))
        for number, state in enumerate(shown):
            words = {block["text"] for block in json.loads(state)["blocks"]}
            self.assertEqual(words, {(f"editor {number % 8} " * 40).strip()})
