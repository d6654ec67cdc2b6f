"""Alternative texts of pictures in OpenDocument, which pandoc (3.9) leaves out."""

import re
import zipfile
from itertools import count

from bs4 import BeautifulSoup
from django.utils.html import escape

FRAME = re.compile(r"<draw:frame\b[^>]*>\s*<draw:image\b[^>]*/>(?=\s*</draw:frame>)")
CONTENT = "content.xml"


def describe(path, html):
    """Write the alternative texts of HTML to the pictures of the file that was made of it.

    They become `svg:desc` (OpenDocument 1.3, part 3, 10.4.3). Pictures are in the same order.
    """
    texts = [image.get("alt", "") for image in BeautifulSoup(html, "html.parser").find_all("img")]
    target = path.with_suffix(".described")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        # The first entry, `mimetype`, stays the first and as it is.
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == CONTENT:
                data = with_texts(data.decode(), texts).encode()
            new.writestr(entry, data)
    target.replace(path)


def with_texts(content, texts):
    """Return the content of a file whose pictures have texts, in their order."""
    place = count()

    def add(match):
        return f"{match[0]}<svg:desc>{escape(texts[next(place)])}</svg:desc>"

    return FRAME.sub(add, content)
