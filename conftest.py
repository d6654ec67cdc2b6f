"""Rules of the whole test run."""

import os

import pytest

# Playwright runs a loop in the thread of the tests, in which Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# Marks of tests that need a server, by what the environment says of it.
SERVERS = {"elasticsearch": "TEST_ELASTICSEARCH_URL", "s3": "TEST_S3_ENDPOINT"}


def pytest_collection_modifyitems(config, items):
    """Without a server leave out what needs it; on CI `make test-services` runs that."""
    for mark, name in SERVERS.items():
        if os.environ.get(name):
            continue
        needing = [item for item in items if item.get_closest_marker(mark)]
        if os.environ.get("CI"):
            items[:] = [item for item in items if item not in needing]
            config.hook.pytest_deselected(items=needing)
        for item in needing:
            item.add_marker(pytest.mark.skip(reason=f"needs {name}: make test-services"))


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    """Say on CI which tests were skipped: there, nothing may be."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") and skipped:
        terminalreporter.write_line(f"{len(skipped)} skipped; on CI nothing may be.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Fail on CI where a test was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
