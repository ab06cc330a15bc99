"""A person's own story: what a letter tells, what a caller says, and whether it may be retold."""

from dataclasses import dataclass
from enum import StrEnum

from advocate.settings import Constituent


class Consent(StrEnum):
    """What the story's owner agreed to."""

    NAMED = "named"  # the office may retell it, with the name
    UNNAMED = "unnamed"  # the office may retell it, without the name
    NONE = "none"  # it is not to be retold


@dataclass(frozen=True, slots=True)
class Story:
    """A story for one issue, or for any; empty text where nothing is told.

    `reason` is the story in one spoken sentence (at most 25 words).
    """

    slug: str = ""
    issue: str = ""
    text: str = ""
    reason: str = ""
    consent: Consent = Consent.NONE

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The story as paragraphs; none when there is no story."""
        return tuple(self.text.split("\n\n")) if self.text else ()

    @property
    def may_retell(self) -> bool:
        """Say whether a leave-behind may carry it."""
        return bool(self.text) and self.consent is not Consent.NONE

    @property
    def may_name(self) -> bool:
        """Say whether it may be told with the name."""
        return bool(self.text) and self.consent is Consent.NAMED


def story_of(profile: Constituent) -> Story:
    """Return the story kept in the profile; consent was not asked for there."""
    return Story(text=profile.story)
