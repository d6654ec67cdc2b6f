"""Run the tests against real servers, started here and stopped at the end."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tests.elasticsearch_server import elasticsearch  # noqa: E402
from tests.postgres_server import postgres  # noqa: E402
from tests.s3_server import s3  # noqa: E402

PATIENCE = 60


def run_tests(environment):
    """Run the tests and return how they ended; broken off, they end first what they started."""
    command = [sys.executable, "-m", "pytest", "-n", "auto", *sys.argv[1:]]
    tests = subprocess.Popen(command, env=os.environ | environment, cwd=ROOT)
    try:
        return tests.wait()
    except (KeyboardInterrupt, SystemExit) as reason:
        # Ctrl-C reaches the tests by itself; a second one would end their own ending.
        if isinstance(reason, SystemExit):
            tests.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            tests.wait(timeout=PATIENCE)
        raise
    finally:
        tests.kill()


def main():
    """Start the servers, run the tests, stop the servers."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    # PostgreSQL is all the site needs. The others are for the tests that ask for them.
    with postgres() as database, elasticsearch() as cluster, s3() as bucket:
        ended = run_tests(
            {"DATABASE_URL": database, "TEST_ELASTICSEARCH_URL": cluster.url} | bucket.environment
        )
    sys.exit(ended)


if __name__ == "__main__":
    main()
