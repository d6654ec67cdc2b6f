"""Measure how well search answers judged queries."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from search import evaluation, first_terms
from search.find import find
from search.scratch import PUBLIC, Corpus, scratch_database, scratch_store

STORES = {"sqlite": "sqlite", "postgresql": "postgres"}
ELASTICSEARCH = "elasticsearch"
WRITTEN = 100


class Command(BaseCommand):
    """Ask judged queries in a scratch database, and print how good the answers are."""

    help = "Measure search on a corpus of sections, queries and judgments."

    def add_arguments(self, parser):
        """Take the files of the corpus and the name of a store."""
        for name in ("sections", "queries", "qrels"):
            parser.add_argument(f"--{name}", type=Path, required=True)
        names = ["database", *STORES.values(), ELASTICSEARCH]
        parser.add_argument("--store", choices=names, default="database")
        parser.add_argument("--run-out", type=Path)

    def handle(self, *, sections, queries, qrels, store, run_out, **options):
        """Make the corpus into pages, ask, and print."""
        self.refuse_other_store(store)
        try:
            judged = evaluation.read(sections, queries, qrels)
        except ValueError as error:
            raise CommandError(str(error)) from None
        locale = settings.LANGUAGE_CODE
        with scratch_database():
            corpus = Corpus(judged.sections, locale)
            first_terms.add()
            with scratch_store(store == ELASTICSEARCH) as asked:
                runs = {
                    query["id"]: self.run(corpus, query["query"], locale, asked)
                    for query in judged.queries
                }
        if run_out:
            run_out.write_text("".join(lines_of(runs)), encoding="utf-8")
        self.report(judged, runs, locale)

    def refuse_other_store(self, store):
        """Refuse a store that this site cannot reach."""
        here = STORES[connection.vendor]
        if store in STORES.values() and store != here:
            raise CommandError(f"This site runs on {here}: set DATABASE_URL to measure {store}.")
        if store == ELASTICSEARCH and not settings.ELASTICSEARCH_URL:
            raise CommandError("ELASTICSEARCH_URL is not set: Elasticsearch cannot be measured.")

    def run(self, corpus, query, locale, store):
        """Return the sections of the corpus that answer a query, best first."""
        numbers = find(query, locale, store).answer.numbers.tolist()
        # The page as a whole, which has only a title, is no section of the corpus.
        known = (corpus.ids.get(number) for number in numbers)
        return [section for section in known if section]

    def report(self, judged, runs, locale):
        """Print the measures, and what should not have been found."""
        measures = evaluation.Measures()
        for query in judged.queries:
            grades = judged.grades.get(query["id"], {})
            measures.add(query.get("category", "other"), runs[query["id"]], grades)
        self.stdout.write(f"{'':16}queries  recall@10    MRR  nDCG@10  no hit")
        for name, number, recall, mrr, gain, empty in measures.means():
            self.stdout.write(f"{name:16}{number:7}{recall:11.3f}{mrr:7.3f}{gain:9.3f}{empty:8}")
        shown = {
            one["id"]
            for one in judged.sections
            if one.get("access", PUBLIC) == PUBLIC and one.get("locale", locale) == locale
        }
        leaks = sum(section not in shown for run in runs.values() for section in run)
        self.stdout.write(f"leaks: {leaks}")


def lines_of(runs):
    """Yield the lines of a run: query, rank and section, with tabs between them."""
    for query, found in runs.items():
        for rank, section in enumerate(found[:WRITTEN], 1):
            yield f"{query}\t{rank}\t{section}\n"
