"""Reading a dataset, and saying what is wrong with its files."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from advocate.directory.check import check_dataset
from advocate.directory.dataset import SCHEMA, Dataset
from advocate.errors import DatasetError, UnknownSenatorError
from advocate.notices import errors_in
from tests.conftest import TODAY


@pytest.fixture
def copy(fixture_data_dir: Path, tmp_path: Path) -> Path:
    """A copy of the dataset that a test may damage."""
    return Path(shutil.copytree(fixture_data_dir, tmp_path / "data"))


def test_a_senator(dataset: Dataset) -> None:
    senator = dataset.senator("X000001")
    assert senator.full_name == "Beatrix Q. Hollowell"
    assert senator.leadership == "Senate Lamplighter"
    assert senator.term_end == date(2031, 1, 3)
    assert senator.social == (("twitter", "SenHollowell"), ("youtube", "channel/UCinvented"))
    assert senator.washington_office.lines == (
        "901 Hart Senate Office Building",
        "Washington, DC 20510",
    )
    assert senator.washington_office.fax == "202-555-0191"


def test_seats_keep_rank_title_and_parent(dataset: Dataset) -> None:
    seats = [
        (s.code, s.name, s.rank, s.title, s.parent) for s in dataset.senators_of("NY")[0].committees
    ]
    judiciary = "Senate Committee on the Judiciary"
    assert seats == [
        ("SSJU", judiciary, 2, "Ranking Member", ""),
        ("SSJU04", "Border Security and Immigration", 1, "", judiciary),
    ]


def test_fields_are_normalized(dataset: Dataset) -> None:
    [syracuse] = [o for o in dataset.senator("X000001").state_offices if o.city == "Syracuse"]
    assert syracuse.phone == "315-555-0111"
    assert syracuse.address == "44 Teapot Road"


def test_a_contact_form_comes_from_the_web_forms_where_it_is_missing(dataset: Dataset) -> None:
    assert dataset.senator("X000002").contact_form == "https://www.thornquist.example/form?a=1&b=2"


def test_web_forms(dataset: Dataset) -> None:
    form = dataset.web_form("X000001")
    assert form is not None
    assert form.topics == ("Arts & Humanities", "Immigration", "Other")
    assert form.message_max_chars == 500
    assert dataset.web_form("X000003") is None


@pytest.mark.parametrize(
    ("bioguide", "host", "scheme"),
    [
        ("X000001", "www.hollowell.example", "https"),  # as the senator's website has it
        ("X000001", "elsewhere.example", "http"),
    ],
)
def test_a_form_is_opened_encrypted_where_its_site_is(
    fixture_data_dir: Path, tmp_path: Path, bioguide: str, host: str, scheme: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(fixture_data_dir, folder)
    path = folder / "web-forms.json"
    forms = json.loads(path.read_text(encoding="utf-8"))
    forms[bioguide]["url"] = f"http://{host}/contact?a=1#b"
    path.write_text(json.dumps(forms), encoding="utf-8")
    form = Dataset(folder).web_form(bioguide)
    assert form is not None
    assert form.url == f"{scheme}://{host}/contact?a=1#b"


def test_an_unknown_senator(dataset: Dataset) -> None:
    with pytest.raises(UnknownSenatorError):
        dataset.senator("Z999999")


@pytest.mark.parametrize(
    ("zip_code", "city", "states", "military"),
    [
        ("10001", "New York", ("NY",), False),
        ("12057", "Eagle Bridge", ("NY", "VT"), False),
        ("00901", "", ("PR",), False),
        ("09001", "APO AA", (), True),
        ("96860", "Jbphh", ("HI",), False),
    ],
)
def test_zip_places(
    dataset: Dataset, zip_code: str, city: str, states: tuple[str, ...], military: bool
) -> None:
    place = dataset.zip_place(zip_code)
    assert place is not None
    assert (place.city, place.states, place.military) == (city, states, military)


def test_zips_on_no_list(dataset: Dataset) -> None:
    assert dataset.zip_place("10099") is None
    assert dataset.zip_prefix("10099") == ("NY",)
    assert dataset.zip_prefix("96951") == ("MP",)
    assert dataset.zip_prefix("99999") == ()
    assert len(list(dataset.zips())) == dataset.manifest.counts["ZIP codes"]


READERS: list[tuple[str, Callable[[Dataset], object]]] = [
    ("manifest.json", lambda d: d.manifest),
    ("states.json", lambda d: d.states),
    ("senators.json", lambda d: d.senators),
    ("committees.json", lambda d: d.senators),
    ("web-forms.json", lambda d: d.web_form("X000001")),
    ("calendar.json", lambda d: d.calendar),
    ("zips.tsv", lambda d: list(d.zips())),
    ("zips.tsv", lambda d: d.zip_place("10001")),
    ("zip-prefixes.tsv", lambda d: d.zip_prefix("10099")),
]


@pytest.mark.parametrize(("name", "read"), READERS)
def test_a_missing_file_is_named(copy: Path, name: str, read: Callable[[Dataset], object]) -> None:
    (copy / name).unlink()
    with pytest.raises(DatasetError, match=name) as caught:
        read(Dataset(copy))
    assert caught.value.hint


BROKEN = ["{", "[7]", "[{}]", "null", '{"X000001": 3}', "[" * 100_000, "1" * 5_000]


@pytest.mark.parametrize("content", BROKEN, ids=lambda content: content[:15])
@pytest.mark.parametrize(("name", "read"), [r for r in READERS if r[0].endswith(".json")])
def test_a_damaged_file_is_named(
    copy: Path, name: str, read: Callable[[Dataset], object], content: str
) -> None:
    (copy / name).write_text(content)
    with pytest.raises(DatasetError, match=name):
        read(Dataset(copy))


def test_a_damaged_zip_line_is_named(copy: Path) -> None:
    (copy / "zips.tsv").write_text("zip\tcity\tstates\tlatitude\tlongitude\n10001\tNew York\n")
    with pytest.raises(DatasetError, match=r"zips\.tsv"):
        Dataset(copy).zip_place("10001")


@pytest.mark.parametrize(("name", "read"), [r for r in READERS if r[0].endswith(".tsv")])
def test_a_table_that_is_no_text_is_named(
    copy: Path, name: str, read: Callable[[Dataset], object]
) -> None:
    table = (copy / name).read_bytes()
    (copy / name).write_bytes(table.replace(b"New York", b"\xff\xfe").replace(b"NY", b"\xff"))
    with pytest.raises(DatasetError, match=name):
        read(Dataset(copy))


@pytest.mark.parametrize(("name", "read"), READERS)
def test_a_file_that_is_none_is_named(
    copy: Path, name: str, read: Callable[[Dataset], object]
) -> None:
    (copy / name).unlink()
    os.mkfifo(copy / name)
    with pytest.raises(DatasetError, match=name):
        read(Dataset(copy))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("manifest.json", '"schema": 2', '"schema": Infinity'),
        ("manifest.json", '"schema": 2', '"schema": {}'),
        ("senators.json", '"zip": "12207"', '"zip": 12207'),
        ("senators.json", '"phone": "716-555-0111"', '"phone": ["716"]'),
        ("senators.json", '"website": "', '"website": 7, "x": "'),
        ("senators.json", '"latitude": ', '"latitude": "7", "y": '),
        ("zips.tsv", "12057\t", "12\udcff57\t"),
        ("calendar.json", "[", "[" * 100_000),
        ("web-forms.json", '"message_max_chars": 500', '"message_max_chars": "500"'),
    ],
)
def test_a_check_of_damaged_files_names_problems(copy: Path, name: str, old: str, new: str) -> None:
    text = (copy / name).read_text()
    assert old in text
    (copy / name).write_bytes(text.replace(old, new, 1).encode(errors="surrogateescape"))
    assert errors_in(check_dataset(Dataset(copy), today=TODAY))


def test_a_path_in_a_sentence_is_printable(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        _ = Dataset(tmp_path / "\x1b[31m" / ("x" * 5_000)).manifest
    assert caught.value.sentence.isprintable()
    assert len(caught.value.sentence) < 400


def test_a_newer_layout_is_refused(copy: Path) -> None:
    manifest = copy / "manifest.json"
    row = json.loads(manifest.read_text()) | {"schema": SCHEMA + 1}
    manifest.write_text(json.dumps(row))
    with pytest.raises(DatasetError, match=f"layout {SCHEMA + 1}") as caught:
        _ = Dataset(copy).senators
    assert "newer version" in caught.value.hint
