"""Make the versions of recordings, in the worker: one at a time, and taken up again if killed."""

import logging
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_tasks import task

from koers.jobs import States, look_after, look_again, soon
from media import ffmpeg, recipe
from media.description_clips import DescriptionClip
from media.recordings import Recording
from media.versions import Conversion, Version

log = logging.getLogger(__name__)
# A queue of its own: what is published must be found at once, however long a film takes.
QUEUE = "recordings"
# Bytes a second that a storage takes at the least; nothing is heard of a worker meanwhile.
SLOW = 10**6


class OvertakenError(Exception):
    """Another file was uploaded meanwhile, or the recording was deleted."""


def connect():
    """Make versions of recordings as soon as they are saved."""
    post_save.connect(saved, sender=Recording, dispatch_uid="media-versions")
    for signal in (post_save, post_delete):
        signal.connect(clip_changed, sender=DescriptionClip, dispatch_uid="media-clips")


def saved(instance, raw=False, **kwargs):
    """See to the versions of a recording, unless a fixture brings them too."""
    if not raw:
        ask(instance)


def clip_changed(instance, raw=False, **kwargs):
    """See to the versions of a recording whose description changed; it may be gone with it."""
    recording = Recording.objects.filter(pk=instance.recording_id).first()
    if recording and not raw:
        ask(recording)


def ask(recording):
    """See to it that the versions of a recording are made of the files it has now."""
    if not recording.has_media:
        Conversion.objects.filter(recording=recording).delete()
        recording.versions.all().delete()
        return
    known = Conversion.objects.filter(recording=recording, source=recording.source).first()
    if known is None:
        again(recording)
    elif known.state == States.DONE:
        # An editor's form may be older than what was measured.
        Recording.objects.filter(pk=recording.pk).update(duration=known.duration)


def again(recording):
    """Make the versions of a recording from the beginning; whoever makes them now stops."""
    values = {"source": recording.source, "state": States.WAITING, "worker": None}
    values |= {"progress": 0, "failure": "", "until": soon()}
    Conversion.objects.update_or_create(recording=recording, defaults=values)
    transaction.on_commit(lambda: make_versions.enqueue(recording.pk))


@task(queue_name=QUEUE)
def make_versions(pk):
    """Make the versions of a recording, unless somebody does."""
    worker = Conversion.objects.filter(recording=pk).claim(progress=0)
    if worker is None:
        return
    look_again(watch, pk)
    conversion = Conversion.objects.select_related("recording").get(recording=pk)
    try:
        make(conversion, worker)
    except OvertakenError:
        log.info("Recording %s changed while its versions were made.", pk)
    except Exception as error:
        known = isinstance(error, ffmpeg.FilmError)
        if not known:
            log.exception("The versions of recording %s were not made.", pk)
        reason = str(error) if known else _("Something went wrong on the server.")
        mine(pk, worker).update(state=States.FAILED, failure=reason, worker=None)


def mine(pk, worker):
    """Return the conversion of a recording where it is still the worker's."""
    return Conversion.objects.filter(recording=pk, worker=worker)


@task(queue_name=QUEUE)
def watch(pk):
    """Take a conversion up again where its worker has been silent; else look again later."""
    look_after(Conversion.objects.filter(recording=pk).first(), make_versions, watch, pk)


def make(conversion, worker):
    """Make all versions of a recording and put them in the place of the old ones."""
    recording, pk = conversion.recording, conversion.recording_id
    for left in recording.versions.filter(ready=False):
        left.delete()

    def tell(share, needs=timedelta()):
        told = {"until": soon() + needs, "progress": round(100 * share)}
        if not mine(pk, worker).update(**told):
            raise OvertakenError

    with ExitStack() as stack:
        folder = stack.enter_context(folder_of(pk))
        film = stack.enter_context(local(recording.file, folder / "film"))
        described = stack.enter_context(local(recording.described, folder / "described-film"))
        sound = stack.enter_context(local(recording.audio, folder / "sound"))
        clips = [
            (clip.time, stack.enter_context(local(clip.file, folder / f"clip-{clip.pk}")))
            for clip in recording.clips.all()
        ]
        given = recipe.Given(film, described, sound, clips)
        duration, made = recipe.make(given, folder, tell)
        rows = [keep(recording, one, worker, tell) for one in made]
    replace(recording, rows, worker, duration)


def keep(recording, made, worker, tell):
    """Store a version that was made, not yet for anybody to see."""
    size = made.path.stat().st_size
    tell(1, timedelta(seconds=size / SLOW))
    field = Version._meta.get_field("file")
    stem = slugify(recording.title) or recording.key
    told = "-described" if made.kind == recipe.Kinds.DESCRIBED else ""
    name = f"{stem}-{worker.hex[:8]}{told}-{made.path.name}"
    row = Version.objects.create(
        recording=recording, kind=made.kind, width=made.width, height=made.height,
        size=size, file=field.generate_filename(None, name),
    )  # fmt: skip
    with made.path.open("rb") as opened:
        stored = row.file.storage.save(row.file.name, File(opened))
    Version.objects.filter(pk=row.pk).update(file=stored)
    return row


def replace(recording, rows, worker, duration):
    """Show the new versions in place of the old ones; raises OvertakenError."""
    done = {"state": States.DONE, "progress": 100, "failure": "", "worker": None}
    with transaction.atomic():
        if not mine(recording.pk, worker).update(duration=duration, **done):
            raise OvertakenError
        for old in recording.versions.filter(ready=True):
            old.delete()
        Version.objects.filter(pk__in=[row.pk for row in rows]).update(ready=True)
        Recording.objects.filter(pk=recording.pk).update(duration=duration)


@contextmanager
def folder_of(pk):
    """Give a folder to work in; what a killed worker left of the same recording goes."""
    place = Path(settings.VAR_DIR) / "converting"
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob(f"{pk}-*"):
        shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=f"{pk}-") as folder:
        yield Path(folder)


@contextmanager
def local(stored, target):
    """Give the path of a stored file, copied where the storage is far away; None without one."""
    if not stored:
        yield None
        return
    try:
        yield Path(stored.path)
    except NotImplementedError:
        with stored.open() as opened, target.open("wb") as copy:
            shutil.copyfileobj(opened, copy)
        yield target
