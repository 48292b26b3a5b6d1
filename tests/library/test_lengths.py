"""How long a video is: as it was published, else as its file and its captions tell, with slack for what was cut out."""

import json
import os
from pathlib import Path

import pytest

from reader.library.catalog import Catalog
from reader.library.evidence import evidence
from reader.library.lengths import Length, length_of
from reader.library.media import MediaIndex
from reader.library.store import Store
from reader.library.updating import update
from tests.videos import Video, make_video

VIDEO = "SeekSeekSee"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.500\nA\n\n00:09:58.000 --> 00:10:01.250 align:start\nB\n"


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_video(Video("film.mp4", seconds=2, rate=25, gop=25), tmp_path_factory.mktemp("short")).read_bytes()


def media(folder: Path, **beside: str | bytes) -> MediaIndex:
    index = MediaIndex()
    for ending, content in beside.items():
        file = folder / f"Film [{VIDEO}].{ending.replace('_', '.')}"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        if ending == "mp4":
            index.add(file, len(content))
    return index


def info(**values: object) -> str:
    return json.dumps({"id": VIDEO, "extractor_key": "Youtube", **values})


def test_what_was_published_counts_before_all(tmp_path: Path, film: bytes) -> None:
    found = media(tmp_path, mp4=film, info_json=info(duration=900), en_vtt=CAPTIONS)
    assert length_of(found, VIDEO) == Length(900)


def test_a_file_tells_its_length_with_slack(tmp_path: Path, film: bytes) -> None:
    seconds, slack = length_of(media(tmp_path, mp4=film), VIDEO) or Length(0)
    assert (round(seconds, 1), slack) == (2.0, 30.0)


@pytest.mark.parametrize("ending", ["vtt", "en_vtt", "de_srt"])
def test_captions_reach_farther_than_a_file_that_was_cut(tmp_path: Path, film: bytes, ending: str) -> None:
    text = CAPTIONS.replace("01.250", "01,250") if ending == "de_srt" else CAPTIONS
    seconds, slack = length_of(media(tmp_path, mp4=film, **{ending: text}), VIDEO) or Length(0)
    assert seconds == 601.25
    assert slack == pytest.approx(60.125)


@pytest.mark.parametrize("content", [b"", b"no film at all" * 50])
def test_a_damaged_file_tells_nothing(tmp_path: Path, content: bytes) -> None:
    assert length_of(media(tmp_path, mp4=content, vtt="WEBVTT\n\n99:99 -->\n"), VIDEO) is None
    assert length_of(MediaIndex(), VIDEO) is None


def test_the_catalogue_keeps_what_is_known_of_the_length(tmp_path: Path, film: bytes) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (root / "a.md").write_text(f"---\ntitle: A\nvideoId: {VIDEO}\n---\n\nSaid [00:00:01] and [02:14:31].\n")
    media(root, mp4=film)
    store = Store(tmp_path / "cache")
    update(root, store)
    assert evidence(Catalog(root, store), VIDEO).prospect.end == pytest.approx(32, abs=0.1)
    (root / f"Film [{VIDEO}].mp4").unlink()
    update(root, store)
    assert evidence(Catalog(root, store), VIDEO).length is None
    store.close()


def test_a_folder_of_many_videos_is_looked_through_once_for_their_captions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, looks = MediaIndex(), list[object]()
    names = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: looks.append(folder) or names(folder))
    ids = [f"{number:011}" for number in range(20)]
    for number, id_ in enumerate(ids):
        (tmp_path / f"Film [{id_}].mp4").write_bytes(b"no video")
        (tmp_path / f"Film [{id_}].en.vtt").write_text(f"WEBVTT\n\n00:00.000 --> 00:{number + 10}.000\nSaid.\n")
        index.add(tmp_path / f"Film [{id_}].mp4", 8)
    os.utime(tmp_path, (0, 0))
    found = [length_of(index, id_) for id_ in ids]
    assert [length and length.seconds for length in found] == [number + 10 for number in range(20)]
    assert len(looks) == 1
    (tmp_path / f"Film [{ids[0]}].de.srt").write_text("1\n00:00:00,000 --> 00:00:50,000\nGesagt.\n")
    again = length_of(index, ids[0])
    assert again
    assert again.seconds == 50
