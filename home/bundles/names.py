"""Values that name something else of the bundle: records, pages and files."""

import re

from django.utils.translation import gettext as _

BAD = object()
KEY = re.compile(r"[a-z0-9-]{1,100}", re.ASCII)


class Names:
    """Read names; the reader of a file's values is built on it."""

    def recordref(self, kind, node):
        """Read the key of a record, or a list of keys."""
        return self.named(kind.many, node, lambda item: self.record(kind, item))

    def named(self, many, node, read):
        """Read one name or a list of names."""
        return self.several(node, read) if many else read(node)

    def record(self, kind, node):
        """Read the key of a record."""
        key = self.key(kind, node)
        if key is BAD:
            return BAD
        entry = self.bundle.records.get(kind.records, {}).get(key)
        if entry is None:
            words = _("There is no “%(key)s” among the %(records)s of the bundle.")
            return self.fail(node, words, key=key, records=kind.records)
        sort = entry.fields.get("kind")
        if kind.only and (sort is None or sort.value not in kind.only):
            words = _("“%(key)s” is not of the kind: %(kinds)s.")
            return self.fail(node, words, key=key, kinds=", ".join(kind.only))
        return {f"${kind.records}": key}

    def pageref(self, kind, node):
        """Read slugs of original pages of one type."""
        return self.named(kind.many, node, lambda item: self.page_slug(kind, item))

    def page_slug(self, kind, node):
        """Read the slug of one original page."""
        slug = self.key(kind, node)
        if slug is BAD:
            return BAD
        page = self.bundle.original(kind.type, slug)
        if page is None:
            words = _("The bundle has no original page “%(slug)s” of the type %(type)s.")
            return self.fail(node, words, slug=slug, type=kind.type)
        return {"$page": page.name}

    def pagepaths(self, kind, node):
        """Read paths of pages from the bundle's root."""
        return self.several(node, self.page_path)

    def page_path(self, node):
        """Read the path of one page."""
        page = self.bundle.by_path.get(node.value) if isinstance(node.value, str) else None
        if page is None:
            words = _("The bundle has no page “%(path)s”.")
            return self.fail(node, words, path=str(node.plain())[:100])
        return {"$page": page.name}

    def fileref(self, kind, node):
        """Read paths of files."""
        return self.named(kind.many, node, lambda item: self.file(kind.files, item))

    def file(self, files, node):
        """Read the path of a picture or document that files.yaml lists."""
        known = self.bundle.media.get(files, self.bundle.files)
        if not isinstance(node.value, str) or node.value not in known:
            words = _("There is no file “%(file)s” of this sort (%(sort)s) in the bundle.")
            return self.fail(node, words, file=str(node.plain())[:100], sort=files)
        if files in self.bundle.media:
            return {f"${files}": node.value}
        return self.bundle.media_file(files, node, self)
