"""Run the pipeline on each gold file and the scorer on what it published.

    python -m benchmarks.score ../shared [--syntax sm|rules] [--only dates]

The gold files and scorers lie beside the project; where they are absent this says so and ends with status 0.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click

SETS = {  # name: (gold file, scorer)
    "gold": ("gold_dev.jsonl", "gold.py"),
    "dates": ("dates_dev.jsonl", "dates.py"),
    "newsquant": ("newsquant_a.jsonl", "newsquant.py"),
    "events": ("meantime_dev.jsonl", "events.py"),
    "statements": ("polnear_dev.jsonl", "statements.py"),
}
PARTS = {"dates-news": ("timebank/", "aquaint/"), "dates-wikiwars": ("wikiwars/",)}  # parts of the dates set by url


@click.command(help=__doc__)
@click.argument("shared", type=click.Path(path_type=Path))
@click.option("--syntax", type=click.Choice(["sm", "rules"]), help="Syntax backend; the best installed one without it.")
@click.option("--only", multiple=True, type=click.Choice(sorted(SETS)), help="Score this set only (repeatable).")
@click.option("--misses", default=0, help="Print what went wrong in the first N articles.")
def main(shared: Path, syntax: str | None, only: tuple[str, ...], misses: int) -> None:
    if not (shared / "gold").is_dir():
        click.echo(f"skipped: no gold files under {shared / 'gold'}; they are kept beside the project, not in it")
        return
    for name in only or SETS:
        gold, scorer = SETS[name]
        with tempfile.TemporaryDirectory() as folder:
            dataset = _run(shared / "gold" / gold, Path(folder), syntax)
            click.secho(f"\n{name} ({gold})", bold=True)
            _score(shared, scorer, dataset, shared / "gold" / gold, misses)
            if name == "dates":
                for part, prefixes in PARTS.items():
                    click.secho(f"\n{part}", bold=True)
                    _score(
                        shared,
                        scorer,
                        dataset,
                        _part(shared / "gold" / gold, prefixes, Path(folder) / f"{part}.jsonl"),
                        0,
                    )


def _run(gold: Path, data: Path, syntax: str | None) -> Path:
    dateline = Path(sys.executable).with_name("dateline")
    command = [str(dateline), "run", str(gold), "--direct", "--no-export", "--data", str(data)]
    subprocess.run([*command, *(["--syntax", syntax] if syntax else [])], check=True, stdout=subprocess.DEVNULL)
    return data / "dateline.duckdb"


def _part(gold: Path, prefixes: tuple[str, ...], out: Path) -> Path:
    lines = gold.read_text("utf-8").split("\n")
    out.write_text(
        "\n".join(line for line in lines if line.startswith(tuple(f'{{"url": "{p}' for p in prefixes))) + "\n", "utf-8"
    )
    return out


def _score(shared: Path, scorer: str, dataset: Path, gold: Path, misses: int) -> None:
    subprocess.run(
        [sys.executable, str(shared / "score" / scorer), str(dataset), str(gold), "--misses", str(misses)], check=True
    )


if __name__ == "__main__":
    main()
