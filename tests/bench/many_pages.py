"""Many pages with many sections, written as rows, since making each by itself takes hours."""

from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import sql
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from koers.bundle import page_types

AT_ONCE = 500


def make_pages(dutch, number, sections):
    """Write live standard pages below a new home page, each with some sections."""
    locale = Locale.objects.get_or_create(language_code="nl")[0]
    Page.objects.all().delete()
    root = Page.add_root(title="Root", slug="root", locale=locale)
    home = root.add_child(instance=page_types()["home"](title="nl", slug="nl", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    model = page_types()["standard"]
    kind = ContentType.objects.get_for_model(model)
    for start in range(0, number, AT_ONCE):
        some = range(start, min(start + AT_ONCE, number))
        pages = [page_of(model, dutch, home, kind, at, sections) for at in some]
        plain = [Page(**{f.attname: getattr(page, f.attname) for f in Page._meta.local_fields})
                 for page in pages]  # fmt: skip
        for page, row in zip(pages, Page.objects.bulk_create(plain), strict=True):
            page.pk = page.id = page.page_ptr_id = row.pk
            page.base_page_ptr_id = row.pk
        insert_own_rows(model, pages)
    Page.objects.filter(pk=home.pk).update(numchild=number)
    return home


def page_of(model, dutch, home, kind, at, sections):
    """Return a page that is not saved, with its place in the tree."""
    title = dutch.heading()
    return model(
        title=title, draft_title=title, slug=f"pagina-{at}",
        url_path=f"{home.url_path}pagina-{at}/",
        path=Page._get_path(home.path, home.depth + 1, at + 1), depth=home.depth + 1,
        content_type=kind, locale=home.locale, source_locale=home.locale, live=True,
        translation_key=uuid4(), body=body_of(dutch, sections), first_published_at=timezone.now(),
    )  # fmt: skip


def body_of(dutch, sections):
    """Return blocks of text with a heading each."""
    return [("text", f"<h2>{dutch.heading()}</h2><p>{dutch.text()}</p>") for _ in range(sections)]


def insert_own_rows(model, pages):
    """Write the rows of the types between Page and a page's own; Django does not do so at once."""
    for part in [*model._meta.get_parent_list(), model]:
        if part is Page or part._meta.abstract or not issubclass(part, Page):
            continue
        query = sql.InsertQuery(part)
        query.insert_values(part._meta.local_concrete_fields, pages)
        query.get_compiler("default").execute_sql()
