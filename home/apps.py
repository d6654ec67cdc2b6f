from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self):
        """Keep the roles complete after a migration and for every new section."""
        from cases.practices import PracticeIndexPage
        from home.pages import HomePage

        post_migrate.connect(after_migrate, dispatch_uid="setup-roles")
        for model in (HomePage, PracticeIndexPage):
            uid = f"section-{model.__name__}"
            post_save.connect(after_new_section, sender=model, dispatch_uid=uid)


def after_migrate(sender, using, **kwargs):
    """Make languages and roles once every app has its tables and permissions."""
    from wagtail.models import Locale, Page

    from home.roles import setup_roles

    with_models = [app for app in apps.get_app_configs() if app.models_module]
    complete = sender == with_models[-1] and using == "default"
    if complete and Page.objects.filter(depth=1).exists():
        for code in settings.LANGUAGE_CODES:
            Locale.objects.get_or_create(language_code=code)
        setup_roles()


def after_new_section(sender, created, raw=False, **kwargs):
    """Give the roles their rights on a new home page or list of practice examples."""
    from home.roles import RoleGroup, give_sections

    if created and not raw and RoleGroup.objects.exists():
        give_sections()
