"""Everything that is wrong in a bundle, collected to be told at once."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """Hold what is wrong in a line of a file; line 0 means the file as a whole."""

    path: str
    line: int
    message: str

    def __str__(self):
        path = self.path.encode("utf-8", "backslashreplace").decode()
        place = f"{path}:{self.line}" if self.line else path
        return f"{place}: {self.message}"


class BundleErrors(Exception):
    """Refuse an import, with every reason."""

    def __init__(self, problems):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """Collect what is wrong."""

    def __init__(self):
        self.found = []

    def add(self, path, line, message):
        """Remember that something is wrong."""
        self.found.append(Problem(str(path), line, str(message)))

    def check(self):
        """Raise BundleErrors if anything was wrong."""
        if self.found:
            raise BundleErrors(self.found)
