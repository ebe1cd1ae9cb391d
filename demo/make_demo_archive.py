"""Make the demo archive, a folder in archive format 1, from the labelled archive of a kitchen equipment maker.

    python -m demo.make_demo_archive

Some calls become stereo telephone recordings, spoken by Debian's Russian festival voice; the other answered calls
become ready transcripts. The same inputs and program versions give the same files.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from demo.archive_tables import ringing_seconds, write_call_table, write_crm_tables, write_transcript
from demo.labelled_archive import LabelledArchive, LabelledCall, Turn, read_labelled_archive
from demo.phone_recording import SAMPLE_RATE, SpokenTurn, mix_call, read_mp3, write_mp3
from demo.recorded_calls import RECORDED_CALLS, choose_recorded
from demo.spoken_text import spoken_text
from demo.voices import SpeechError, Voice, missing_debian_packages, speak_as, synthesise, voice_of

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "classify" / "training" / "d1_kitchen"
OUT = ROOT / "demo" / "archive"


def voice_for(turn: Turn, call: LabelledCall, archive: LabelledArchive) -> Voice:
    """The voice of the deal's contact or, on the seller's side, of the colleague whom the phone log names."""
    if turn.by_client:
        name = next(contact.name for contact in archive.contacts if contact.contact_id == call.contact_id)
        return voice_of(f"{archive.company['archive_id']} {call.contact_id}", name)
    name = next(person["name"] for person in archive.company["people"] if person["id"] == call.user_id)
    return voice_of(f"{archive.company['archive_id']} {call.user_id}", name)


def record(calls: Sequence[LabelledCall], archive: LabelledArchive, folder: Path) -> dict[str, float]:
    """Speak the calls and write <call_id>.mp3 for each; returns their lengths in seconds by call_id."""
    seconds = {}
    with tempfile.TemporaryDirectory() as scratch:
        sentences = [spoken_text(turn.text) for call in calls for turn in call.turns]
        print(f"festival speaks {len(sentences)} turns ...", flush=True)
        wavs = iter(synthesise(sentences, Path(scratch)))
        for number, call in enumerate(calls, 1):
            voices = [voice_for(turn, call, archive) for turn in call.turns]
            turns = [
                SpokenTurn(turn.channel, speak_as(voice, next(wavs)))
                for turn, voice in zip(call.turns, voices, strict=True)
            ]
            path = folder / f"{call.call_id}.mp3"
            write_mp3(path, mix_call(turns, call.call_id))
            seconds[call.call_id] = round(read_mp3(path).shape[1] / SAMPLE_RATE, 1)
            print(f"[{number}/{len(calls)}] {path.name}  {seconds[call.call_id]:.1f} s", flush=True)
    return seconds


def make_archive(labelled: Path, out: Path) -> None:
    """Write the whole archive anew into `out`; an archive that is there already is removed first."""
    archive = read_labelled_archive(labelled)
    if out.exists():
        shutil.rmtree(out)
    for folder in (out / "recordings", out / "transcripts"):
        folder.mkdir(parents=True)
    write_crm_tables(archive, out)
    seconds = record(choose_recorded(archive.calls, RECORDED_CALLS), archive, out / "recordings")
    recordings = {call_id: f"recordings/{call_id}.mp3" for call_id in seconds}
    recorded_s = sum(seconds.values())
    for call in archive.calls:
        if not call.turns:
            seconds[call.call_id] = ringing_seconds(call)
        elif call.call_id not in recordings:
            seconds[call.call_id] = write_transcript(call, archive.company["language"], out / "transcripts")
    write_call_table(archive.calls, seconds, recordings, out)
    size_mb = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    counts = f"{len(archive.deals)} deals, {len(archive.calls)} calls, {len(recordings)} of them recorded"
    print(f"{out}: {counts} ({recorded_s / 60:.1f} minutes), {size_mb:.1f} MB in all")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labelled", type=Path, default=LABELLED, help="folder of company.json and deals_*.json")
    parser.add_argument("--out", type=Path, default=OUT, help="where the archive goes; an old one is replaced")
    arguments = parser.parse_args()
    if arguments.out.exists() and not (arguments.out / "archive.yaml").exists():
        print(f"{arguments.out} is there and is no archive: name a new folder with --out.", file=sys.stderr)
        return 1
    if missing := missing_debian_packages():
        packages = " ".join(missing)
        print(f"Missing Debian packages: {packages}. Install them: sudo apt-get install {packages}", file=sys.stderr)
        return 1
    try:
        make_archive(arguments.labelled, arguments.out)
    except SpeechError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
