"""Bodies of any blocks, complete or not, as editors and others leave them."""

from uuid import uuid4

from hypothesis import strategies as st

from tests.home.made_texts import inline, line, rich, text


class Bodies:
    """Make the body of a page; mixed into what knows the site that is made."""

    def body(self):
        """Return a body of any blocks, complete or not."""
        makers = [self.text, self.text, self.image, self.quote, self.callout, self.table, self.card,
                  self.documents_block, self.accordion, self.local, self.figure]  # fmt: skip
        chosen = self.draw(st.lists(st.sampled_from(makers), max_size=3))
        return [{"type": kind, "value": value} for kind, value in (make() for make in chosen)]

    def rich(self):
        """Return rich text."""
        return self.draw(rich(self))

    def text(self):
        return "text", self.rich()

    def image(self):
        alt = self.draw(st.sampled_from(["", 'een "alt" \\ tekst']))
        image = self.one(self.images)
        value = {"image": image and image.pk, "alt": alt, "decorative": not alt}
        return "image", value | {"caption": self.draw(line)}

    def quote(self):
        person, source = self.one(self.people), self.one(self.sources)
        value = {"text": f"<p>{self.draw(inline(self))}</p>", "person": person and person.pk}
        value |= {"name": "" if person else self.draw(st.sampled_from(["", "Een A", "anna", "7"]))}
        return "quote", value | {"source": source and source.pk}

    def callout(self):
        kind = self.draw(st.sampled_from(["info", "tip", "warning"]))
        return "callout", {"kind": kind, "title": self.draw(line), "text": self.rich()}

    def table(self):
        width = self.draw(st.integers(1, 3))
        rows = [{"values": [self.draw(text) for _cell in range(width)]} for _row in range(2)]
        columns = [{"type": "text", "heading": self.draw(text)} for _cell in range(width)]
        return "table", {"caption": self.draw(line), "table": {"columns": columns, "rows": rows}}

    def card(self):
        kind = self.draw(st.sampled_from(["lesson", "practice", "video"]))
        page = self.one([page for page in self.pages if page.bundle_type == kind])
        start = {"start": self.draw(st.sampled_from([None, 0, 35]))} if kind == "video" else {}
        return kind, {"page": page and page.pk} | start

    def documents_block(self):
        rows = [{"document": document.pk, "title": self.draw(st.sampled_from(["", "Een *titel*"]))}
                for document in self.some(self.documents)]  # fmt: skip
        return "documents", [{"type": "item", "value": row, "id": str(uuid4())} for row in rows]

    def accordion(self):
        rows = [{"title": self.draw(line), "text": self.rich()} for _row in range(2)]
        return "accordion", [{"type": "item", "value": row, "id": str(uuid4())} for row in rows]

    def local(self):
        return "local", {"text": self.rich()}

    def figure(self):
        claim = self.one(self.claims)
        results = [page for page in self.pages if page.bundle_type == "result"]
        result = claim.result if claim else self.one(results)
        return "figure", {"result": result and result.pk, "claim": claim and claim.pk}
