from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self):
        """Make what only the database's own search needs, and follow the pages."""
        from search import upkeep

        upkeep.connect()
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="search-schema")


def after_migrate(sender, using, **kwargs):
    """Prepare the database."""
    from django.db import connections

    from search.stores.schema import prepare

    connection = connections[using]
    if "search_indexedsection" in connection.introspection.table_names():
        prepare(connection)
