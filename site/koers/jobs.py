"""Work that a worker does for a row: one worker at a time, and taken up again if it was killed."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A worker tells of itself every two seconds; one that is silent for so long was killed.
SILENCE = timedelta(minutes=1)


def soon():
    """Return until when a worker may be silent."""
    return timezone.now() + SILENCE


class States(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Being made ready")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class JobQuerySet(models.QuerySet):
    """Let a worker take a job, and tell of it while it still is its own."""

    def claim(self, **fresh):
        """Take what waits, or whose worker has been silent; return who took it, or None.

        `fresh` are values to begin with.
        """
        worker = uuid.uuid4()
        silent = Q(state=States.RUNNING, until__lt=timezone.now())
        free = self.filter(Q(state=States.WAITING) | silent)
        taken = {"state": States.RUNNING, "worker": worker, "until": soon(), "failure": ""}
        return worker if free.update(**taken, **fresh) else None


class Job(models.Model):
    """Say how far a job is, who does it, and until when that may be silent."""

    state = models.CharField(max_length=10, choices=States.choices, default=States.WAITING)
    failure = models.TextField(blank=True)
    worker = models.UUIDField(null=True)
    until = models.DateTimeField(default=soon)

    objects = JobQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_under_way(self):
        """Tell whether it waits or is being done."""
        return self.state in {States.WAITING, States.RUNNING}

    @property
    def is_silent(self):
        """Tell whether nobody has been heard of for long."""
        return self.is_under_way and timezone.now() > self.until


def look_again(watch, pk):
    """Call a task in a while, so that a job survives its worker; where the backend can wait."""
    if watch.get_backend().supports_defer:
        watch.using(run_after=timezone.now() + SILENCE * 2).enqueue(pk)


def look_after(job, make, watch, pk):
    """Take a job up again whose worker has been silent; else have `watch` look again later."""
    if job and job.is_silent:
        make.call(pk)
    elif job and job.is_under_way:
        look_again(watch, pk)
