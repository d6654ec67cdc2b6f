"""Template tags that every template may use."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.images.models import Picture
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.rich_text import RichText

from koers import edtf, hyphenation, link_care, pictures, richtext, times, translations
from koers.anchors import Anchors
from koers.chrome import Chrome
from koers.site_settings import LICENCE_ADDRESSES, Licences

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
def shy(text, language=""):
    """Let long words break: put soft hyphens between their syllables."""
    return hyphenation.soften(text, language or get_language())


@register.filter
def clock(seconds):
    """Write seconds as m:ss."""
    return times.clock(seconds)


@register.simple_tag
def place_warning(page):
    """Return which places would no longer show a page."""
    return link_care.place_warning(page)


@register.simple_tag
def translation_state(translation):
    """Return how far a translation of wagtail-localize is."""
    return translations.State(translation)


@register.simple_tag(takes_context=True)
def ensure_chrome(context):
    """Bring header and footer to a template that no page of ours renders, such as the login."""
    if "chrome" not in context:
        context["chrome"] = Chrome(context["request"])
    return ""


@register.simple_tag(takes_context=True)
def rich(context, html):
    """Write the HTML of a rich text field with the links of this page."""
    with richtext.known(context.get("links")):
        return mark_safe(str(RichText(html)))  # noqa: S308 - from the editor


@register.simple_tag
def photograph(picture, alt):
    """Write a picture of pixels in all its kinds and sizes, as wide as the column of text."""
    sizes = get_renditions_or_not_found(picture, pictures.filters_for(picture.width))
    more = {"alt": alt, "loading": "lazy"}
    if len(sizes) > len(pictures.KINDS):
        more["sizes"] = "(min-width: 48rem) 36rem, 100vw"
    return Picture(sizes, more)


@register.filter
def licence_of(code):
    """Return the words and the address of a licence."""
    words = dict(Licences.choices).get(code, code)
    return {"words": words, "address": LICENCE_ADDRESSES.get(code, "")}


@register.filter
def anchor(text, anchors):
    """Return the anchor of a heading that is no rich text."""
    return (anchors or Anchors()).give(text)
