"""`advocate batch` as a user meets it."""

from pathlib import Path

import pytest

from tests.cli.running import at_home, files, made, run

__all__ = ["at_home"]  # used by every test here
LIST = """Full name;Address;ZIP;Story
Ana Ruiz;12 Elm Street;10001;I work until six.
CON;../../etc;10001;
=cmd();;10001;
No Place;;;
In Washington;;20001;
Ana Ruiz;12 Elm Street;10001;I work until six.
"""


@pytest.fixture
def members(at_home: Path) -> str:
    Path("members.csv").write_text(LIST)
    return "members.csv"


def test_at_first_it_only_looks(members: str) -> None:
    done = made("batch", "sample-issue", members)
    assert "3 of 6 members can be served" in done.stdout
    assert "NY 3" in done.stdout
    assert "line 7: The same member stands on line 2 already." in done.stdout
    assert "1 of 3 members have words of their own" in done.stdout
    assert files(Path()) == ["members.csv"]
    shown = [line.strip() for line in done.stdout.splitlines() if line.endswith(".docx")]
    assert len(shown) == 6
    assert all(Path(path).is_file() for path in shown)
    assert all(f"  {path.removesuffix('.docx')}-1.png\n" in done.stdout for path in shown)
    assert Path(shown[0].replace(".docx", "-1.png")).read_bytes()[1:4] == b"PNG"


@pytest.mark.parametrize("form", ["docx", "pdf", "txt", "html"])
def test_good_rows_are_done_and_others_listed(members: str, form: str) -> None:
    told = ("--go", "--out", "out", "--format", form, "--kind", "script", "--kind", "letter")
    done = run("batch", "sample-issue", members, *told)
    assert done.exit_code == 10
    assert "3 of 6 rows were left out" in done.stderr
    assert len([name for name in files(Path("out")) if name.endswith(form)]) == 12
    assert files(Path()) == ["members.csv", *(f"out/{name}" for name in files(Path("out")))]
    assert "put some into the column “story”" in Path("out/manifest.csv").read_text()
    assert "advocate story" not in Path("out/manifest.csv").read_text()
    assert ",'=cmd()," in Path("out/manifest.csv").read_text(encoding="utf-8-sig")
    assert run("batch", "sample-issue", members, *told).exit_code == 8


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("no-such-issue", "members.csv"), 6),
        (("sample-issue", "none.csv"), 1),
        (("sample-issue", "members.csv", "--map", "x"), 2),
        (("sample-issue", "members.csv", "--map", "Ort=city"), 1),
        (("sample-issue", "members.csv", "--go"), 2),
        (("sample-issue", "members.csv", "--per-file", "100"), 2),
        (("sample-issue", "members.csv", "--per-file", "1", "--format", "pdf"), 2),
        (("sample-issue", "members.csv", "--resume", "--out", "out"), 8),
    ],
)
@pytest.mark.usefixtures("members")
def test_what_cannot_be_done_is_said(args: tuple[str, ...], code: int) -> None:
    done = run("batch", *args)
    assert done.exit_code == code
    assert "Traceback" not in done.stderr


def test_letters_come_in_print_files(members: str) -> None:
    told = ("batch", "sample-issue", members, "--format", "pdf", "--per-file", "4")
    looked = made(*told)
    assert [line for line in looked.stdout.splitlines() if line.endswith("0001.pdf")]
    done = run(*told, "--go", "--out", "out")
    assert done.exit_code == 10
    assert "2 files for 3 of 6 members." in done.stdout
    assert "each letter begins on a sheet of its own" in done.stderr
    assert files(Path("out")) == [
        "manifest.csv",
        "print/ny-10001-10001-0001.pdf",
        "print/ny-10001-10001-0002.pdf",
        "rejects.csv",
    ]


def test_a_rejected_row_says_what_to_fill_in(at_home: Path) -> None:
    Path("two.csv").write_text("zip,state\n12057,\n10001,OH\n", encoding="utf-8")
    done = run("batch", "sample-issue", "two.csv", "--go", "--out", "out")
    assert done.exit_code == 10
    rejects = Path("out/rejects.csv").read_text(encoding="utf-8-sig")
    assert "Fill in the column “state”, for example with NY." in rejects
    assert "Leave the column “state” empty, or make it NY." in rejects
    assert "--" not in rejects
