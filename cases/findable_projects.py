"""What can be found in a project, and what results are narrowed by."""

from django.utils.translation import gettext_lazy as _

from koers.sections import plain

TAKING_OVER = (
    (_("What you need"), "needs"),
    (_("Financing"), "financing"),
    (_("Obstacles"), "obstacles"),
)


class FindableProject:
    """Tell search of a project; mixed into its page type."""

    def cut(self, cutter):
        """Add the course, what taking over needs, and who takes part."""
        self.cut_course(cutter)
        super().cut(cutter)
        for heading, name in TAKING_OVER:
            if text := self.word(name).own:
                cutter.begin(heading, "#k-overnemen")
                cutter.add(plain(text))
        if self.participants:
            cutter.begin(_("Who takes part?"), "#k-doetmee")
            for row in self.participants:
                cutter.add(row.organisation.name)
                cutter.add(row.note_words.own)

    def cut_course(self, cutter):
        """Add for whom it is, who leads it, and its phases."""
        groups, language = self.target_words
        for text in [] if language else groups:
            cutter.add(text)
        for person in self.lead_people:
            cutter.add(person.name)
        if self.course:
            cutter.begin(_("The course so far"), "#k-koers")
            for step in self.course:
                cutter.add(f"{step.get_phase_display()} {step.date_words} {step.note_words.own}")

    def search_facets(self):
        """Add the municipalities that take part and the years of the course."""
        rows = self.source.participations.select_related("organisation")
        places = [
            (row.organisation.key, row.organisation.name)
            for row in rows
            if row.organisation.is_municipality
        ]
        years = sorted({step.date[:4] for step in self.source.phases.all() if step.date})
        return super().search_facets() | {
            "municipality": places,
            "year": [(year, year) for year in years],
        }
