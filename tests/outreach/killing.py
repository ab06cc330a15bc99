"""A program that changes a log and is killed in the middle of it.

It reads a line of JSON for each life: [what, target, folder, seed]. Each life is a process of its
own, forked so that nothing need be loaded anew; it prints its number, and a line before and after
each change. "gone" follows when it has ended.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

from advocate.outreach.exchange import Object
from advocate.outreach.records import FollowUpDraft, IssueAsk, Promise, moment
from advocate.outreach.store import Store
from advocate.outreach.store.writing import new_uid
from tests.outreach.examples import NOW, made

ISSUES = (IssueAsk("town-hall", "hold"), IssueAsk("immigrants-welcome"))


def say(*words: str) -> None:
    """Report something at once: what was written is read even when the process is killed next."""
    os.write(1, json.dumps(words).encode() + b"\n")


def as_another(one: Object, name: str) -> Object:
    """Return an exported contact as another log would have one of this name."""
    anew = {"made": moment(NOW), "withdrawn": False}
    told = one["revisions"][-1] | anew | {"uid": new_uid(), "thread": name, "note": name}
    promised = one["follow_ups"][0]["revisions"][-1] | anew | {"uid": new_uid(), "text": name}
    follow_ups = [{"uid": new_uid(), "revisions": [promised]}]
    return one | {"uid": new_uid(), "revisions": [told], "follow_ups": follow_ups}


def live(target: str, folder: str, seed: int) -> None:
    """Change the log until killed: the thread names a contact, the note its newest revision."""
    chance = random.Random(seed)  # noqa: S311
    backup = Path(folder) / f"{seed}.jsonl"
    with Store.open(target, member="Ana") as store:
        for turn in range(100_000):
            name, what = f"{seed}.{turn}", chance.choice(["add", "edit", "undo", "add", "merge"])
            there = {contact.thread: contact for contact in store.contacts()}
            if turn % 7 == 5:
                what = "back up" if not backup.exists() else "restore"
            if what == "add":
                say("add", name, name)
                promise = FollowUpDraft(promise=Promise.THEIRS, text=name)
                draft = made(thread=name, note=name, issues=ISSUES)
                store.add_contact(draft, now=NOW, follow_ups=[promise])
            elif what == "edit" and there:
                thread = chance.choice(sorted(there))
                say("edit", thread, name)
                contact = there[thread]
                draft = made(thread=thread, note=name, issues=ISSUES)
                store.edit_contact(contact.id, draft, now=NOW)
            elif what == "undo" and there:
                say("undo")
                store.undo(now=NOW)
            elif what == "merge" and there:
                one = as_another(
                    next(each for each in store.exported() if not each["purged"]), name
                )
                say("merge", name, name)
                store.merge([one], now=NOW)
            elif what == "back up":
                say("back up")
                store.back_up(backup)
            elif what == "restore":
                say("restore")
                with backup.open("rb") as file:
                    store.restore(file, backup.name, keep=Path(folder) / "kept")
                backup.unlink()
            else:
                continue
            say("done")


def main() -> None:
    """Live the lives that are asked for."""
    for line in sys.stdin:
        what, target, folder, seed = json.loads(line)
        child = os.fork()
        if not child:
            say("born", str(os.getpid()))
            if what == "open":
                Store.open(target, backups=Path(folder)).close()
                say("done")
                signal.pause()
            else:
                live(target, folder, seed)
            os._exit(0)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()
