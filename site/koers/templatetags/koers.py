"""Template tags that every template may use."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.rich_text import RichText

from koers import edtf, richtext, times

register = template.Library()


@register.filter
def tongue(word):
    """Write a `Word`; mark it with its language where that is not the reader's."""
    if getattr(word, "lang", ""):
        return format_html('<span lang="{}">{}</span>', word.lang, word.text)
    return word


@register.filter
def edtf_words(value):
    """Write an EDTF date in words."""
    return edtf.words(value)


@register.filter
def clock(seconds):
    """Write seconds as m:ss."""
    return times.clock(seconds)


@register.simple_tag(takes_context=True)
def rich(context, html):
    """Write the HTML of a rich text field with the links of this page."""
    with richtext.known(context.get("links")):
        return mark_safe(str(RichText(html)))  # noqa: S308 - from the editor
