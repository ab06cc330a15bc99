"""Alert files as documents, for readers of two states, of DC and of Puerto Rico; as e-mail."""

import email
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from advocate.directory.dataset import Dataset
from advocate.directory.lookup import nearest_first, zip_place
from advocate.directory.offices import office_for
from advocate.directory.places import resolve_state
from advocate.documents.alerts import AlertRequest, compose_alert
from advocate.documents.blocks import Document
from advocate.documents.context import VARIABLES
from advocate.documents.kinds import DOCUMENT_FORMATS, Format, Kind
from advocate.documents.markup import parse
from advocate.documents.write import write_document
from advocate.documents.write.email import recipient, write_email, write_eml
from advocate.documents.write.pdf import page_count
from advocate.errors import OutputError, TemplateError
from advocate.issues.alerts.filled import Addressee, Around, Reader
from advocate.issues.alerts.read import read_alert
from advocate.issues.read import read_pack
from advocate.issues.records import Prose
from advocate.settings import Constituent
from tests.documents.conftest import TEMPLATES, THEME, Ask, document, written
from tests.documents.golden_files import compare_document
from tests.issues.alerts.conftest import FIXTURES
from tests.issues.conftest import SHIPPED

ALERTS = {
    "welcome": SHIPPED / "immigrants-welcome" / "alerts" / "1-say-it-clear.toml",
    "thanks": FIXTURES / "2-thank-two-senators.toml",
    "medicaid": FIXTURES / "3-medicaid.toml",
    "do-not": FIXTURES / "4-do-not-call-them-all.toml",
}
# Where a reader lives, and whose senators stand in where the invented dataset has none.
PLACES = {
    "ny": ("10001", "NY", "NY"),
    "ky": ("42223", "KY", "NM"),
    "tn": ("42223", "TN", "OH"),
    "dc": ("20001", "DC", "DC"),
    "pr": ("00901", "PR", "PR"),
}
Make = Callable[..., AlertRequest]


@pytest.fixture
def request_for(dataset: Dataset, today: date) -> Make:
    """Return a function that makes a request for an alert and a reader in a place."""

    def request(alert: str, place: str, name: str = "", **other: object) -> AlertRequest:
        code, state, from_ = PLACES[place]
        found = read_alert(ALERTS[alert])
        lies = zip_place(dataset, code) if state == from_ else None
        people = [replace(one, state=state) for one in dataset.senators_of(from_)]
        reader = Reader(
            resolve_state(dataset, state),
            tuple(
                Addressee(
                    one, office_for(one, nearest_first(one.state_offices, lies), "", visit=False)
                )
                for one in people
            ),
        )
        pack = read_pack(SHIPPED / found.issue) if found.issue else None
        senators = {one.bioguide: one for one in dataset.senators}
        made = AlertRequest(
            alert=found,
            reader=reader,
            around=Around(pack, senators, dataset.states, dataset.calendar, today),
            constituent=Constituent(
                name=name, city=lies.city if lies else "Fort Campbell", zip=code, state=state
            ),
            data_as_of=dataset.manifest.data_as_of,
        )
        return replace(made, **other)  # type: ignore[arg-type]

    return request


def made_of(request: AlertRequest) -> Document:
    return compose_alert(request, (TEMPLATES,)).document


def text_of(request: AlertRequest) -> str:
    return write_document(made_of(request), Format.TXT, THEME).data.decode()


def words_of(request: AlertRequest) -> str:
    """Return the text without the bars beside boxes, on one line."""
    return " ".join(re.sub(r"^  [|:] ?", "", text_of(request), flags=re.MULTILINE).split())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_is_as_it_was(request_for: Make, alert: str, place: str) -> None:
    compare_document(f"alert-{alert}-{place}", made_of(request_for(alert, place)), Format.TXT)


@pytest.mark.parametrize("form", [one for one in DOCUMENT_FORMATS if one is not Format.TXT])
def test_an_alert_is_as_it_was_in_each_format(request_for: Make, form: Format) -> None:
    made = made_of(request_for("welcome", "ny", "Ana Ruiz"))
    compare_document("alert-welcome-ny", made, form)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("alert", ALERTS)
def test_a_short_alert_has_one_page(request_for: Make, alert: str, place: str) -> None:
    assert page_count(made_of(request_for(alert, place)), THEME) == 1


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_has_no_gap_where_something_is_missing(
    request_for: Make, alert: str, place: str
) -> None:
    text = text_of(request_for(alert, place))
    assert not re.search(r"None|  \S+ \(\)|“”|\.\.(?!\.)| ,|\( |\bthe the\b", text)


