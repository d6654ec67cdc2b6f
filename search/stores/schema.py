"""What the stores in the database need beside Django's tables."""

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
POSTGRESQL = (
    CLOSED,
    # Out of the row, so that reading the numbers of many sections reads few pages of the disk.
    "ALTER TABLE search_indexedsection ALTER COLUMN terms SET STORAGE EXTERNAL",
    "ALTER TABLE search_indexedsection ALTER COLUMN words SET STORAGE EXTERNAL",
    "CREATE INDEX IF NOT EXISTS search_terms ON search_indexedsection"
    " USING gin (string_to_array(terms, ' '))",
)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def prepare(connection):
    """Make what is missing; harmless where it is there."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor]:
            cursor.execute(statement)
