from django.test import TestCase

from stories.blocks import DataTableBlock, StoryBody
from tests.factories import picture


class BlockChooserTests(TestCase):
    def test_every_block_says_in_a_line_what_it_is_for(self):
        for name, block in StoryBody().child_blocks.items():
            with self.subTest(block=name):
                self.assertTrue(block.meta.description and block.meta.group)

    def test_a_picture_is_previewed_with_one_of_the_library(self):
        image = picture(texts={"en": {"alt": "Reeds"}})
        value = StoryBody().child_blocks["image"].get_preview_value()
        self.assertEqual(value["image"], image)

    def test_a_picture_can_be_previewed_before_there_is_any(self):
        value = StoryBody().child_blocks["image"].get_preview_value()
        self.assertIsNone(value["image"])
        self.assertEqual(list(StoryBody().child_blocks["gallery"].get_preview_value()), [])


class DateBlockTests(TestCase):
    def test_a_date_in_a_block_is_read_in_either_calendar(self):
        block = DataTableBlock().child_blocks["as_of"]
        for text in ("2026-11-23", "1405/9/2", "۱۴۰۵/۹/۲"):
            with self.subTest(text=text):
                value = block.value_from_datadict({"as_of": text}, {}, "as_of")
                self.assertEqual(str(block.clean(value)), "2026-11-23")
