"""Write a labelled archive as an archive folder in format 1, without its labels.

    python -m benchmarks.labelled_to_archive classify/training/d5_trucks /tmp/d5 [--mono] [--roles] [--deal-ids]

All answered calls become ready transcripts. By default these carry channels but no roles, and calls carry no deal id.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from demo.archive_tables import ringing_seconds, write_call_table, write_crm_tables, write_transcript
from demo.labelled_archive import LabelledArchive, read_labelled_archive


@dataclass(frozen=True, slots=True)
class Given:
    """How much the archive says that the product would otherwise find out by itself."""

    channels: bool = True  # which side of a stereo recording an utterance is on
    roles: bool = False  # who speaks
    deal_ids: bool = False  # the deal that each call belongs to


def write_archive(archive: LabelledArchive, out: Path, given: Given) -> None:
    """Write all tables and transcripts into `out`, which is made if it is not there."""
    transcripts = out / "transcripts"
    transcripts.mkdir(parents=True, exist_ok=True)
    write_crm_tables(archive, out)
    language, seconds = archive.company["language"], {}
    for call in archive.calls:
        seconds[call.call_id] = (
            write_transcript(call, language, transcripts, channels=given.channels, roles=given.roles)
            if call.turns
            else ringing_seconds(call)
        )
    write_call_table(archive.calls, seconds, {}, out, deal_ids=given.deal_ids)


def add_given_options(parser: argparse.ArgumentParser) -> None:
    """`--mono`, `--roles` and `--deal-ids`; read them back with `given`."""
    parser.add_argument("--mono", action="store_true", help="transcripts without channels, as of mixed recordings")
    parser.add_argument("--roles", action="store_true", help="transcripts that say who speaks")
    parser.add_argument("--deal-ids", action="store_true", help="calls with the id of their deal")


def given(arguments: argparse.Namespace) -> Given:
    return Given(channels=not arguments.mono, roles=arguments.roles, deal_ids=arguments.deal_ids)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path, help="folder of company.json and deals_*.json")
    parser.add_argument("out", type=Path, help="where the archive goes")
    add_given_options(parser)
    arguments = parser.parse_args()
    write_archive(read_labelled_archive(arguments.labelled), arguments.out, given(arguments))


if __name__ == "__main__":
    main()
