from django.apps import AppConfig


class KoersConfig(AppConfig):
    name = "koers"
    verbose_name = "Koers"

    def ready(self):
        """Forget remembered settings when a site or its settings change."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Locale, Site

        from koers import locales, site_settings

        for signal in (post_save, post_delete):
            signal.connect(locales.forget, sender=Locale, dispatch_uid="forget-locales")
            for model in (Site, site_settings.SiteSettings):
                name = f"forget-{model.__name__}"
                signal.connect(site_settings.forget, sender=model, dispatch_uid=name)
