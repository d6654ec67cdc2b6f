"""Forms of pages and records: what their choices offer."""

from django import forms
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm

from koers.records import RecordQuerySet
from koers.visibility import BasePageQuerySet


class PageForm(WagtailAdminPageForm):
    """Offer, as checkboxes, the records and pages that a page may name.

    Pages: live originals. Records: those not archived. What was chosen before stays on offer, so
    that saving never takes it away.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField):
                chosen = [one.pk for one in getattr(self.instance, name).all()]
                field.queryset = offered(field.queryset, chosen)
                field.widget = forms.CheckboxSelectMultiple(attrs={"class": "koers-choices"})
                field.widget.choices = field.choices


def offered(queryset, chosen):
    """Keep of a query what may be chosen, and what was."""
    kept = Q(pk__in=chosen)
    if isinstance(queryset, BasePageQuerySet):
        may = queryset.model.objects.originals().live().values("pk")
        return queryset.filter(Q(pk__in=may) | kept).order_by("title")
    if isinstance(queryset, RecordQuerySet):
        return queryset.filter(Q(archived=False) | kept)
    return queryset
