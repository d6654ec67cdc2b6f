"""The blocks of a body written as Markdown and containers."""

import re

PIPE = re.compile(r"((?:\\\\)*)\\?\|")


def write(rows, relative, path_of):
    """Return the text of a body.

    `relative(file)` is the way to a file from this page, `path_of(name)` the place of a page.
    """
    parts = []
    for row in rows:
        kind, value = row["type"], row["value"]
        if kind == "text":
            parts.append(value.markdown)
        else:
            way = relative if kind == "documents" else path_of
            arguments, inside = WRITERS[kind](value, way)
            head = " ".join([f"::: {kind}", *arguments])
            parts.append("\n".join([head, *([inside] if inside else []), ":::"]))
    return "\n\n".join(parts) + "\n" if parts else ""


def quoted(text):
    """Return a text as an argument in quotation marks."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def last(name):
    """Return the slug or key at the end of a name."""
    return re.split(r"[/#]", name)[-1]


def markdown(words):
    """Return words as Markdown."""
    return getattr(words, "markdown", words)


def figure(value, way):
    """Write a figure."""
    found = [f"result={last(value['result']['$page'])}"]
    if value["claim"]:
        found.append(f"claim={last(value['claim']['$claim'])}")
    return found, ""


def quote(value, way):
    """Write a quotation."""
    found = []
    if value["person"]:
        found.append(f"person={value['person']['$people']}")
    elif value["name"]:
        found.append(f"person={quoted(value['name'])}")
    if value["source"]:
        found.append(f"source={value['source']['$sources']}")
    return found, value["text"].markdown


def image(value, way):
    """Write a picture."""
    file = value["image"]["$images"]
    plain = re.fullmatch(r'[^\s"=]+', file)
    found = [f"file={file if plain else quoted(file)}"]
    found.append("decorative" if value["decorative"] else f"alt={quoted(value['alt'])}")
    if value["caption"]:
        found.append(f"caption={quoted(value['caption'])}")
    return found, ""


def callout(value, way):
    """Write a callout."""
    title = [f"title={quoted(value['title'])}"] if value["title"] else []
    return [f"kind={value['kind']}", *title], value["text"].markdown


def local(value, way):
    """Write a place to fill in."""
    return [], value["text"].markdown


def card(value, path_of):
    """Write a card."""
    start = value.get("start")
    return [
        f"page={path_of(value['page']['$page'])}",
        *([] if start is None else [f"start={start}"]),
    ], ""


def documents(value, relative):
    """Write a list of downloads."""
    links = ((markdown(item["value"]["title"]), relative(item["value"]["document"]["$documents"]))
             for item in value)  # fmt: skip
    return [], "\n".join(f"- [{title}]({href})" for title, href in links)


def accordion(value, way):
    """Write parts that fold."""
    parts = []
    for item in value:
        title = markdown(item["value"]["title"])
        title = title[:-1] + "\\#" if title.endswith("#") else title
        parts.append(f"### {title}\n\n{item['value']['text'].markdown}")
    return [], "\n\n".join(parts)


def table(value, way):
    """Write a table."""
    heads = [column["heading"] for column in value["table"]["columns"]]
    rows = [row["values"] for row in value["table"]["rows"]]
    lines = [cells(heads), "|" + "---|" * len(heads), *map(cells, rows)]
    return [f"caption={quoted(value['caption'])}"], "\n".join(lines)


def cells(values):
    """Write one row of a table."""
    return "| " + " | ".join(PIPE.sub(piped, markdown(value)) for value in values) + " |"


def piped(match):
    """Return a pipe that ends no cell, behind backslashes that stand for themselves."""
    return f"{match[1]}&#124;" if match[1] else "\\|"


WRITERS = {
    "figure": figure, "quote": quote, "image": image, "callout": callout, "local": local,
    "lesson": card, "practice": card, "video": card, "documents": documents,
    "accordion": accordion, "table": table,
}  # fmt: skip
