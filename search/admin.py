"""How synonyms are listed and filtered."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn

from koers.record_admin import RecordViewSet
from search.synonyms import Synonym


class SynonymViewSet(RecordViewSet):
    """Edit synonyms."""

    model = Synonym
    icon = "list-ul"
    menu_label = _("Synonyms")
    menu_name = "synonyms"
    add_to_settings_menu = True
    list_display = [
        "__str__",
        "language",
        "direction",
        BooleanColumn("archived", label=_("archived")),
    ]
    list_filter = ["language", "direction", "archived"]
    search_fields = ["key", "terms"]
    ordering = ["language", "key"]
