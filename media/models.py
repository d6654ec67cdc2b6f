"""Models of pictures, documents and recordings."""

from media.caption_tracks import Captions
from media.chapters import VideoChapter
from media.description_clips import DescriptionClip
from media.documents import Document, DocumentReading
from media.images import Image, Rendition
from media.recordings import Recording
from media.versions import Conversion, Version
from media.videos import VideoIndexPage, VideoPage

__all__ = [
    "Captions",
    "Conversion",
    "DescriptionClip",
    "Document",
    "DocumentReading",
    "Image",
    "Recording",
    "Rendition",
    "Version",
    "VideoChapter",
    "VideoIndexPage",
    "VideoPage",
]
