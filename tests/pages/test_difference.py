"""What changed between two texts, in words, and in bounded time."""

from time import process_time

from django.test import SimpleTestCase, tag

from pages.difference import Line, Unchanged, count_of_words, difference, lines_of
from pages.document import Heading, Items, Paragraph, Quote


def lines(*texts):
    return [Line(text) for text in texts]


def changes(before, after):
    """The removed and the added words of each row."""
    return [
        ([run.words for run in row.before if run.is_changed], [run.words for run in row.after if run.is_changed])
        for row in difference(lines(*before), lines(*after))
        if not isinstance(row, Unchanged)
    ]


@tag("once")
class DifferenceTest(SimpleTestCase):
    def test_a_changed_word_is_found_in_its_paragraph(self):
        before, after = "Water for 40,000 households in Gaz.", "Water for 14,000 households in Gaz."
        self.assertEqual(changes([before], [after]), [(["40,000"], ["14,000"])])

    def test_either_side_reads_as_it_stood(self):
        before, after = "One two three four.", "One two four five."
        row = difference(lines(before), lines(after))[0]
        self.assertEqual("".join(run.text for run in row.before), before)
        self.assertEqual("".join(run.text for run in row.after), after)

    def test_persian_words_are_compared_whole_with_their_half_spaces(self):
        before, after = "چاه‌های دشت ۴۰ خانوار دارد", "چاه‌های دشت ۱۴ خانوار دارد"
        self.assertEqual(changes([before], [after]), [(["۴۰"], ["۱۴"])])

    def test_a_paragraph_put_before_a_changed_one_does_not_hide_the_change(self):
        kept = "The tunnel of Gaz is twelve kilometres long and dry."
        new = "The tunnel of Gaz is twenty kilometres long and dry."
        self.assertEqual(
            changes([kept], ["An opening of its own stands here now.", new]),
            [([], ["An opening of its own stands here now."]), (["twelve"], ["twenty"])],
        )

    def test_a_paragraph_that_is_gone_is_removed_as_a_whole(self):
        row = difference(lines("Gone.", "Kept."), lines("Kept."))[0]
        self.assertTrue(row.is_whole)
        self.assertEqual(row.after, ())

    def test_what_stayed_is_counted_and_not_repeated(self):
        found = difference(lines("a", "b", "c", "old words"), lines("a", "b", "c", "other text"))
        self.assertEqual(found[0], Unchanged(3))

    def test_words_are_counted(self):
        rows = difference(lines("one two three", "gone"), lines("one two four five"))
        self.assertEqual(count_of_words(rows), (2, 2))

    def test_text_without_words_is_no_difference(self):
        self.assertEqual(difference([], []), [])

    def test_the_worst_texts_take_a_moment_only(self):
        """Long, unlike, and all of the same few words: what makes a comparison quadratic."""
        texts = {
            "words": (["a b " * 20_000], ["b a c " * 20_000]),
            "one word": (["a " * 40_000], ["a " * 39_000]),
            "paragraphs": ([f"{n % 7} a b" for n in range(5_000)], [f"{n % 5} b a" for n in range(5_000)]),
            "many changed": (
                [f"The well number {n} of the plain is {n} metres deep" for n in range(900)],
                [f"The well number {n} of the plain is {n + 1} metres deep" for n in range(900)],
            ),
        }
        for name, (before, after) in texts.items():
            with self.subTest(name):
                started = process_time()
                difference(lines(*before), lines(*after))
                self.assertLess(process_time() - started, 2)


@tag("once")
class LinesTest(SimpleTestCase):
    def test_each_element_is_read_as_what_it_is(self):
        document = [
            Heading("The <b>gate</b>", 2), Paragraph("A plank."), Items(("<p>one</p>", "two"), label="Key facts"),
            Quote("We were wrong.", "Mina Azad", "Engineer"),
        ]  # fmt: skip
        self.assertEqual(
            [(line.kind, line.text) for line in lines_of(document)],
            [
                ("heading", "The gate"),
                ("text", "A plank."),
                ("heading", "Key facts"),
                ("item", "one"),
                ("item", "two"),
                ("quote", "We were wrong."),
                ("quote", "— Mina Azad, Engineer"),
            ],
        )
