"""Models of pictures, documents and recordings."""

from media.documents import Document
from media.images import Image, Rendition
from media.recordings import Captions, Recording
from media.videos import VideoChapter, VideoIndexPage, VideoPage

__all__ = [
    "Captions",
    "Document",
    "Image",
    "Recording",
    "Rendition",
    "VideoChapter",
    "VideoIndexPage",
    "VideoPage",
]
