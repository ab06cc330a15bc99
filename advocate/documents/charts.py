"""Charts as SVG or PNG, drawn without a browser; each reads in black and white."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from advocate.issues.records import Position
from advocate.outreach.figures import GOAL, Stand, Week

# Each part of a bar has its own grey and its own hatching.
_LOOKS = (
    ("#1f4e79", ""),
    ("#8fb3d9", "//"),
    ("#e3ecf5", ".."),
    ("#ffffff", "xx"),
    ("#b0b0b0", "\\\\"),
)
_LEVELS = (
    Position.UNKNOWN,
    Position.OPPOSES,
    Position.LEANS_OPPOSE,
    Position.UNDECIDED,
    Position.LEANS_SUPPORT,
    Position.SUPPORTS,
)
_MARKERS = "osD^vP"
_WIDTH = 5.6  # inches
MOST_LINES = len(_MARKERS)
_MOST_DAYS = 6  # that are marked on an axis


def weeks_chart(weeks: Sequence[Week], *, form: str) -> bytes:
    """Return minutes by week against the goal, and contacts by week below."""
    pyplot_figure = _figure(3.6)
    upper, lower = pyplot_figure.subplots(2, 1, sharex=True)
    places = list(range(len(weeks)))
    for axes, values in (
        (upper, [week.minutes for week in weeks]),
        (lower, [week.contacts for week in weeks]),
    ):
        axes.bar(places, values, color=_LOOKS[0][0], width=0.7)
        axes.margins(y=0.2)
        _bare(axes)
    upper.axhline(GOAL, color="black", linestyle="--", linewidth=1)
    upper.set_ylim(bottom=0, top=max(GOAL * 1.25, *(week.minutes * 1.1 for week in weeks)))
    upper.set_title(f"Minutes (dashed line: two hours, {GOAL} minutes)", loc="left")
    lower.set_title("Contacts", loc="left")
    lower.yaxis.get_major_locator().set_params(integer=True)
    step = max(1, -(-len(weeks) // 7))
    labels = [f"{week.monday:%b} {week.monday.day}" for week in weeks]
    lower.set_xticks(places[::step], labels[::step])
    return _saved(pyplot_figure, form)


def parts_chart(
    rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str], *, form: str
) -> bytes:
    """Return a bar a row, divided into parts; a row is its name and a count for each part."""
    figure = _figure(0.9 + 0.36 * len(rows))
    axes = figure.subplots()
    left = [0] * len(rows)
    for number, name in enumerate(parts):
        values = [counts[number] for _, counts in rows]
        if not any(values):
            continue
        color, hatch = _LOOKS[number]
        axes.barh(
            range(len(rows)), values, left=left, label=name, color=color, hatch=hatch,
            edgecolor="black", linewidth=0.6,
        )  # fmt: skip
        left = [before + value for before, value in zip(left, values, strict=True)]
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.invert_yaxis()
    axes.margins(x=0.03)
    axes.xaxis.get_major_locator().set_params(integer=True)
    _bare(axes)
    figure.legend(loc="outside upper left", ncols=3, frameon=False)
    return _saved(figure, form)


def positions_chart(stands: Sequence[Stand], *, form: str) -> bytes:
    """Return a senator's stand on each ask over time, up to MOST_LINES asks."""
    figure = _figure(2.9)
    axes = figure.subplots()
    for number, stand in enumerate(stands[:MOST_LINES]):
        told = (*stand.changes, stand.last)
        shift = (number - (min(len(stands), MOST_LINES) - 1) / 2) * 0.09
        heights = [_LEVELS.index(one.position) + shift for one in told]
        about = f"{stand.now.issue}, {stand.now.ask}" if stand.now.ask else stand.now.issue
        axes.step(
            [one.when.date() for one in told], heights, where="post", label=about[:34],
            marker=_MARKERS[number], color=("#000000", "#1f4e79", "#5b7fa3")[number % 3],
            linestyle=("-", "--", ":")[number % 3],
        )  # fmt: skip
    axes.set_yticks(range(len(_LEVELS)), [one.value.replace("_", " ") for one in _LEVELS])
    axes.set_ylim(-0.5, len(_LEVELS) - 0.5)
    axes.grid(axis="y", linewidth=0.4)
    drawn = stands[:MOST_LINES]
    days = [one.when.date() for stand in drawn for one in (*stand.changes, stand.last)]
    ticks = day_ticks(min(days), max(days))
    axes.set_xticks([day for day, _ in ticks], [label for _, label in ticks])
    if len(ticks) == 1:  # a day has no width: it stands in the middle
        axes.set_xlim(ticks[0][0] - timedelta(days=1), ticks[0][0] + timedelta(days=1))
    _bare(axes)
    figure.legend(loc="outside upper left", ncols=2, frameon=False)
    return _saved(figure, form)


def day_ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Return the days to mark on an axis, evenly apart, at most _MOST_DAYS, with their labels:
    "Nov 24", with the year below where the axis has several."""
    step = max(1, -(-(last - first).days // (_MOST_DAYS - 1)))
    days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
    labels = []
    for before, day in zip([None, *days], days, strict=False):
        anew = first.year != last.year and (before is None or before.year != day.year)
        labels.append(f"{day:%b} {day.day}" + (f"\n{day.year}" if anew else ""))
    return list(zip(days, labels, strict=True))


def _figure(height: float) -> Any:
    from matplotlib.figure import Figure

    return Figure(figsize=(_WIDTH, height), layout="constrained")


def _bare(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)


def _saved(figure: Any, form: str) -> bytes:
    """Return the drawing; the same figures give the same bytes."""
    import warnings

    from matplotlib import rc_context

    out = BytesIO()
    # Text as outlines: it looks the same on every machine, and no label is cut.
    looks: Any = {"svg.hashsalt": "advocate", "svg.fonttype": "path", "hatch.linewidth": 0.6}
    metadata = {"Date": None} if form == "svg" else {"Software": None}
    with rc_context(looks), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that its font lacks is a box
        figure.savefig(out, format=form, metadata=metadata, dpi=200)
    return out.getvalue()
