"""How synonyms are listed, filtered and begun."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import CreateView

from koers.record_admin import RecordViewSet
from search.asking import LONGEST
from search.synonyms import Synonym


class CreateSynonymView(CreateView):
    """Begin with room for two words, one of them that which the report of queries asks for."""

    def get_initial_form_instance(self):
        """Fill in what the address names, and leave room for the other word."""
        language = self.request.GET.get("language", settings.LANGUAGE_CODE)[:20]
        term = self.request.GET.get("term", "")[:LONGEST]
        return Synonym(language=language, terms=[("term", term), ("term", "")])


class SynonymViewSet(RecordViewSet):
    """Edit synonyms."""

    model = Synonym
    add_view_class = CreateSynonymView
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
