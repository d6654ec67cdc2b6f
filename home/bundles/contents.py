"""A bundle as it was read: its records, files and pages by name, before anything is imported."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from home.bundles import tree
from home.bundles.problems import Problems
from home.bundles.yaml_loader import Node
from koers import bundle
from koers.blocks import headings
from media import uploads


@dataclass
class Entry:
    """Hold one thing of a bundle: what it says (`said`), where, and as what.

    `said` is plain data in which names stand for what has an id on a site: {"$page": path}.
    """

    kind: str
    name: str
    file: str
    line: int = 0
    fields: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)
    uploads: dict = field(default_factory=dict)


@dataclass
class PageEntry(Entry):
    """Hold one page; `path` is its place in the bundle, `name` its place on the site."""

    path: str = ""
    language: str = ""
    type: str = ""
    model: type = None
    original: "PageEntry" = None
    order: float = float("inf")
    body: str = ""
    body_line: int = 0
    blocks: list = field(default_factory=list)
    contained: dict = field(default_factory=dict)

    @property
    def parent(self):
        """Return the name of the page above."""
        return self.name.rpartition("/")[0]

    @property
    def slug(self):
        """Return the last part of the name."""
        return self.name.rpartition("/")[2]

    @property
    def source(self):
        """Return the page that holds the facts."""
        return self.original or self

    @property
    def place(self):
        """Return what siblings are ordered by: their number, then the name of their file."""
        return self.order, self.slug


class Bundle:
    """Hold everything of a bundle while it is read.

    `under` is the path of the page that a pack goes in below, and `languages` those of the site.
    """

    def __init__(self, root, languages, under=None):
        self.problems = Problems()
        self.root = root
        self.under = under
        self.languages = languages
        self.files = tree.walk(root, self.problems)
        self.site = None
        self.records = {name: {} for name in bundle.RECORD_KINDS}
        self.media = {"images": {}, "documents": {}}
        self.by_path = {}
        self.by_file = {}
        self.fragments = []
        self.used = set()
        self.groups = []

    @property
    def pages(self):
        """Return the pages by their name, parents before their children, siblings in order."""
        children = {}
        for page in self.by_path.values():
            children.setdefault(page.parent, []).append(page)
        names = {page.name for page in self.by_path.values()}
        tops = [page for page in self.by_path.values() if page.parent not in names]
        waiting = sorted(tops, key=lambda page: self.languages.index(page.language), reverse=True)
        found = {}
        while waiting:
            page = waiting.pop()
            found[page.name] = page
            below = children.get(page.name, ())
            waiting += sorted(below, key=lambda page: page.place, reverse=True)
        return found

    def original(self, kind, slug):
        """Return the original page of a type with a slug, or None."""
        for page in self.by_path.values():
            if page.type == kind and page.slug == slug and "translates" not in page.fields:
                return page
        return None

    def name(self, path):
        """Return the place on the site of a page of the bundle."""
        return f"{self.under}/{path.partition('/')[2]}" if self.under else path

    def media_file(self, sort, node, values):
        """Return the name of a file that belongs to a recording."""
        path = node.value
        if not path.startswith("files/"):
            return values.fail(node, _("Files lie in the folder “files”."))
        endings = {"captions": (".vtt",), "text": (".txt",)}.get(sort) or uploads.endings(sort)
        if not path.lower().endswith(endings):
            words = _("A file with one of these endings is expected here: %(endings)s.")
            return values.fail(node, words, endings=", ".join(endings))
        self.used.add(path)
        return {"$file": path}

    def check_fragments(self):
        """Tell of links to headings that are not there."""
        anchors = {}
        for page, fragment, path, line in self.fragments:
            if page.name not in anchors:
                anchors[page.name] = {anchor for _l, _t, anchor in headings(page.blocks)}
            if fragment not in anchors[page.name]:
                words = _("The page %(page)s has no heading with the address #%(fragment)s.")
                self.problems.add(path, line, words % {"page": page.path, "fragment": fragment})


def node_at(fields, name, line):
    """Return the line of a field, else the given one."""
    node = fields.get(name)
    return node.line if isinstance(node, Node) else line