@pytest.mark.parametrize(
    ("place", "said", "unsaid"),
    [
        ("ky", "Our state has expanded Medicaid", "has not expanded"),
        ("tn", "Our state has not expanded Medicaid", "Our state has expanded"),
        ("dc", "tell them whom you know", "I'm asking the senator"),
        ("pr", "tell them whom you know", "I'm asking the senator"),
    ],
)
def test_each_reader_gets_the_words_of_their_state(
    request_for: Make, place: str, said: str, unsaid: str
) -> None:
    text = words_of(request_for("medicaid", place))
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize("place", ["ky", "dc"])
def test_each_friend_gets_the_numbers_of_their_own_senator(request_for: Make, place: str) -> None:
    text = words_of(request_for("thanks", place))
    first, last = "send along to your friend in New York:", "send along to your friend in Vermont:"
    of_new_york = text[text.index(first) : text.index(last)]
    assert "Senator Beatrix Q. Hollowell:" in of_new_york
    assert "Oakenshaw" not in of_new_york
    assert "Senator Juniper Oakenshaw:" in text[text.index(last) :]


def test_the_numbers_for_one_friend_need_no_name(request_for: Make) -> None:
    text = words_of(request_for("thanks", "ny"))
    assert "The numbers: - Senator Beatrix Q. Hollowell" in text
    assert "The numbers to send along: - Senator Juniper Oakenshaw" in text


def test_the_words_begin_with_who_speaks(request_for: Make) -> None:
    text = words_of(request_for("welcome", "ny", "Ana *Ruiz*"))
    assert "Hi, my name is Ana *Ruiz*. I'm a constituent from New York, 10001." in text
    assert "Hollowell" in text
    blank = words_of(request_for("welcome", "ny", "Ana Ruiz", blanks=True))
    assert "Ana Ruiz" not in blank


def test_an_alert_past_its_day_says_so(request_for: Make) -> None:
    request = request_for("thanks", "ny")
    late = replace(request, around=replace(request.around, today=date(2027, 3, 1)))
    text = words_of(late)
    assert "this alert was meant to be used until December 15, 2026." in text
    assert "past its date" in made_of(late).footer


def test_notes_stand_newest_first(request_for: Make) -> None:
    text = text_of(request_for("thanks", "ny"))
    assert text.index("Update, November 24, 2026") < text.index("We won, November 23, 2026")


def test_a_script_over_its_words_is_said(request_for: Make) -> None:
    long = request_for("medicaid", "ny", "Ana " * 90)
    assert [one.code for one in compose_alert(long, (TEMPLATES,)).notices] == ["script-long"]


def test_a_template_of_ones_own_is_used_and_refused_when_wrong(
    request_for: Make, tmp_path: Path
) -> None:
    request = request_for("thanks", "ny")
    written(tmp_path / "alert" / "file.md", "# {{ alert.title }}, for {{ me.name }}\n")
    assert "for" in compose_alert(request, (tmp_path, TEMPLATES)).document.title
    other = tmp_path / "other"
    written(other / "alert" / "file.md", "{{ senator.last_name }}")
    with pytest.raises(TemplateError, match="does not exist"):
        compose_alert(request, (other, TEMPLATES))


def test_the_values_of_an_alert_are_among_those_of_the_manual() -> None:
    from advocate.documents import alerts

    names = re.findall(r'^        "(\w+)": ', Path(alerts.__file__).read_text(), re.MULTILINE)
    assert "alert" in names
    assert set(names) <= set(VARIABLES)
    described = VARIABLES["alert"]
    assert all(name in described for name in set(names) - {"alert"})


# ---------------------------------------------------------------- as e-mail


def test_each_element_carries_its_look(request_for: Make) -> None:
    page = write_email(made_of(request_for("welcome", "ny")), THEME)
    assert not re.search(r"<style|<script|<link|<img|@import|url\(|\bsrc=|var\(", page)
    for tag in ("h1", "h2", "h3", "p", "table", "th", "td", "a"):
        opened = re.findall(rf"<{tag}\b[^>]*>", page)
        assert opened
        assert all("style=" in one for one in opened), tag
    assert re.search(r'<div role="main" class="alert" style="[^"]*max-width: 44rem', page)
    assert "#1f4e79" in page  # --accent of the theme, looked up
    assert page.count("<h1 ") == 1


def test_a_theme_of_ones_own_is_the_look_of_the_mail(request_for: Make, tmp_path: Path) -> None:
    written(tmp_path / "page.css", ":root { --x: rgb(1, 2, 3); } h1 { color: var(--x); }")
    page = write_email(made_of(request_for("welcome", "ny")), tmp_path)
    assert re.search(r'<h1 style="color: rgb\(1, 2, 3\)', page)


