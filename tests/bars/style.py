"""Promise: the style book checks a page of 2,000 words against 200 words of its own in under 300 ms, in each language.

Prints the milliseconds: the first time, when the patterns are made, and the median and the worst of the others.
"""

import sys
import time

from tests.bars._house import newsroom, percentile

WORDS, RULES, ROUNDS, MOST = 2000, 200, 30, 300
TEXTS = {
    "en": "They said that the water of the valley came at noon and that nobody had asked the growers about it",
    "fa": "گفتند که آب دره ظهر آمد و هیچ کس از باغداران چیزی نپرسید و آنها هم می روند و نمی‌گویند چرا",
}
LETTERS = {"en": "abcdefghij", "fa": "ابپتجدرزسش"}


def main():
    with newsroom():
        from wagtail.models import Page

        from editorial.models import StyleRule
        from tests.factories import story

        missed = False
        for language, sentence in TEXTS.items():
            StyleRule.objects.bulk_create(
                StyleRule(language=language, avoid=_word(number, language), prefer="x") for number in range(RULES)
            )
            words = (sentence.split() * WORDS)[:WORDS]
            paragraphs = [" ".join(words[start : start + 80]) for start in range(0, WORDS, 80)]
            body = [{"type": "paragraph", "value": "".join(f"<p>{text}.</p>" for text in paragraphs)}]
            page = Page.objects.get(pk=story(language=language, body=body).pk).specific
            took = [_milliseconds(page) for _round in range(ROUNDS)]
            print(
                f"{language}: {len(words)} words, {RULES} rules: first {took[0]:.0f} ms, "
                f"median {percentile(took[1:], 0.5):.0f} ms, worst {max(took[1:]):.0f} ms (at most {MOST})"
            )
            missed = missed or took[0] > MOST or percentile(took[1:], 0.5) > MOST
    sys.exit(missed)


def _milliseconds(page):
    from editorial.style import findings_for

    begun = time.perf_counter()
    findings_for(page)
    return (time.perf_counter() - begun) * 1000


def _word(number, language):
    return "".join(LETTERS[language][int(digit)] for digit in f"{number * 7919:07}")


if __name__ == "__main__":
    main()
