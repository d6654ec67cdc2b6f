"""What the stores in the database need beside Django's tables."""

from contextlib import contextmanager

from koers.hidden import CLOSABLE

# Few pages are closed: they are found without reading the others.
CLOSED = f"CREATE INDEX IF NOT EXISTS search_closed_pages ON wagtailcore_page (id) WHERE {CLOSABLE}"
SQLITE = (
    CLOSED,
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(terms, detail=none,"
    " content='search_indexedsection', content_rowid='number',"
    " tokenize=\"ascii tokenchars ':+,'\")",
    "CREATE TRIGGER IF NOT EXISTS search_fts_insert AFTER INSERT ON search_indexedsection"
    " BEGIN INSERT INTO search_fts (rowid, terms) VALUES (NEW.number, NEW.terms); END",
    "CREATE TRIGGER IF NOT EXISTS search_fts_delete AFTER DELETE ON search_indexedsection"
    " BEGIN INSERT INTO search_fts (search_fts, rowid, terms)"
    " VALUES ('delete', OLD.number, OLD.terms); END",
)
# The numbers of a term for 1,024 pages are one row. A GIN index finds the rows of sections instead,
# and reading those takes forty times as long for a word that is on a third of the pages.
NUMBERS = """
SELECT t.term, s.number >> 23 AS chunk, array_agg(s.number) AS numbers
FROM {sections} s, unnest(string_to_array(s.terms, ' ')) AS t (term) {where} GROUP BY 1, 2"""
CHANGED = NUMBERS.format(sections="sections", where="")
# Of a side, which is a bit of a section's number.
LISTS = "INSERT INTO search_postings (term, chunk, numbers)" + NUMBERS.format(
    sections="search_indexedsection", where="WHERE (s.number >> 12) & 1 = %s"
)
ADDED = f"""
CREATE OR REPLACE FUNCTION search_postings_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF current_setting('koers.bulk', true) = 'on' THEN RETURN NULL; END IF;
  INSERT INTO search_postings (term, chunk, numbers) {CHANGED} ORDER BY 1, 2
  ON CONFLICT (term, chunk) DO UPDATE SET numbers = search_postings.numbers || excluded.numbers;
  RETURN NULL;
END $$"""
REMOVED = f"""
CREATE OR REPLACE FUNCTION search_postings_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  UPDATE search_postings p
  SET numbers = ARRAY (SELECT n FROM unnest(p.numbers) n WHERE n <> ALL (gone.numbers))
  FROM ({CHANGED}) gone WHERE p.term = gone.term AND p.chunk = gone.chunk;
  RETURN NULL;
END $$"""  # noqa: S608
TABLES = ("search_indexedpage", "search_indexedsection", "search_indexedfacet",
          "search_indexedterm", "search_postings")  # fmt: skip
CLEARED = """
CREATE OR REPLACE FUNCTION search_postings_cleared() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  TRUNCATE search_postings;
  RETURN NULL;
END $$"""
TRIGGER = "CREATE OR REPLACE TRIGGER {name} AFTER {event} ON search_indexedsection {rest}"
AT_ONCE = "REFERENCING {rows} TABLE AS sections FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
POSTGRESQL = (
    CLOSED,
    "CREATE TABLE IF NOT EXISTS search_postings"
    " (term text, chunk bigint, numbers bigint[] NOT NULL, PRIMARY KEY (term, chunk))",
    ADDED,
    REMOVED,
    CLEARED,
    TRIGGER.format(
        name="search_postings_added", event="INSERT",
        rest=AT_ONCE.format(rows="NEW", name="search_postings_added"),
    ),
    TRIGGER.format(
        name="search_postings_removed", event="DELETE",
        rest=AT_ONCE.format(rows="OLD", name="search_postings_removed"),
    ),
    TRIGGER.format(
        name="search_postings_cleared", event="TRUNCATE",
        rest="FOR EACH STATEMENT EXECUTE FUNCTION search_postings_cleared()",
    ),
)  # fmt: skip
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