def test_what_was_typed_stays_text(request_for: Make) -> None:
    name = '<main class="x"></main><b>'
    page = write_email(made_of(request_for("welcome", "ny", name)), THEME)
    assert page.count("<div role=") == 1
    assert "&lt;main" in page


def test_a_message_has_both_parts_and_no_address(request_for: Make) -> None:
    made = made_of(request_for("welcome", "ny"))
    data = write_eml(made, THEME)
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == made.title
    assert message["To"] is message["From"] is None
    assert message["X-Unsent"] == "1"
    text, page = message.iter_parts()
    in_text = write_document(made, Format.TXT, THEME).data.decode()
    assert text.get_content().splitlines() == in_text.splitlines()
    assert page.get_content().splitlines() == write_email(made, THEME).splitlines()
    assert data == write_eml(made, THEME)
    assert email.message_from_bytes(write_eml(made, THEME, to="a@example.org"))["To"] == (
        "a@example.org"
    )


def mail_of(prose: str) -> EmailMessage:
    """Return the message of an alert that says this."""
    made = Document("alert", "t", "en", "", date(2026, 11, 29), "", parse(prose))
    message = email.message_from_bytes(write_eml(made, THEME), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_what_an_alert_says_is_no_part_of_its_own() -> None:
    """Prose can give the line that parts a message, with a head and HTML of its own behind it."""
    boundary = "=_the-parts-of-an-alert_="
    for _ in range(3):
        rule = "--" + boundary.replace("_", r"\_")
        head = "Content-Type: text/html; charset=utf-8\\\nX: y"
        told = f"“Hello.”\n\n{rule}\\\n{head}\n\n<img src=https://example.org>\n\n{rule}--"
        message = mail_of(told)
        text, page = message.iter_parts()
        assert "<img src=" in text.get_content()
        assert page.get_content().startswith("<!DOCTYPE html>")
        boundary = message.get_boundary() or ""  # whoever writes the next one has seen this


def test_what_parts_a_message_stands_in_neither_part(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = ["in-the-text", "in-the-page", "in-neither"]

    class Digest:
        def __init__(self, _: bytes) -> None:
            self._turn = 0

        def update(self, _: bytes) -> None:
            self._turn += 1

        def hexdigest(self) -> str:
            return digests[self._turn]

    monkeypatch.setattr("advocate.documents.write.email.sha256", Digest)
    said = mail_of("It is in-the-text, and a [link](https://example.org/in-the-page).")
    assert said.get_boundary() == "=_in-neither"


@pytest.mark.parametrize(
    ("address", "head"),
    [
        ("a@example.org", "a@example.org"),
        ("j@exämple.org", "j@xn--exmple-cua.org"),
        ("J@EXÄMPLE.org", "J@xn--exmple-cua.org"),
        ("j@straße.example", ""),  # two domains, by the older and the newer rule
        ("j@STRAẞE.example", ""),
        ("josé@example.org", ""),
        (f"j@{'ä' * 70}.example", ""),
        ("j@ä..example", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_that_every_mail_program_reads(
    request_for: Make, address: str, head: str
) -> None:
    assert recipient(address) == head
    data = write_eml(made_of(request_for("welcome", "ny")), THEME, to=address)
    assert email.message_from_bytes(data)["To"] == (head or None)


def test_the_title_is_plain_text_where_it_is_none_of_the_page(request_for: Make) -> None:
    request = request_for("thanks", "ny")
    title = Prose("Read [this](https://example.org) *now* & tell")
    made = made_of(replace(request, alert=replace(request.alert, title=title)))
    assert made.title == "Alert 2: Read this now & tell"
    message = email.message_from_bytes(write_eml(made, THEME), policy=default)
    assert message["Subject"] == made.title
    page = write_document(made, Format.HTML, THEME).data.decode()
    assert "<title>Alert 2: Read this now &amp; tell</title>" in page
    heading = re.search(r"<h1.*?</h1>", page, re.DOTALL)
    assert heading
    assert ">this</a>" in heading[0]
    assert ">now</em>" in heading[0]


def test_only_alerts_come_as_a_message(ask_for: Ask) -> None:
    with pytest.raises(OutputError, match="Only alerts"):
        write_document(document(ask_for(Kind.LETTER)), Format.EML, THEME)
    made = write_document(document(ask_for(Kind.ALERT)), Format.EML, THEME)
    assert b"multipart/alternative" in made.data
