"""Read the text of a document: run as a program, which may be large, slow or broken.

    python -m media.reading FILE

prints {"pages": number or null, "tagged": whether a PDF says what is a heading, "texts": [text of
each page]} as JSON. It takes no more memory and time than it gives itself.
"""

import io
import json
import resource
import sys

MEMORY = 1536 * 1024**2
SECONDS = 60
MOST_PAGES = 500
MOST_LETTERS = 1_000_000


def main(path):
    """Print what is in a document."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if path.endswith(".pdf"):
        # Pandoc's own program asks for more than it uses; it is asked to stay in its sandbox.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        found = read_pdf(path)
    else:
        found = read_words(path)
    json.dump(found, sys.stdout)


def read_pdf(path):
    """Return the pages of a PDF."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    with open(path, "rb") as opened:
        document = PDFDocument(PDFParser(opened))
        mark = resolve1(document.catalog.get("MarkInfo")) or {}
        tagged = bool(resolve1(mark.get("Marked"))) and "StructTreeRoot" in document.catalog
        number, texts, letters = 0, [], 0
        for page in PDFPage.create_pages(document):
            number += 1
            if number <= MOST_PAGES and letters <= MOST_LETTERS:
                texts.append(text_of(page))
                letters += len(texts[-1])
    return {"pages": number, "tagged": tagged, "texts": texts if any(texts) else []}


def text_of(page):
    """Return the text of a page of a PDF."""
    from pdfminer.converter import TextConverter
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    manager = PDFResourceManager()
    with io.StringIO() as text:
        converter = TextConverter(manager, text, laparams=LAParams())
        PDFPageInterpreter(manager, converter).process_page(page)
        return plain(text.getvalue())


def read_words(path):
    """Return the text of a document of words, which has no pages yet."""
    import pypandoc

    text = pypandoc.convert_file(path, "plain", extra_args=["--sandbox", "--wrap=none"])
    text = plain(text)[:MOST_LETTERS]
    return {"pages": None, "tagged": False, "texts": [text] if text else []}


def plain(text):
    """Return a text in one line, without what no database holds."""
    return " ".join(text.replace("\0", " ").split())


if __name__ == "__main__":
    main(sys.argv[1])
