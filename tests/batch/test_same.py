"""What a batch makes is what the single command makes, part by part."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from advocate import constituency, desk
from advocate.batch.plan import Places
from advocate.desk import Looks, Wishes
from advocate.directory.dataset import Dataset
from advocate.documents.batches.composing import Composer, Someone
from advocate.documents.batches.word import WordMaker
from advocate.documents.bounds import Watch
from advocate.documents.compose import compose
from advocate.documents.kinds import KINDS, Piece
from advocate.documents.write.docx import write_docx
from advocate.issues.read import read_pack
from advocate.resources import bundled
from advocate.settings import Constituent
from advocate.stories import story_of
from tests.batch.conftest import PACK, MakeJob

ANA = Constituent(
    name="Ana Ruiz", street="12 Elm Street, Apt 3", city="Albany", state="NY", zip="12207",
    phone="518-555-0199", email="ana@example.org", story="I work until six.",
)  # fmt: skip
PEOPLE = [
    ANA,
    replace(ANA, name="Bo & <Chen>", street="", email="", story="", zip="10001"),
    replace(ANA, name="", street="1. Main\\", story="First * one.\n\nSecond “two” & <three>."),
    replace(ANA, name="Zoë\ue000x", zip="87501", state="NM", city="", occupation="nurse"),
]
PIECES = [Piece(k, v) for k, i in KINDS.items() for v in i.variants if (k, v) != ("alert", "file")]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    "number",
    [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, len(PEOPLE)))],
)
def test_each_kind_is_the_same_document(dataset: Dataset, today: date, number: int) -> None:
    looks, pack = Looks((bundled("templates"),)), read_pack(PACK)
    with Watch() as watch:
        composer, word = Composer(looks.folders, watch), WordMaker(looks.theme)
        for person in (PEOPLE[number], replace(PEOPLE[number], name="Dee Okafor")):
            where = constituency.find_constituency(
                dataset, person, person.zip, state=None, today=today
            )
            story = story_of(person)
            for request in desk.requests_for(
                dataset, pack, where, PIECES, wishes=Wishes(story=story), looks=looks, today=today
            ):
                laid = composer.prepared(request).composed(Someone(where.constituent, story))
                alone = compose(request, looks.folders)
                assert laid.composed == alone
                assert parts(word.file(laid)) == parts(write_docx(alone.document, looks.theme))


@pytest.mark.parametrize("code", ["10001", "12207", "87501"])
def test_a_place_found_quickly_is_the_place(job: MakeJob, today: date, code: str) -> None:
    order = job().order
    found = Places(order)._place((code, "")).where
    person = Constituent()
    slowly = constituency.find_constituency(order.dataset, person, code, state=None, today=today)
    assert found == replace(slowly, constituent=found.constituent if found else person)
