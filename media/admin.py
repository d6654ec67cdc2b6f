"""How recordings are listed, filtered and chosen."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column

from koers.record_admin import RecordViewSet
from media.recordings import Recording


class RecordingViewSet(RecordViewSet):
    """Edit recordings."""

    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    menu_name = "recordings"
    menu_order = 450
    add_to_admin_menu = True
    list_display = [
        "title",
        "language",
        Column("length", label=_("duration")),
        BooleanColumn("has_media", label=_("can be played")),
        "key",
        BooleanColumn("archived", label=_("archived")),
    ]
    list_filter = ["language", "licence", "archived"]
    search_fields = ["title", "key"]
    ordering = ["title"]
