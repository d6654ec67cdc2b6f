"""Fill an empty site with a bundle, and issue the editions that are planned beside it."""

import shutil
import tempfile
from pathlib import Path

import yaml


def fill(content, manage):
    """Import a bundle; where there is a plan of editions, issue each when its state is in.

    `manage` runs a command of the project. The plan is the file `editions.yaml` in the folder
    beside the bundle whose name ends in `-editions`.
    """
    plan = content.with_name(f"{content.name}-editions")
    if not plan.is_dir():
        manage("import_content", str(content))
        return
    for step in yaml.safe_load((plan / "editions.yaml").read_text(encoding="utf-8")):
        with tempfile.TemporaryDirectory() as folder:
            manage("import_content", str(laid_over(content, plan, step, Path(folder))))
        for one in step["issue"]:
            manage("issue_edition", one["handbook"], "--note", one["note"])


def laid_over(content, plan, step, folder):
    """Return a bundle with the state of a step laid over it; itself where there is none."""
    if "state" not in step:
        return content
    bundle = folder / content.name
    shutil.copytree(content, bundle)
    shutil.copytree(plan / step["state"], bundle, dirs_exist_ok=True)
    for name in step.get("without", ()):
        (bundle / name).unlink()
    return bundle
