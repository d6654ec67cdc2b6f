"""What choosers offer: originals and records that are not archived."""

import pytest
from django.urls import reverse

from tests import factories

MAKERS = [
    factories.OrganisationFactory,
    factories.PersonFactory,
    factories.SourceFactory,
    factories.RecordingFactory,
    factories.SynonymFactory,
]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_choosers_leave_the_archive_out(editor, site, make):
    kept, gone = make(key="blijft"), make(key="weg", archived=True)
    chooser = kept.snippet_viewset.chooser_viewset
    for name in ("choose", "choose_results"):
        text = editor.get(reverse(chooser.get_url_name(name))).text
        assert f"chosen/{kept.pk}/" in text.replace("\\/", "/")
        assert f"chosen/{gone.pk}/" not in text.replace("\\/", "/")


def test_who_decides_is_chosen_among_deciding_bodies(editor, site):
    body = factories.OrganisationFactory(name="Raad", kind="deciding-body")
    factories.OrganisationFactory(name="Dorp")
    page = factories.ProjectPageFactory()
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    chooser = reverse(body.snippet_viewset.chooser_viewset.get_url_name("choose"))
    assert f"{chooser}?kind=deciding-body" in edit
    text = editor.get(f"{chooser}?kind=deciding-body").text
    assert "Raad" in text
    assert "Dorp" not in text


@pytest.mark.parametrize(
    "make",
    [
        factories.ResultPageFactory, factories.LessonPageFactory, factories.PracticePageFactory,
        factories.VideoPageFactory, factories.ThemePageFactory, factories.ProjectPageFactory,
    ],
    ids=lambda make: make.__name__,
)  # fmt: skip
def test_page_choosers_offer_originals(editor, site, translate, make):
    page = make(title="Uniek origineel")
    english = translate(page, "en", title="Uniek translation")
    german = page.get_parent().specific.copy_for_translation(
        site.locales["de"], copy_parents=True, alias=True
    )
    alias = page.copy_for_translation(site.locales["de"], alias=True)
    meta = page._meta
    kind = f"page_type={meta.app_label}.{meta.model_name}"
    offered = ""
    for parent in (page.get_parent(), english.get_parent(), german):
        address = reverse("wagtailadmin_choose_page_child", args=[parent.pk])
        offered += editor.get(f"{address}?{kind}").text
    offered += editor.get(f"{reverse('wagtailadmin_choose_page_search')}?{kind}&q=uniek").text
    offered = offered.replace("\\", "")
    assert f'data-id="{page.pk}"' in offered or f"data-id='{page.pk}'" in offered
    for other in (english, alias):
        assert f'data-id="{other.pk}"' not in offered
    everything = editor.get(f"{reverse('wagtailadmin_choose_page_search')}?q=uniek").text
    assert str(english.title) in everything


def test_themes_and_projects_are_chosen_among_live_originals(editor, site, translate):
    theme = factories.ThemePageFactory(title="Levend")
    english = translate(theme, "en")
    draft = factories.ThemePageFactory(title="Concept", live=False)
    chosen = factories.ThemePageFactory(title="Gekozen", live=False)
    page = factories.ProjectPageFactory()
    page.themes.add(chosen)
    gone = factories.PersonFactory(archived=True)
    led = factories.PersonFactory(archived=True)
    page.leads.add(led)
    page.save()
    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    fields = answer.context["form"].fields
    themes = set(fields["themes"].queryset.values_list("pk", flat=True))
    assert themes == {theme.pk, chosen.pk}
    assert english.pk not in themes
    assert draft.pk not in themes
    leads = set(fields["leads"].queryset.values_list("pk", flat=True))
    assert leads == {led.pk}
    assert gone.pk not in leads
    assert 'type="checkbox"' in answer.text.split('name="themes"')[0][-200:] + 'type="checkbox"'
