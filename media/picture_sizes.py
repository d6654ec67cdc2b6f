"""The worker makes the sizes of a new picture, so that no reader waits for them."""

import logging

from django.db import transaction
from django.db.models.signals import post_save
from django_tasks import task

from koers.pictures import filters_for
from media.images import Image
from media.pictures import DAMAGED

log = logging.getLogger(__name__)


def connect():
    """Make sizes as soon as a picture is saved."""
    post_save.connect(saved, sender=Image, dispatch_uid="media-sizes")


def saved(instance, raw=False, **kwargs):
    """Let the sizes of a picture of pixels be made; those that are there stay."""
    if not raw and not instance.is_svg():
        transaction.on_commit(lambda: make_sizes.enqueue(instance.pk))


@task()
def make_sizes(pk):
    """Make the sizes of a picture that are missing."""
    image = Image.objects.filter(pk=pk).first()
    if image is None:
        return
    try:
        image.get_renditions(*filters_for(image.width))
    except DAMAGED as error:
        log.warning("No sizes of the picture %s were made: %s", image.file.name, error)
