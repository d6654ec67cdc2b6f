"""Draw a recording from a storyboard: a YAML file of scenes in, a film with a sound track out."""

from media.storyboard.canvas import Look
from media.storyboard.film import write_film, write_poster, write_sound
from media.storyboard.plan import Storyboard, StoryboardError, load_storyboard

__all__ = [
    "Look",
    "Storyboard",
    "StoryboardError",
    "load_storyboard",
    "write_film",
    "write_poster",
    "write_sound",
]
