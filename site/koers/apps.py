from django.apps import AppConfig


class KoersConfig(AppConfig):
    name = "koers"
    verbose_name = "Koers"

    def ready(self):
        """Forget remembered settings when a site or its settings change; note who may do what."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Locale, Site
        from wagtail.signals import page_published

        from koers import (
            locales,
            named_pages,
            redirects,
            sign_in,
            site_settings,
            stale_saves,
            translations,
        )

        for signal in (post_save, post_delete):
            signal.connect(locales.forget, sender=Locale, dispatch_uid="forget-locales")
            for model in (Site, site_settings.SiteSettings):
                name = f"forget-{model.__name__}"
                signal.connect(site_settings.forget, sender=model, dispatch_uid=name)
        sign_in.connect()
        redirects.connect()
        stale_saves.connect()
        named_pages.connect()
        page_published.connect(translations.after_publishing, dispatch_uid="translations")
