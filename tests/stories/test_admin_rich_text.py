import json

from django.test import SimpleTestCase, tag
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import features

from stories.blocks import NotesBlock, ParagraphBlock

MARKED = '<p data-block-key="a1">تلفن <bdi dir="ltr" lang="en">+98 21 5555 0142</bdi> است.</p>'


@tag("once")
class IsolateTests(SimpleTestCase):
    def setUp(self):
        self.converter = ContentstateConverter(["isolate", "bold"])

    def test_a_marked_run_comes_back_as_it_was(self):
        self.assertEqual(self.converter.to_database_format(self.converter.from_database_format(MARKED)), MARKED)

    def test_the_editor_sees_a_style_over_the_run_alone(self):
        block = json.loads(self.converter.from_database_format(MARKED))["blocks"][0]
        self.assertEqual(block["text"], "تلفن +98 21 5555 0142 است.")
        (style,) = block["inlineStyleRanges"]
        self.assertEqual((style["style"], style["offset"], style["length"]), ("ISOLATE", 5, 16))

    def test_it_may_stand_inside_bold(self):
        marked = '<p data-block-key="a1"><b>A </b><b><bdi dir="ltr" lang="en">C++</bdi></b></p>'
        stored = self.converter.to_database_format(self.converter.from_database_format(marked))
        self.assertIn('<bdi dir="ltr" lang="en">C++</bdi>', stored)

    def test_paragraphs_and_notes_offer_it(self):
        for block in (ParagraphBlock(), NotesBlock().child_block):
            with self.subTest(block=type(block).__name__):
                self.assertIn("isolate", block.features)

    def test_rich_text_that_asks_for_nothing_gets_no_pictures_and_embeds(self):
        offered = set(features.get_default_features())
        self.assertIn("isolate", offered)
        self.assertFalse(offered & {"image", "embed", "hr", "h4", "document-link"})
