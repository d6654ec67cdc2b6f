"""Models of what the coalition does and knows."""

from cases.claims import Claim
from cases.lessons import Evidence, LessonIndexPage, LessonPage
from cases.organisation_pages import OrganisationIndexPage
from cases.organisations import Organisation
from cases.participations import Participation
from cases.people import Person, PersonRole
from cases.phases import ProjectPhase
from cases.practices import PracticeIndexPage, PracticePage
from cases.projects import ProjectIndexPage, ProjectPage
from cases.results import ResultIndexPage, ResultPage
from cases.sources import Source
from cases.themes import ThemeIndexPage, ThemePage

__all__ = [
    "Claim",
    "Evidence",
    "LessonIndexPage",
    "LessonPage",
    "Organisation",
    "OrganisationIndexPage",
    "Participation",
    "Person",
    "PersonRole",
    "PracticeIndexPage",
    "PracticePage",
    "ProjectIndexPage",
    "ProjectPage",
    "ProjectPhase",
    "ResultIndexPage",
    "ResultPage",
    "Source",
    "ThemeIndexPage",
    "ThemePage",
]
