"""The filters that listings share."""

from django.utils.translation import gettext_lazy as _

from cases.listings import Facet
from koers.pages import localize
from koers.words import Word


def related_pages(model, relation, label, every):
    """Make a filter on original pages that a type relates to, such as its themes."""
    related = model._meta.get_field(relation).related_model

    def values(model):
        pairs = model.objects.originals().filter(**{f"{relation}__isnull": False})
        return pairs.values_list(
            "translation_key", f"{relation}__slug", f"{relation}__translation_key"
        )

    def order(keys, locale_id):
        slugs = {key: slug for slug, key in keys.items()}
        pages = localize(related.objects.filter(translation_key__in=keys.values()), locale_id)
        # A name without a translation stands there in its own language, marked as such.
        return {slugs[page.translation_key]: Word(page.title, page.foreign) for page in pages}

    return Facet(relation.removesuffix("s"), label, every, values, order)


def themes(model):
    """Make the filter on themes."""
    return related_pages(model, "themes", _("Theme"), _("All themes"))


def projects(model):
    """Make the filter on projects."""
    return related_pages(model, "projects", _("Project"), _("All projects"))


def choices(name, label, every, choices_class):
    """Make the filter on a field with choices."""

    def order(words, locale_id):
        return {value: text for value, text in choices_class.choices if value in words}

    return Facet(name, label, every, None, order, column=name)


def texts(name, label, every, reverse=False):
    """Make the filter on a field with free text or a number."""

    def order(words, locale_id):
        ordered = sorted(words, key=str.casefold, reverse=reverse)
        return {value: words[value] for value in ordered}

    return Facet(name, label, every, None, order, column=name)
