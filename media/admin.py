"""How recordings are listed, filtered and chosen."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column

from koers.record_admin import RecordViewSet
from media.recording_views import RecordingCreateView, RecordingEditView
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
        Column("state_words", label=_("files")),
        "key",
        BooleanColumn("archived", label=_("archived")),
    ]
    list_filter = ["language", "licence", "archived"]
    search_fields = ["title", "key"]
    ordering = ["title"]
    add_view_class = RecordingCreateView
    edit_view_class = RecordingEditView

    def get_queryset(self, request):
        """Fetch along how far the files are."""
        return Recording.objects.select_related("conversion")
