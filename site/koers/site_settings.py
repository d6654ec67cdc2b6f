"""What a region says about itself: name, contact, menus, links and colours."""

import re
from hashlib import sha256
from urllib.parse import urlsplit

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site

from koers import colours
from koers.words import WordsField

REMEMBERED = 60
SITE = "koers-default-site"


class Licences(models.TextChoices):
    """Licences that content can carry."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC0 = "CC0-1.0", "CC0 1.0"
    PUBLIC_DOMAIN = "public-domain", _("public domain")
    ALL_RIGHTS = "all-rights-reserved", _("all rights reserved")


LICENCE_ADDRESSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


class PagesBlock(blocks.StreamBlock):
    """A list of pages in a chosen order."""

    page = blocks.PageChooserBlock(label=capfirst(_("page")))


class FollowBlock(blocks.StreamBlock):
    """A list of places where the region can be followed."""

    link = blocks.StructBlock(
        [
            ("name", blocks.CharBlock(label=capfirst(_("name")))),
            ("url", blocks.URLBlock(label=capfirst(_("address")))),
        ],
        label=capfirst(_("link")),
    )


class ColoursBlock(blocks.StreamBlock):
    """Colours that replace those of the design."""

    colour = blocks.StructBlock(
        [
            ("name", blocks.ChoiceBlock(choices=colours.CHOICES, label=capfirst(_("name")))),
            (
                "value",
                blocks.RegexBlock(
                    regex=rf"^{colours.HEX}\Z", label=capfirst(_("colour, such as #0f686e"))
                ),
            ),
        ],
        label=capfirst(_("colour")),
    )

    def clean(self, value):
        """Refuse colours that cannot be read."""
        value = super().clean(value)
        chosen = {block.value["name"]: block.value["value"] for block in value}
        problems = colours.problems(chosen)
        if problems:
            raise blocks.StreamBlockValidationError(non_block_errors=[ValidationError(problems)])
        return value


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """Hold the words, menus and colours of one region's site."""

    name = models.CharField(_("name"), max_length=100)
    tagline = WordsField(verbose_name=_("tagline"))
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    text_licence = models.CharField(
        _("licence of the texts"), max_length=30, choices=Licences.choices, default=Licences.CC_BY
    )
    data_licence = models.CharField(
        _("licence of the figures"), max_length=30, choices=Licences.choices, default=Licences.CC0
    )
    main_menu = StreamField(PagesBlock(required=False), verbose_name=_("main menu"), blank=True)
    footer_menu = StreamField(PagesBlock(required=False), verbose_name=_("footer"), blank=True)
    follow = StreamField(FollowBlock(required=False), verbose_name=_("follow us"), blank=True)
    colours = StreamField(ColoursBlock(required=False), verbose_name=_("colours"), blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("tagline"),
                    MultiFieldPanel(
                        [FieldPanel("email"), FieldPanel("website")], heading=_("Contact")
                    ),
                    MultiFieldPanel(
                        [FieldPanel("text_licence"), FieldPanel("data_licence")],
                        heading=_("Licences"),
                    ),
                ],
                heading=_("The region"),
            ),
            ObjectList(
                [FieldPanel("main_menu"), FieldPanel("footer_menu"), FieldPanel("follow")],
                heading=_("Menus"),
            ),
            ObjectList([FieldPanel("colours")], heading=_("Colours")),
        ]
    )

    class Meta:
        verbose_name = _("the region")
        verbose_name_plural = _("the region")

    def __str__(self):
        return self.name

    def menu(self, name):
        """Return the ids of a menu's pages in order."""
        return [row["value"] for row in getattr(self, name).raw_data if row["value"]]

    @property
    def links(self):
        """Return (name, address) of the places where the region can be followed."""
        return [(row["value"]["name"], row["value"]["url"]) for row in self.follow.raw_data]

    @property
    def palette(self):
        """Return the region's own colours as a map of token to value."""
        rows = (row["value"] for row in self.colours.raw_data)
        return {
            row["name"]: row["value"] for row in rows if re.fullmatch(colours.HEX, row["value"])
        }

    @property
    def palette_version(self):
        """Return a short digest of the colours, for their address."""
        return sha256(repr(sorted(self.palette.items())).encode()).hexdigest()[:8]

    @property
    def licence_address(self):
        """Return where the licence of the texts can be read, or nothing."""
        return LICENCE_ADDRESSES.get(self.text_licence, "")

    @property
    def website_name(self):
        """Return the website as people write it."""
        return urlsplit(self.website).netloc

    @property
    def brand(self):
        """Split the name for the mark: its last word stands out."""
        first, _space, last = self.name.rpartition(" ")
        return first, last


def for_site(site):
    """Return the settings of a site, remembered for a minute in this process.

    Saving clears them at once where it happens; other processes follow within the minute.
    """
    key = f"koers-settings-{site.pk}"
    found = cache.get(key)
    if found is None:
        found = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site, name="")
        cache.set(key, found, REMEMBERED)
    return found


def forget(sender, **kwargs):
    """Forget what was remembered of sites and their settings."""
    keys = [f"koers-settings-{pk}" for pk in Site.objects.values_list("pk", flat=True)]
    cache.delete_many([*keys, SITE])
