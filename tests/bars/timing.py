"""Does the time of an answer tell a draft from nothing? 1,000 pairs in random order; AUC 0.5 is a guess."""

import random
import string
import sys
import time

from tests.bars import _house

PAIRS, DRAFTS, BAR = 1000, 20, 0.55


def word():
    return "".join(random.choices(string.ascii_lowercase, k=12))


def auc(ones, others):
    """The chance that one of the first took longer than one of the second (Mann and Whitney's U)."""
    ranked = sorted([(value, 1) for value in ones] + [(value, 0) for value in others])
    ranks = sum(rank for rank, (_value, is_one) in enumerate(ranked, 1) if is_one)
    return (ranks - len(ones) * (len(ones) + 1) / 2) / (len(ones) * len(others))


def measure():
    with _house.newsroom() as port, _house.serving(port):
        from tests.factories import story

        slugs = [story(slug, slug=slug, state="draft").slug for slug in (word() for _n in range(DRAFTS))]
        for _n in range(100):
            story(word())
        reader = _house.Reader(port)
        seconds = {"draft": [], "missing": []}
        for number in range(PAIRS + 50):
            pair = [("draft", random.choice(slugs)), ("missing", word())]
            random.shuffle(pair)
            for kind, slug in pair:
                started = time.perf_counter()
                status = reader.get(f"/en/stories/{slug}/")[0]
                taken = time.perf_counter() - started
                if status != 404:
                    raise RuntimeError(f"{kind} answered {status}")
                if number >= 50:  # the first fill the caches
                    seconds[kind].append(taken)
        measured = auc(seconds["draft"], seconds["missing"])
        middle = {kind: _house.percentile(values, 0.5) * 1000 for kind, values in seconds.items()}
        print(
            f"timing: {PAIRS} pairs, AUC {measured:.3f} (bar {1 - BAR:.2f} to {BAR:.2f}), "
            f"median {middle['draft']:.1f} ms for drafts, {middle['missing']:.1f} ms for nothing"
        )
        return 1 - BAR <= measured <= BAR


if __name__ == "__main__":
    sys.exit(not measure())
