"""The command `dateline`: its verbs put together. Nothing heavy is imported before a verb needs it."""

from __future__ import annotations

import click

from flows.commands.ask import diff, explain, info, sql
from flows.commands.exports import export, quality, serve_exports, verify
from flows.commands.letters import rejected, replay
from flows.commands.plainly import Verbs
from flows.commands.reextract import reextract
from flows.commands.run import run
from flows.commands.schedule import schedule
from flows.commands.watch import config, status
from flows.quiet import silence_exit

VERBS = (
    run, schedule, status, config, rejected, replay, reextract, sql, explain, info, diff, export, verify, serve_exports, quality,
)  # fmt: skip


EXIT_CODES = """\b
Exit codes:
  0  done
  1  failed (verify: the export is damaged; diff: the two differ; status has codes of its own)
  2  wrong command line
  3  a critical expectation blocked publication
  4  another run is writing
  5  nothing could be read
"""


@click.group(
    cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}, epilog=EXIT_CODES
)
@click.version_option(package_name="dateline")
def main() -> None:
    """Turn news articles into a validated dataset of dated events and figures."""
    silence_exit()


for verb in VERBS:
    main.add_command(verb)


if __name__ == "__main__":
    main()
