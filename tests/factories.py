"""Factories of every page type and record; each makes the least that is valid."""

import factory
import wagtail_factories
from django.core.files.base import ContentFile

from cases import models as cases
from handbooks import models as handbooks
from home import models as home
from media import models as media
from search.models import Synonym

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Anna>Goedemorgen.\n"


class RecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    key = factory.Sequence("record-{}".format)


class OrganisationFactory(RecordFactory):
    class Meta:
        model = cases.Organisation

    name = factory.Sequence("Gemeente {}".format)
    kind = "municipality"


class PersonFactory(RecordFactory):
    class Meta:
        model = cases.Person

    name = factory.Sequence("Persoon {}".format)


class PersonRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = cases.PersonRole

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = {"nl": "wethouder"}
    sort_order = 0


class SourceFactory(RecordFactory):
    class Meta:
        model = cases.Source

    title = factory.Sequence("Bron {}".format)
    publisher = "VNG"
    language = "nl"


class SynonymFactory(RecordFactory):
    class Meta:
        model = Synonym

    language = "nl"
    terms = factory.LazyFunction(lambda: [("term", "wmo"), ("term", "maatschappelijke hulp")])


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = media.Image

    title = factory.Sequence("Beeld {}".format)
    file = factory.django.ImageField(filename="beeld.png", width=40, height=30)


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = media.Document

    title = factory.Sequence("Document {}".format)
    file = factory.LazyFunction(lambda: ContentFile(b"tekst", name="document.txt"))


class RecordingFactory(RecordFactory):
    class Meta:
        model = media.Recording

    title = factory.Sequence("Opname {}".format)
    language = "nl"
    duration = 90


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = media.Version

    recording = factory.SubFactory(RecordingFactory)
    kind = "film"
    width = 1280
    height = 720
    size = 100
    file = factory.LazyFunction(lambda: ContentFile(bytes(100), name="film.mp4"))
    ready = True


class CaptionsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = media.Captions

    recording = factory.SubFactory(RecordingFactory)
    language = "nl"
    file = factory.LazyFunction(lambda: ContentFile(VTT.encode(), name="captions.vtt"))
    sort_order = 0


class PageFactory(wagtail_factories.PageFactory):
    """Make a live page; without `parent` it stands below the Dutch home, or its own list there."""

    class Meta:
        abstract = True

    title = factory.Sequence("Pagina {}".format)
    _index = None

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        if parent is None:
            parent = cls.default_parent()
        kwargs.setdefault("locale", parent.locale)
        return super()._create_instance(model_class, parent, kwargs)

    @classmethod
    def default_parent(cls):
        dutch = home.HomePage.objects.get(slug="nl")
        if cls._index is None:
            return dutch
        found = cls._index._meta.model.objects.child_of(dutch).first()
        return found or cls._index(parent=dutch)


class HomePageFactory(PageFactory):
    class Meta:
        model = home.HomePage


class StandardPageFactory(PageFactory):
    class Meta:
        model = home.StandardPage


class ThemeIndexPageFactory(PageFactory):
    class Meta:
        model = cases.ThemeIndexPage

    slug = "themas"


class ThemePageFactory(PageFactory):
    class Meta:
        model = cases.ThemePage

    _index = ThemeIndexPageFactory


class ProjectIndexPageFactory(PageFactory):
    class Meta:
        model = cases.ProjectIndexPage

    slug = "projecten"


class ProjectPageFactory(PageFactory):
    class Meta:
        model = cases.ProjectPage

    _index = ProjectIndexPageFactory


class ProjectPhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = cases.ProjectPhase

    page = factory.SubFactory(ProjectPageFactory)
    locale = factory.SelfAttribute("page.locale")
    phase = "pilot"
    sort_order = factory.Sequence(int)


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = cases.Participation

    page = factory.SubFactory(ProjectPageFactory)
    locale = factory.SelfAttribute("page.locale")
    organisation = factory.SubFactory(OrganisationFactory)
    sort_order = factory.Sequence(int)


class ResultIndexPageFactory(PageFactory):
    class Meta:
        model = cases.ResultIndexPage

    slug = "resultaten"


class ResultPageFactory(PageFactory):
    class Meta:
        model = cases.ResultPage

    _index = ResultIndexPageFactory


class ClaimFactory(factory.django.DjangoModelFactory):
    """Make a live claim with a live revision, as publishing does; `live=False` makes a draft."""

    class Meta:
        model = cases.Claim

    result = factory.SubFactory(ResultPageFactory)
    source = factory.SubFactory(SourceFactory)
    key = factory.Sequence("claim-{}".format)
    measure = "residents"
    value = 1000
    unit = {"nl": "inwoners", "en": "residents", "de": "Einwohner"}

    @classmethod
    def _create(cls, model_class, *args, live=True, **kwargs):
        claim = super()._create(model_class, *args, live=False, **kwargs)
        revision = claim.save_revision()
        if live:
            revision.publish()
        claim.refresh_from_db()
        return claim


class LessonIndexPageFactory(PageFactory):
    class Meta:
        model = cases.LessonIndexPage

    slug = "lessen"


class LessonPageFactory(PageFactory):
    class Meta:
        model = cases.LessonPage

    _index = LessonIndexPageFactory
    lesson_kind = "pitfall"


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = cases.Evidence

    page = factory.SubFactory(LessonPageFactory)
    locale = factory.SelfAttribute("page.locale")
    source = factory.SubFactory(SourceFactory)
    sort_order = factory.Sequence(int)


class PracticeIndexPageFactory(PageFactory):
    class Meta:
        model = cases.PracticeIndexPage

    slug = "praktijk"


class PracticePageFactory(PageFactory):
    class Meta:
        model = cases.PracticePage

    _index = PracticeIndexPageFactory


class OrganisationIndexPageFactory(PageFactory):
    class Meta:
        model = cases.OrganisationIndexPage

    slug = "organisaties"


class VideoIndexPageFactory(PageFactory):
    class Meta:
        model = media.VideoIndexPage

    slug = "videos"


class VideoPageFactory(PageFactory):
    class Meta:
        model = media.VideoPage

    _index = VideoIndexPageFactory
    recording = factory.SubFactory(RecordingFactory)


class VideoChapterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = media.VideoChapter

    page = factory.SubFactory(VideoPageFactory)
    locale = factory.SelfAttribute("page.locale")
    time = 0
    title = "Begin"
    sort_order = factory.Sequence(int)


class HandbookIndexPageFactory(PageFactory):
    class Meta:
        model = handbooks.HandbookIndexPage

    slug = "handboeken"


class HandbookPageFactory(PageFactory):
    class Meta:
        model = handbooks.HandbookPage

    _index = HandbookIndexPageFactory


class ChapterPageFactory(PageFactory):
    class Meta:
        model = handbooks.ChapterPage

    _index = HandbookPageFactory


RECORD_FACTORIES = [
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
    ClaimFactory,
    RecordingFactory,
    SynonymFactory,
]
PAGE_FACTORIES = [
    HomePageFactory,
    StandardPageFactory,
    ThemeIndexPageFactory,
    ThemePageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    ResultIndexPageFactory,
    ResultPageFactory,
    LessonIndexPageFactory,
    LessonPageFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    OrganisationIndexPageFactory,
    VideoIndexPageFactory,
    VideoPageFactory,
    HandbookIndexPageFactory,
    HandbookPageFactory,
    ChapterPageFactory,
]
