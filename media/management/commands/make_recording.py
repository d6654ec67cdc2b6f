"""Make a recording from a storyboard."""

from contextlib import suppress
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError

from media.storyboard import (
    Look,
    StoryboardError,
    load_storyboard,
    write_film,
    write_poster,
    write_sound,
)

WORDS = "koers/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
DIGITS = "koers/fonts/figtree-digits.woff2"


class Command(BaseCommand):
    """Draw a storyboard and write it as a film."""

    help = "Draw the scenes of a storyboard (YAML) and write them as an MP4 film with sound."

    def add_arguments(self, parser):
        """Declare the files to read and to write."""
        parser.add_argument("storyboard", type=Path, help="the scenes, a YAML file")
        parser.add_argument("out", type=Path, help="the film to write, .mp4")
        parser.add_argument(
            "--organisations", type=Path, help="the organisations the drawings show, a YAML file"
        )
        parser.add_argument("--sound", type=Path, help="also write the sound alone, .mp3")
        parser.add_argument("--poster", type=Path, help="also write the poster, .png")

    def handle(self, *, storyboard, out, organisations, sound, poster, **options):
        """Write what was asked for."""
        try:
            plan = load_storyboard(storyboard, organisations)
            look = self._look(plan.colours)
            if poster:
                write_poster(plan, poster, look)
            write_film(plan, out, look)
            if sound:
                write_sound(plan, sound)
        except StoryboardError as error:
            raise CommandError(str(error)) from error
        for path in filter(None, (out, sound, poster)):
            size = f"{path.stat().st_size / 1000:,.0f} kB"
            self.stdout.write(self.style.SUCCESS(f"Written: {path}, {size}"))

    def _look(self, colours: dict[str, str]) -> Look:
        words, digits = finders.find(WORDS), finders.find(DIGITS)
        if words and digits:
            look = Look(colours, Path(words), Path(digits))
            with suppress(OSError):  # Pillow may have been built without WOFF2
                look.face(12, 400, figure=True)
                return look
        self.stderr.write(
            self.style.WARNING(
                "The fonts of the site are not built or not readable; a plain font is used instead."
            )
        )
        return Look(colours)
