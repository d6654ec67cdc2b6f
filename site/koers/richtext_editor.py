"""How the editor of rich text keeps our links: anchors of pages, and records."""

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    LinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.whitelist import check_url

from koers.richtext import DOCUMENT, LINKED_RECORDS, PageLinks, record_links


class AnchoredPageLink(PageLinkElementHandler):
    """Keep the anchor of a page link while its text is edited."""

    def get_attribute_data(self, attrs):
        """Hand the editor what the stored link says."""
        kept = {name: attrs[name] for name in ("fragment", "keep") if name in attrs}
        return super().get_attribute_data(attrs) | kept


class RecordLink(LinkElementHandler):
    """Keep a link to a record while its text is edited."""

    def get_attribute_data(self, attrs):
        """Hand the editor what the stored link says."""
        return {"record": attrs["linktype"], "recordId": attrs["id"], "url": ""}


def link_entity(props):
    """Write a link of the editor as it is stored."""
    if props.get("record"):
        stored = {"linktype": props["record"], "id": props["recordId"]}
    elif props.get("id") is not None:
        stored = {"linktype": "page", "id": props["id"]}
        stored |= {name: props[name] for name in ("fragment", "keep") if props.get(name)}
    else:
        stored = {"href": check_url(props.get("url"))}
    return DOM.create_element("a", stored, props["children"])


def register_features(features):
    """Replace Wagtail's link feature by ours, which keeps anchors and knows records."""
    features.register_link_type(PageLinks)
    rules = {
        "a[href]": ExternalLinkElementHandler("LINK"),
        'a[linktype="page"]': AnchoredPageLink("LINK"),
    }
    features.register_link_type(record_links(DOCUMENT))
    for name in LINKED_RECORDS:
        features.register_link_type(record_links(name))
        rules[f'a[linktype="{name}"]'] = RecordLink("LINK")
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": rules,
            "to_database_format": {"entity_decorators": {"LINK": link_entity}},
        },
    )
