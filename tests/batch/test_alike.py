"""What is said of letters that are alike."""

import pytest

from advocate.batch.alike import Alike

HAVE = "of 4 members have words of their own"
BEFORE = "of a document's words stand in the one before it."
WEIGH = "Offices weigh a letter by what is the writer's own:"
ASK = f"{WEIGH} ask each member for two or three true sentences, in the column “story”."
MORE = f"{WEIGH} two or three true sentences more in the column “story” would help."


@pytest.mark.parametrize(
    ("alike", "said"),
    [
        (Alike(), ""),
        (Alike(1, 0), f"0 of 1 member has words of their own (0%). {ASK}"),
        (Alike(4, 2, 100, 90), f"2 {HAVE} (50%). On average 90% {BEFORE} {ASK}"),
        (Alike(4, 4, 100, 50), f"4 {HAVE} (100%). On average 50% {BEFORE}"),
        (Alike(4, 4, 100, 90), f"4 {HAVE} (100%). On average 90% {BEFORE} {MORE}"),
    ],
)
def test_own_words_are_asked_for_where_they_are_missing_or_few(alike: Alike, said: str) -> None:
    assert " ".join(alike.sentences()) == said
