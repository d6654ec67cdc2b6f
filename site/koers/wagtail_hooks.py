"""Wagtail's hooks of the project's base."""

from wagtail import hooks

from koers.richtext_editor import register_features

hooks.register("register_rich_text_features", register_features, order=100)
