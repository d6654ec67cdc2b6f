"""What the stores in the database need beside Django's tables."""

from contextlib import contextmanager

from koers.hidden import CLOSABLE

# Few pages are closed: they are found without reading the others.
CLOSED = f"CREATE INDEX IF NOT EXISTS search_closed_pages ON wagtailcore_page (id) WHERE {CLOSABLE}"
FTS_ADD = "INSERT INTO search_fts (rowid, terms) VALUES (NEW.number, NEW.terms);"
FTS_REMOVE = (
    "INSERT INTO search_fts (search_fts, rowid, terms) VALUES ('delete', OLD.number, OLD.terms);"
)
SQLITE = (
    CLOSED,
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(terms, detail=none,"
    " content='search_indexedsection', content_rowid='number',"
    " tokenize=\"ascii tokenchars ':+,-'\")",
    "CREATE TRIGGER IF NOT EXISTS search_fts_insert AFTER INSERT ON search_indexedsection"
    f" BEGIN {FTS_ADD} END",
    "CREATE TRIGGER IF NOT EXISTS search_fts_delete AFTER DELETE ON search_indexedsection"
    f" BEGIN {FTS_REMOVE} END",
    "CREATE TRIGGER IF NOT EXISTS search_fts_update AFTER UPDATE ON search_indexedsection"
    f" WHEN OLD.terms IS NOT NEW.terms BEGIN {FTS_REMOVE} {FTS_ADD} END",
)
# The numbers of a term for 256 pages are one row. A GIN index finds the rows of sections instead,
# and reading those takes forty times as long for a word that is on a third of the pages.
TERMS = "SELECT number, unnest(string_to_array(terms, ' ')) AS term FROM {rows}"
NUMBERS = """
SELECT t.term, t.number >> 21 AS chunk, array_agg(t.number) AS numbers
FROM ({terms}) t GROUP BY 1, 2 ORDER BY 1, 2"""
ADD = f"""
INSERT INTO search_postings (term, chunk, numbers) {NUMBERS}
ON CONFLICT (term, chunk) DO UPDATE SET numbers = search_postings.numbers || excluded.numbers;"""
REMOVE = f"""
UPDATE search_postings p
SET numbers = ARRAY (SELECT n FROM unnest(p.numbers) n WHERE n <> ALL (gone.numbers))
FROM ({NUMBERS}) gone WHERE p.term = gone.term AND p.chunk = gone.chunk;"""  # noqa: S608
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF current_setting('koers.bulk', true) = 'on' THEN RETURN NULL; END IF;
  {body}
  RETURN NULL;
END $$"""
OLD, NEW = TERMS.format(rows="old_sections"), TERMS.format(rows="new_sections")
# Most terms of a section that is written over are those of before: their lists are left alone.
REWRITE = REMOVE.format(terms=f"{OLD} EXCEPT {NEW}") + ADD.format(terms=f"{NEW} EXCEPT {OLD}")
# Of a side, which is a bit of a section's number.
OF_SIDE = "search_indexedsection WHERE (number >> 12) & 1 = %s"
LISTS = ADD.format(terms=TERMS.format(rows=OF_SIDE))
TABLES = ("search_indexedpage", "search_indexedsection", "search_indexedfacet",
          "search_indexedterm", "search_postings")  # fmt: skip
OLD_ROWS, NEW_ROWS = "OLD TABLE AS old_sections", "NEW TABLE AS new_sections"


def trigger(event, rows, body):
    """Return what keeps the lists when rows of sections are written in some way."""
    name = f"search_postings_{event.lower()}"
    referencing = f"REFERENCING {rows}" if rows else ""
    return (
        FUNCTION.format(name=name, body=body),
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON search_indexedsection {referencing}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )


# Ranges of terms are by the letters alone, whatever language the database sorts in.
BY_LETTERS = """
DO $$ BEGIN
  IF (SELECT collation_name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = 'search_indexedterm'
      AND column_name = 'term') IS DISTINCT FROM 'C' THEN
    ALTER TABLE search_indexedterm ALTER term TYPE varchar(100) COLLATE "C";
  END IF;
END $$"""
POSTGRESQL = (
    CLOSED,
    BY_LETTERS,
    "CREATE TABLE IF NOT EXISTS search_postings"
    " (term text, chunk bigint, numbers bigint[] NOT NULL, PRIMARY KEY (term, chunk))",
    # Pressing a long list together anew for every page that has the word takes half of its time.
    "ALTER TABLE search_postings ALTER numbers SET STORAGE EXTERNAL",
    *trigger("INSERT", NEW_ROWS, ADD.format(terms=NEW)),
    *trigger("DELETE", OLD_ROWS, REMOVE.format(terms=OLD)),
    *trigger("UPDATE", f"{OLD_ROWS} {NEW_ROWS}", REWRITE),
    *trigger("TRUNCATE", "", "TRUNCATE search_postings;"),
)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def prepare(connection):
    """Make what is missing; harmless where it is there."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)


def forget_side(connection, side):
    """Drop what PostgreSQL keeps of the terms of a side, before its sections go one by one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_postings WHERE term LIKE %s", [f"{side}%"])


@contextmanager
def bulk(connection):
    """Let PostgreSQL leave the lists alone meanwhile; `list_side` makes them."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL koers.bulk = 'on'")
        yield
        # The transaction may go on with changes that belong in the lists.
        cursor.execute("SET LOCAL koers.bulk = 'off'")


def list_side(connection, side):
    """Make the lists of a whole side of PostgreSQL, and let it know how the tables look now."""
    if connection.vendor == "postgresql":
        forget_side(connection, side)
        with connection.cursor() as cursor:
            cursor.execute(LISTS, [side])
            cursor.execute(f"ANALYZE {', '.join(TABLES)}")
