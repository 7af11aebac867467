"""The measures: each goes round all tools, so that what disturbs the machine disturbs them alike.

A round is what every tool took once, by tool; ratios are taken within a round only.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from processes import Failed, bring_in, evict, run, size
from queries import Query, one_of_each_kind, read
from tools import Tool

# What a tool took in a round: a figure by name, or for each query by its id.
Sample = dict
Round = dict[str, Sample]

# Cold queries are short: so many rounds of them for one of the others.
COLD_ROUNDS = 10
EVICTED_ROUNDS = 5
# How often each query is asked in one process.
WARM_ROUNDS = 10


@dataclass
class Bench:
    """An archive of one size, the tools, and where their indexes are."""

    articles: Path
    pages: Path
    queries: Path
    indexes: Path
    tools: list[Tool]
    rounds: int

    def index(self, tool: Tool) -> Path:
        return self.indexes / tool.name

    def evictable(self) -> list[Query]:
        kinds = ("term", "and", "phrase")
        return [query for query in one_of_each_kind(read(self.queries)) if query.kind in kinds]


def turns(bench: Bench, rounds: int) -> Iterator[tuple[int, list[Tool]]]:
    """Yields the number of each round, and the tools; each round another begins."""
    for nth in range(rounds):
        first = nth % len(bench.tools)
        yield nth, bench.tools[first:] + bench.tools[:first]


def attempt(tool: Tool, measure: Callable[[], Sample | None]) -> Sample | None:
    """Tells a failure, and goes on without the tool."""
    try:
        return measure()
    except Failed as failed:
        print(f"{tool.name} failed: {failed}", file=sys.stderr)
        return None


def around(
    bench: Bench, rounds: int, measure: Callable[[int, Tool], Sample | None]
) -> Iterator[Round]:
    """Yields so many rounds of a measure, and how busy the machine was at the end of each.

    A tool that gives nothing in the first round is not asked again.
    """
    out: set[str] = set()
    for nth, tools in turns(bench, rounds):
        samples: Round = {}
        for tool in tools:
            if tool.name in out:
                continue
            sample = attempt(tool, lambda: measure(nth, tool))
            if sample:
                samples[tool.name] = sample
            elif nth == 0:
                out.add(tool.name)
        if samples:
            yield samples | {"load": {"load": os.getloadavg()[0]}}


def index(bench: Bench) -> Iterator[Round]:
    """Indexes the archive from nothing."""
    bring_in(bench.articles)

    def measure(nth: int, tool: Tool) -> Sample | None:
        place = bench.index(tool)
        if nth >= tool.most_rounds:
            return None
        remove(place)
        command = tool.index(bench.articles, place)
        if command is None:
            return None
        # What another tool has written shall not be brought to the disk meanwhile.
        os.sync()
        spent, _ = run(command)
        return spent.stored() | {"index_bytes": size(tool.kept(place))}

    return around(bench, bench.rounds, measure)


def search(bench: Bench) -> Iterator[Round]:
    """Asks in a process of its own, with the index in the page cache: ten hits with snippets."""
    asked = one_of_each_kind(read(bench.queries))

    def measure(nth: int, tool: Tool) -> Sample | None:
        if nth == 0:
            bring_in(tool.kept(bench.index(tool)))
        return each(asked, lambda query: cold(bench, tool, query))

    return around(bench, bench.rounds * COLD_ROUNDS, measure)


def evicted(bench: Bench) -> Iterator[Round]:
    """The same, with nothing of the index in the page cache."""

    def asked(tool: Tool, query: Query) -> Sample | None:
        command = tool.search(bench.articles, bench.index(tool), query)
        if command is None:
            return None
        evict(tool.kept(bench.index(tool)))
        spent, _ = run(command, tool.ends)
        return spent.stored()

    def measure(_: int, tool: Tool) -> Sample | None:
        if not tool.kept(bench.index(tool)).exists():
            return None
        return each(bench.evictable(), lambda query: asked(tool, query))

    return around(bench, bench.rounds * EVICTED_ROUNDS, measure)


def warm(bench: Bench) -> Iterator[Round]:
    """Asks all queries again and again in one process, and keeps the medians."""

    def measure(_: int, tool: Tool) -> Sample | None:
        command = tool.warm(bench.index(tool), bench.queries, WARM_ROUNDS)
        if command is None or not bench.index(tool).exists():
            return None
        _, printed = run(command)
        figures = [json.loads(line) for line in printed.splitlines()]
        return {line.pop("id"): line for line in figures}

    return around(bench, bench.rounds, measure)


def authors(bench: Bench) -> Iterator[Round]:
    """Counts the articles of each author, in a process of its own."""

    def measure(_: int, tool: Tool) -> Sample | None:
        return once(tool.authors(bench.index(tool)), bench.index(tool))

    return around(bench, bench.rounds * COLD_ROUNDS, measure)


def unchanged(bench: Bench) -> Iterator[Round]:
    """Indexes again, when nothing has changed; `raw` looks at each file and no more."""

    def measure(_: int, tool: Tool) -> Sample | None:
        return once(tool.unchanged(bench.articles, bench.index(tool)), bench.index(tool))

    return around(bench, bench.rounds, measure)


def extract(bench: Bench) -> Iterator[Round]:
    """Reads web pages."""

    def measure(_: int, tool: Tool) -> Sample | None:
        return once(tool.extract(bench.pages), bench.pages)

    return around(bench, bench.rounds, measure)


MEASURES = {
    "index": index,
    "search": search,
    "evicted": evicted,
    "warm": warm,
    "authors": authors,
    "unchanged": unchanged,
    "extract": extract,
}


def cold(bench: Bench, tool: Tool, query: Query) -> Sample | None:
    command = tool.search(bench.articles, bench.index(tool), query)
    if command is None or (tool.keeps_index and not bench.index(tool).exists()):
        return None
    spent, _ = run(command, tool.ends)
    return {"wall": round(spent.wall, 6), "cpu": round(spent.cpu, 6)}


def once(command: list[str] | None, needed: Path) -> Sample | None:
    """Runs a command, if there is one, and what it needs."""
    if command is None or not needed.exists():
        return None
    spent, _ = run(command)
    return spent.stored()


def each(queries: list[Query], ask: Callable[[Query], Sample | None]) -> Sample:
    samples = {query.id: ask(query) for query in queries}
    return {id: sample for id, sample in samples.items() if sample is not None}


def remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
