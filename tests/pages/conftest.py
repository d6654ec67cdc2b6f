"""What the tests of pages share: the size of the leak matrix in the report of a run."""


def pytest_terminal_summary(terminalreporter):
    """Say how many answers the leak matrix looked at."""
    name = "leak combinations"
    found = [
        value
        for report in terminalreporter.stats.get("passed", [])
        for key, value in getattr(report, "user_properties", [])
        if key == name and report.when == "call"
    ]
    if found:
        terminalreporter.write_line(f"Leak matrix: {sum(found)} answers in {len(found)} states.")
