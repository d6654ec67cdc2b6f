"""What site.yaml says of a region: name, languages, menus, links and colours."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from home.bundles import texts, yaml_loader
from home.bundles.contents import Entry
from home.bundles.values import BAD, Values
from koers import bundle as kinds
from koers import colours
from koers.site_settings import Licences

FILE = "site.yaml"
CONTACT = {"email": kinds.Text(max_length=254), "website": kinds.Url()}
LICENCES = {"text": kinds.Choice(choices=Licences), "data": kinds.Choice(choices=Licences)}
LANGUAGE = {"code": kinds.Language(), "name": kinds.Text(max_length=50), "default": kinds.Flag()}
LINK = {"name": kinds.Text(max_length=100), "url": kinds.Url()}
MENUS = {"main": kinds.PagePaths(), "footer": kinds.PagePaths()}
FOLLOW = kinds.Rows(fields=LINK, required=("name", "url"))
FIELDS = ("name", "tagline", "contact", "licence", "languages", "navigation", "follow", "tokens")


def register(bundle):
    """Make the entry of the site and compare its languages with the server's."""
    text = texts.read_text(bundle.files[FILE], FILE, bundle.problems)
    if text is None:
        return
    before = len(bundle.problems.found)
    node = yaml_loader.load(text, FILE, bundle.problems)
    if len(bundle.problems.found) > before:
        return
    if node is None or not isinstance(node.value, dict):
        bundle.problems.add(FILE, 1, _("The fields of the site are expected here."))
        return
    bundle.site = Entry("settings", "site", FILE, node.line, node.value)
    check_languages(bundle, Values(bundle, FILE))


def check_languages(bundle, values):
    """Refuse a bundle whose languages are not those of the server, in their order."""
    node = bundle.site.fields.get("languages")
    if node is None:
        values.fail(bundle.site.line, _("“%(name)s” is missing."), name="languages")
        return
    rows = values.read(kinds.Rows(fields=LANGUAGE, required=("code",)), node)
    if rows is BAD:
        return
    codes = [row["code"] for row in rows]
    defaults = [row["code"] for row in rows if row.get("default")]
    if defaults != codes[:1]:
        values.fail(node, _("The first language, and no other, is marked “default: true”."))
    if codes != list(settings.LANGUAGE_CODES):
        words = _("The bundle has the languages %(found)s, the server %(wanted)s, the first being "
                  "the default; set KOERS_LANGUAGES=%(found)s.")  # fmt: skip
        found, wanted = ",".join(codes), ",".join(settings.LANGUAGE_CODES)
        values.fail(node, words, found=found, wanted=wanted)


def read(bundle):
    """Read what site.yaml says."""
    entry = bundle.site
    if entry is None:
        return
    values = Values(bundle, FILE)
    readers = {
        "name": lambda node: values.read(kinds.Text(max_length=100), node),
        "tagline": lambda node: values.read(kinds.Words(), node),
        "contact": lambda node: values.fields(CONTACT, node),
        "licence": lambda node: values.fields(LICENCES, node),
        "navigation": lambda node: values.fields(MENUS, node),
        "follow": lambda node: values.read(FOLLOW, node),
        "tokens": lambda node: read_tokens(values, node),
    }
    for name, node in entry.fields.items():
        if name not in FIELDS:
            values.unknown(name, node, FIELDS)
        elif name in readers:
            entry.said[name] = readers[name](node)
    if "name" not in entry.fields:
        values.fail(entry.line, _("“%(name)s” is missing."), name="name")
    check_email(values, entry)


def check_email(values, entry):
    """Refuse what is no e-mail address."""
    contact = entry.said.get("contact")
    email = contact.get("email") if isinstance(contact, dict) else None
    try:
        if email:
            validate_email(email)
    except ValidationError:
        node = entry.fields["contact"].value["email"]
        values.fail(node, _("“%(value)s” is no e-mail address."), value=email[:60])


def read_tokens(values, node):
    """Read colours; they must exist and be readable."""
    nodes = values.mapping(node)
    if nodes is BAD:
        return BAD
    chosen = {}
    for name, item in nodes.items():
        if name not in colours.NEEDS:
            values.unknown(name, item, colours.NEEDS)
        elif not isinstance(item.value, str) or not re.fullmatch(colours.HEX, item.value):
            values.fail(item, _('A colour is written in quotation marks, such as "#0f686e".'))
        else:
            chosen[name] = item.value
    for name in chosen:
        for message in colours.problems(chosen):
            if f" {name} (" in message:
                values.fail(nodes[name], message.replace("%", "%%"))
    return chosen
