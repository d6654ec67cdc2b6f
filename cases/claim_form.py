"""The form of a claim: what it fills in by itself, and what it refuses at publishing."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.widgets import AdminSnippetChooser

from cases.claim_words import without_idle_zeros
from koers import edtf
from koers.records import free_key
from koers.words import WordsFormField

# What a new statement of the same figure most likely shares with the one it replaces.
SHARED = ("result", "source", "measure", "qualifier", "unit", "scope", "per")


class ClaimChooser(AdminSnippetChooser):
    """Offer the claims of the result that the form has chosen."""

    def __init__(self, **kwargs):
        from cases.claims import Claim

        super().__init__(Claim, linked_fields={"result": "#id_result"}, **kwargs)


class ClaimForm(WagtailAdminModelForm):
    """Refuse at publishing what drafts may still hold, and keep the name of what was published."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("key", "measure"):
            if name in self.fields:
                self.fields[name].required = False
        for name in ("value", "value_max"):
            if self.initial.get(name) is not None:
                self.initial[name] = without_idle_zeros(self.initial[name])
        if self.instance.first_published_at:
            for name in ("key", "result"):
                if name in self.fields:
                    self.fields[name].disabled = True
        if self.for_user and not self.for_user.has_perm("cases.add_claim"):
            self.keep_words()

    def keep_words(self):
        """Leave to translators the words of a claim, not its facts."""
        for field in self.fields.values():
            field.disabled = not isinstance(field, WordsFormField)

    def prepare_retraction(self):
        """Put today's date in, and the cursor where the reason goes."""
        self.initial["retracted_on"] = self.instance.retracted_on or str(timezone.localdate())
        widget = self.fields["retraction_reason"].widget
        widget.widgets[0].attrs["autofocus"] = True

    def clean(self):
        """Fill in names, and ask for the mark to be taken from the other claim first."""
        cleaned = super().clean()
        result = cleaned.get("result")
        if result is None:
            return cleaned
        self.fill_names(cleaned, result.source)
        if not self.is_deferred_validation and cleaned.get("current"):
            self.check_current(cleaned, result.source)
        return cleaned

    def fill_names(self, cleaned, result):
        """Name measure and claim where the editor left that to us."""
        if not cleaned.get("measure") and "measure" not in self.errors:
            cleaned["measure"] = usual_measure(result)
        if not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = usual_key(cleaned, result)

    def check_current(self, cleaned, result):
        """Refuse a second claim that holds now, unless this one replaces the first."""
        from cases.claims import marked_beside

        replaced = cleaned.get("supersedes")
        others = marked_beside(self.instance, result)
        for other in others.exclude(pk=replaced.pk) if replaced else others:
            message = _("“%(claim)s” is marked already. Take the mark away there first.")
            self.add_error("current", ValidationError(message, params={"claim": other.words}))


def usual_measure(result):
    """Return the measure of the newest claim of a result, else a name after its title."""
    newest = result.claims.order_by("-pk").first()
    return newest.measure if newest else slugify(result.title)[:100]


def usual_key(cleaned, result):
    """Return a key of source and year that no other claim of the result has."""
    source = cleaned.get("source")
    moment = cleaned.get("period_until") or cleaned.get("period_from") or cleaned.get("as_of")
    year = str(edtf.upper(moment).year) if moment else ""
    return free_key(result.claims, f"{source.key[:80] if source else ''} {year}")


def follow_up(claim_model, supersedes):
    """Return a new, unsaved claim that replaces another and shares what the two most likely do."""
    shared = {name: getattr(supersedes, name) for name in SHARED}
    return claim_model(supersedes=supersedes, current=supersedes.current, **shared)
