"""An alert as e-mail: HTML with its look in each element, and both parts as one message."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from advocate.documents.blocks import Document
from advocate.documents.write.html import write_html
from advocate.documents.write.txt import write_txt


def write_email(document: Document, theme: Path) -> str:
    """Return the document as HTML for an e-mail: the theme's page.css, written into each element.

    Mail programs drop style sheets, and know no variables of CSS. Nothing is fetched.
    """
    import css_inline

    page = write_html(document, theme)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, resolve_css_variables=True)
    inlined = _UNSEEN.sub(r"\1", inliner.inline(page)).rstrip("\n") + "\n"
    # Mail programs know old elements only. Typed text is escaped, and holds no tag.
    for new, old in _OLD.items():
        inlined = inlined.replace(f"<{new}", f"<{old}").replace(f"</{new}>", "</div>")
    return inlined


# What is not shown needs no look; the rule for every element reaches it, too.
_UNSEEN = re.compile(r'(<(?:html|head|meta|title)\b[^>]*?) style="[^"]*"')
_OLD = {"main": 'div role="main"', "footer": "div"}


def write_eml(document: Document, theme: Path, *, to: str = "") -> bytes:
    """Return a message with a text part and an HTML part, from nobody, and to nobody unless told
    of one whom `recipient` can name.

    Mail programs open it as a draft (X-Unsent), to look at and to send by hand.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = document.title
    message["X-Unsent"] = "1"
    if whom := recipient(to):
        message["To"] = Address(addr_spec=whom)
    text, page = write_txt(document), write_email(document, theme)
    message.set_content(text)
    message.add_alternative(page, subtype="html")
    message.set_boundary(_boundary(text, page))
    return message.as_bytes()


def _boundary(text: str, page: str) -> str:
    """Return what parts the two: the same for the same parts, and nothing that stands in them.

    Whoever writes an alert could give a known one a line of its own, and a part of theirs behind.
    """
    digest = sha256(f"{text}\0{page}".encode(errors="replace"))
    while digest.hexdigest() in text or digest.hexdigest() in page:
        digest.update(b"again")
    return f"=_{digest.hexdigest()}"


def recipient(address: str) -> str:
    """Return an e-mail address as a message's head can have it: in ASCII, the domain in IDNA
    ("j@exämple.org" → "j@xn--exmple-cua.org"); empty where there is no such form."""
    name, _, domain = address.rpartition("@")
    if address.isascii():
        return address
    if not name.isascii() or _TWO_WAYS & set(domain.lower()):
        return ""
    try:
        return f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return ""


# The older and the newer IDNA write these as different domains: ß, ς and the joiners.
_TWO_WAYS = frozenset("ßς\u200c\u200d")
