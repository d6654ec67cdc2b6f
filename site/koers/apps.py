from django.apps import AppConfig


class KoersConfig(AppConfig):
    name = "koers"
    verbose_name = "Koers"

    def ready(self):
        """Forget remembered settings when a site or its settings change."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Locale, Site

        from koers.site_settings import SiteSettings, forget

        for model in (Site, Locale, SiteSettings):
            for signal in (post_save, post_delete):
                signal.connect(forget, sender=model, dispatch_uid=f"forget-{model.__name__}")
