"""JSON-LD by the terms of schema.org."""

import json

from django.utils.html import _json_script_escapes
from django.utils.safestring import mark_safe


def script(data):
    """Write data as JSON that cannot end its script element."""
    text = json.dumps(data | {"@context": "https://schema.org"}, ensure_ascii=False, default=str)
    return mark_safe(text.translate(_json_script_escapes))  # noqa: S308 - escaped here


def breadcrumb(chrome):
    """Describe the way from home to this page."""
    whole = chrome.request.build_absolute_uri
    pages = [(page.title, page.url) for page in chrome.crumbs]
    pages.append((chrome.title, chrome.request.path))
    items = [
        {"@type": "ListItem", "position": i, "name": name, "item": whole(address)}
        for i, (name, address) in enumerate(pages, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def work(page, chrome, kind="WebPage", **more):
    """Describe a page as a creative work of the region."""
    data = {
        "@type": kind,
        "name": chrome.title,
        "headline": chrome.title,
        "description": chrome.description,
        "url": chrome.canonical,
        "inLanguage": chrome.locale.language_code,
        "publisher": {"@type": "Organization", "name": chrome.settings.name},
        "license": chrome.settings.licence_address,
        "image": chrome.picture,
    }
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.date().isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.date().isoformat()
    return {name: value for name, value in (data | more).items() if value}
