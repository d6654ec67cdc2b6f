"""The files of a bundle, written from what its entries say, in one way only."""

import posixpath
from urllib.parse import quote

from home.bundles import body_writer, files, yaml_writer
from home.bundles.fields import COMMON
from home.bundles.yaml_loader import INTEGER, Decimals
from koers import bundle as kinds

FIRST = ("type", "translates", "follows", "title", "status", "access", "go_live_at", "expire_at",
         "order")  # fmt: skip


class FileWriter:
    """Write the text files of a bundle below a folder."""

    def __init__(self, folder, entries):
        self.folder = folder
        self.entries = entries

    def put(self, name, text):
        """Write one file, unless it is empty."""
        if text:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def path_of(self, name):
        """Return the place of a page in the bundle."""
        return self.entries[name].path

    def value(self, kind, said, language=""):
        """Return what is said as it stands in a file."""
        name = type(kind).__name__.lower()
        if name == "words":
            return said[language] if language else said
        if name == "richtext":
            return said.markdown
        if name == "number" and kind.decimal:
            return int(said) if INTEGER.fullmatch(said) else Decimals(said)
        if name == "rows":
            return [self.fields(kind.fields, row, language) for row in said]
        if isinstance(said, list) and name != "tile":
            return [self.name(kind, item) for item in said]
        return self.name(kind, said)

    def name(self, kind, said):
        """Return the name of what is named; all else stands for itself."""
        if not isinstance(said, dict):
            return said
        [(sort, name)] = said.items()
        if sort == "$page":
            path = self.path_of(name)
            return path if isinstance(kind, kinds.PagePaths) else path.rpartition("/")[2]
        return name.rpartition("#")[2] if sort == "$claim" else name

    def fields(self, declared, said, language=""):
        """Return fields in the order in which they are declared."""
        return {name: self.value(kind, said[name], language)
                for name, kind in declared.items() if name in said}  # fmt: skip

    def page(self, entry):
        """Write the file of a page."""
        head = {name: entry.said[name] for name in FIRST if entry.said.get(name)}
        if entry.original:
            head["translates"] = entry.original.path
        if entry.order != float("inf"):
            head["order"] = entry.order
        declared = entry.model.bundle_fields
        rest = {name: kind for name, kind in declared.items() if name not in head}
        if entry.original:
            rows = {name: kind for name, kind in rest.items() if isinstance(kind, kinds.Rows)}
            told = {name: kind for name, kind in rest.items() if name not in rows}
            head |= self.fields(told, entry.said)
            head |= {name: self.row_words(entry, name, kind)
                     for name, kind in rows.items() if name in entry.said}  # fmt: skip
        else:
            head |= self.fields(rest, entry.said, entry.language)
        head |= self.contained(entry)
        body = body_writer.write(
            entry.said["body"], lambda file: self.relative(entry, file), self.path_of
        )
        self.put(entry.file, f"---\n{yaml_writer.dump(head)}---\n{body}")

    def relative(self, entry, file):
        """Return the way from a page to a file."""
        return quote(posixpath.relpath(file, posixpath.dirname(entry.file)))

    def row_words(self, entry, name, kind):
        """Return the rows of a translation up to the last that has words."""
        words = {row["row"]: row["words"] for row in entry.said[name]}
        rows = []
        for number, facts in enumerate(entry.original.said[name][: max(words) + 1]):
            identity = {field: self.value(kind.fields[field], facts[field])
                        for field in kind.identity if field in facts}  # fmt: skip
            rows.append(identity | self.fields(kind.fields, words.get(number, {})))
        return rows

    def contained(self, entry):
        """Return the records inside the file of a page; of a translation only their words."""
        found = {}
        for name, contained in getattr(entry.model, "bundle_contains", {}).items():
            records = entry.source.contained.get(name, {}).values()
            rows = [self.record_inside(entry, contained, record) for record in records]
            rows = [row for row in rows if not entry.original or len(row) > 1]
            if rows:
                found[name] = rows
        return found

    def record_inside(self, entry, contained, record):
        """Return one record as it stands in the file of a page."""
        declared = contained.fields
        if entry.original:
            declared = {name: kind for name, kind in declared.items() if kind.word}
        said = {
            name: value
            for name, value in record.said.items()
            if not isinstance(declared.get(name), kinds.Words) or entry.language in value
        }
        head = {"key": said["key"]}
        if "status" in said and not entry.original:
            head["status"] = said["status"]
        return head | self.fields(declared, said, entry.language)

    def records(self, kind, entries):
        """Write the file of one kind of record."""
        declared = COMMON | kinds.RECORD_KINDS[kind].fields
        self.put(f"{kind}.yaml", yaml_writer.dump([self.record(declared, e) for e in entries]))

    def record(self, declared, entry):
        """Return a record: its key first, and whether it is archived last."""
        found = self.fields(declared, entry.said)
        archived = {"archived": True} if found.pop("archived", False) else {}
        return found | archived

    def media(self, images, documents, recordings):
        """Write files.yaml."""
        declared = COMMON | kinds.RECORD_KINDS["recordings"].fields
        told = {
            "images": [self.file("images", entry) for entry in images],
            "documents": [self.file("documents", entry) for entry in documents],
            "recordings": [self.record(declared, entry) for entry in recordings],
        }
        told = {name: rows for name, rows in told.items() if rows}
        self.put(files.tree.FILES, yaml_writer.dump(told))

    def file(self, kind, entry):
        """Return a picture or document."""
        return {"file": entry.name} | self.fields(files.SORTS[kind], entry.said)

    def site(self, entry, languages):
        """Write site.yaml."""
        told = {name: entry.said[name] for name in ("name", "tagline", "contact", "licence")
                if name in entry.said}  # fmt: skip
        told["languages"] = languages
        if "navigation" in entry.said:
            told["navigation"] = {
                name: [self.path_of(page["$page"]) for page in pages]
                for name, pages in entry.said["navigation"].items()
            }
        told |= {name: entry.said[name] for name in ("follow", "tokens") if name in entry.said}
        self.put("site.yaml", yaml_writer.dump(told))
