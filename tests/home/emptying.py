"""A site emptied, and a folder read whole."""

import shutil


def wipe():
    """Empty the site: no page, record, file or memory of an import stays."""
    from django.core.files.storage import default_storage
    from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Revision, Site

    from cases.models import Claim
    from home.bundles.uploads import MODELS
    from home.models import Imported
    from koers.bundle import RECORD_KINDS
    from koers.models import SiteSettings

    PageViewRestriction.objects.all().delete()
    for model in (Claim, SiteSettings, Site, Imported, ReferenceIndex):
        model.objects.all()._raw_delete(model.objects.db)
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.delete()
    Revision.objects.all()._raw_delete("default")
    for name in ("people", "recordings", "sources", "organisations", "synonyms"):
        RECORD_KINDS[name].model.objects.all().delete()
    for model in MODELS.values():
        for thing in model.objects.all():
            thing.delete()
    for folder in default_storage.listdir("")[0]:
        shutil.rmtree(default_storage.path(folder), ignore_errors=True)
    # Treebeard counts the children of the root itself.
    root = Page.objects.get(pk=root.pk)
    assert not root.get_children().exists()
    locale = root.locale
    welcome = root.add_child(instance=Page(title="Welcome", slug="home", locale=locale))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


def files_of(folder):
    """Return the content of every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip
