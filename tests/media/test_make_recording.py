import re
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest
import yaml
from django.core.management import CommandError, call_command
from PIL import Image

from media.storyboard import Look, StoryboardError, load_storyboard
from media.storyboard.canvas import HEIGHT, WIDTH, Canvas
from media.storyboard.drawings import DRAWINGS

COLOURS = {
    "paper": "#fffdf9",
    "sand": "#f5efe4",
    "ink": "#14262b",
    "soft": "#47595d",
    "line": "#dcd2bf",
    "teal": "#137a80",
    "deep": "#0b4f58",
    "tile": "#1a6f78",
    "orange": "#d9642a",
    "yellow": "#f2b84b",
}
ORGANISATIONS = [
    {"name": "Aadorp-Noord", "role": "owner", "tile": [1, 1]},
    {"name": "Een verzekeraar", "role": "owner"},
    {"name": "Een vereniging", "role": "external"},
]


def scene(start: float, end: float, title: str, **changes) -> dict:
    drawing = {"name": "path"}
    return {"start": start, "end": end, "title": title, "drawing": drawing, **changes}


def plan(*scenes: dict, **changes) -> dict:
    return {"title": "Proef", "duration": 2, "colours": COLOURS, "scenes": list(scenes), **changes}


@pytest.fixture
def write(tmp_path):
    def write(data, name: str = "storyboard.yaml") -> Path:
        path = tmp_path / name
        text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def probe(path: Path) -> str:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def seconds(probed: str) -> float:
    hours, minutes, rest = re.search(r"Duration: (\d+):(\d+):([\d.]+)", probed).groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_two_scenes_make_a_film_with_sound(write, tmp_path):
    storyboard = write(
        plan(
            scene(0, 1, "Begin", text="Eén weg", tones=[196, 261.6]),
            scene(1, 2, "Samen", drawing={"name": "tiles"}),
        )
    )
    organisations = write(ORGANISATIONS, "organisations.yaml")
    out, sound, poster = tmp_path / "film.mp4", tmp_path / "film.mp3", tmp_path / "film.png"

    call_command(
        "make_recording", storyboard, out, organisations=organisations, sound=sound, poster=poster
    )

    probed = probe(out)
    assert seconds(probed) == pytest.approx(2, abs=0.1)
    assert re.search(r"Video: h264 .*yuv420p.*1280x720", probed)
    assert "Audio: aac" in probed
    assert "Audio: mp3" in probe(sound)
    assert Image.open(poster).size == (WIDTH, HEIGHT)
    assert out.read_bytes().index(b"moov") < out.read_bytes().index(b"mdat"), "starts at once"
    assert {path.name for path in tmp_path.iterdir()} == {
        "storyboard.yaml", "organisations.yaml", "film.mp4", "film.mp3", "film.png"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (scene(1, 1, "Samen"), r"Scene 2 \(Samen\): end should be later than start"),
        (scene(1.5, 2, "Samen"), r"Scene 2 \(Samen\): start should be 1"),
        (scene("1", 2, "Samen"), r"Scene 2 \(Samen\): start should be a number"),
        (scene(1, 2, "Samen", drawing={"name": "olifant"}), r"Scene 2 \(Samen\): .*one of a"),
        (scene(1, 2, "Samen", drawing="path"), r"Scene 2 \(Samen\): .*one of a"),
        (scene(1, 2, "Samen", drawing={"name": "path", "wol": 1}), r"Scene 2 \(Samen\): .*wol"),
        (scene(1, 2, "Samen", drawing={"name": "path", "points": 3}), r"Scene 2 \(Samen\): cannot"),
        (scene(1, 2, "Samen", drawing={"name": "tiles"}), r"Scene 2 \(Samen\): .*role owner"),
        (scene(1, 2, "Samen", drawing={"name": "dots", "rows": 0}), r"Scene 2 \(Samen\): .*rows"),
        (scene(1, 2, "Samen", ground="paars"), r"Scene 2 \(Samen\): ground should be one of"),
        (scene(1, 2, "Samen", tones=["la"]), r"Scene 2 \(Samen\): tones"),
        ({"start": 1, "end": 2}, "Scene 2 needs a title"),
        ("scene", "Scene 2 needs a title"),
    ],
)
def test_a_broken_scene_is_named(write, tmp_path, broken, complaint):
    storyboard = write(plan(scene(0, 1, "Begin"), broken))
    out = tmp_path / "film.mp4"
    out.write_bytes(b"the film of last time")

    with pytest.raises(CommandError, match=complaint):
        call_command("make_recording", storyboard, out)

    assert out.read_bytes() == b"the film of last time"


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("- 1\n- 2\n", "keys and values"),
        ("title: [", "not valid YAML"),
        (plan(), "no scenes"),
        (plan(scene(0, 1, "Begin")), "should end at the duration, 2 seconds"),
        (plan(scene(0, 2, "Begin"), colours={"paper": "wit"}), "paper should be a colour"),
        (plan(scene(0, 2, "Begin"), duration="lang"), "duration should be a number"),
    ],
)
def test_a_broken_storyboard_is_explained(write, data, complaint):
    with pytest.raises(StoryboardError, match=complaint):
        load_storyboard(write(data))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nergens\.yaml cannot be read"):
        call_command("make_recording", tmp_path / "nergens.yaml", tmp_path / "film.mp4")


def test_a_missing_folder_is_named(write, tmp_path):
    storyboard = write(plan(scene(0, 2, "Begin")))
    with pytest.raises(CommandError, match=r"film\.mp4 cannot be written"):
        call_command("make_recording", storyboard, tmp_path / "nergens" / "film.mp4")


def test_each_drawing_of_the_demo_can_be_drawn_at_any_moment():
    demo = Path(__file__).parents[2] / "home" / "demo"
    storyboard = load_storyboard(demo / "storyboard.yaml", demo / "organisations.yaml")
    look = Look(storyboard.colours)

    assert {type(entry.drawing) for entry in storyboard.scenes} == set(DRAWINGS.values())
    for entry in storyboard.scenes:
        for share in (0, 0.15, 0.5, 0.85, 1):
            canvas = Canvas(look, entry.ground)
            moment = entry.start + share * (entry.end - entry.start)
            entry.drawing.draw(canvas, entry.shot(moment, storyboard.organisations))
            assert canvas.picture().size == (WIDTH, HEIGHT)
