"""What is said of letters that are alike."""

import pytest

from advocate.batch.alike import Alike


@pytest.mark.parametrize(
    ("alike", "said"),
    [
        (Alike(), ""),
        (Alike(1, 0), "0 of 1 member has words of their own (0%). Offices weigh a letter by what is "
         "the writer's own: ask each member for two or three true sentences, in the column “story”."),
        (Alike(4, 4, 100, 50), "4 of 4 members have words of their own (100%). On average 50% of a "
         "document's words stand in the one before it."),
        (Alike(4, 4, 100, 90), "4 of 4 members have words of their own (100%). On average 90% of a "
         "document's words stand in the one before it. Offices weigh a letter by what is the "
         "writer's own: two or three true sentences more in the column “story” would help."),
    ],
)  # fmt: skip
def test_own_words_are_asked_for_where_they_are_missing_or_few(alike: Alike, said: str) -> None:
    assert " ".join(alike.sentences()) == said
