"""Wagtail's hooks of the home room."""

from django.urls import path
from wagtail import hooks

from home import export_views, start_page

hooks.register("construct_homepage_panels", start_page.add_panels)
hooks.register("register_page_header_buttons", export_views.header_buttons)


@hooks.register("register_admin_urls")
def register_views():
    """Add our own pages to the admin."""
    return [
        path("translations/untranslated/<slug:code>/", start_page.untranslated,
             name="home_untranslated"),
        path("pages/<int:pk>/export/", export_views.export, name="home_export"),
    ]  # fmt: skip
