"""What was imported last, so that a later import knows what changed on either side."""

import hashlib
import json

from django.db import models


class Imported(models.Model):
    """Hold the state of one page, record or file after its last import.

    `name` is its path or key in the bundle; `target` names what it became (`label:pk`); `said` is
    a digest of what the bundle said, `stored` one of what the site held right after. `origin` is
    empty for the site's own bundle, else the path of the page that a pack went in below.
    """

    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=500)
    origin = models.CharField(max_length=500, blank=True, default="")
    target = models.CharField(max_length=100, db_index=True)
    said = models.CharField(max_length=64)
    stored = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="imported_once")]

    def __str__(self):
        return f"{self.kind} {self.name}"


def digest(data):
    """Return a short mark of plain data that differs where the data differ."""
    text = json.dumps(data, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
