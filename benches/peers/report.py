"""Writes the tables and the drawing from what was measured."""

from __future__ import annotations

import math
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Callable, Iterable

import drawing
from measures import Round, Sample
from queries import KINDS
from results import Results

TOOLS = ["raw", "byline", "fts5", "recoll", "ripgrep"]

HOW_TO_READ = """\
`raw` is the floor: plain tantivy, which byline is built on, with the headlines and bodies of the same
articles indexed and stored, in the way its own examples show; it finds nothing in an article but
headline, author, date and body. `byline` reads as it does from any archive: it decodes, splits, and
finds language, people, copies and furniture. `fts5` is SQLite: headline, body and authors in one
table, in one transaction. `recoll` indexes all words of a file, with its own settings. `ripgrep` has
no index, ranks nothing, and is shown for scale.

Every figure is the median of the rounds. A number behind × is a ratio to raw: it is taken within a
round, in which all tools take their turns, and over the queries that both were asked. CPU time is
that of the process and its children. The archive is invented and the same on every machine (`cargo
run --release --example archive`); its words follow Zipf's law, and it compresses worse than news.

Noise: wall times of a machine that does anything else are worth little; look at the ratios and the
CPU time, and take no difference below a tenth for one.
"""


def write(results: Results, folder: Path) -> None:
    """Writes RESULTS.md and cost.svg into the folder."""
    parts = ["# byline beside its peers\n", "Written by `benches/peers/run`; see there.\n"]
    parts += [versions(results), "![cost against size](cost.svg)\n"]
    parts += ["## How to read it\n", HOW_TO_READ]
    for articles in results.sizes:
        parts += of_size(results, articles)
    if pages := extraction(results):
        parts.append(pages)
    (folder / "RESULTS.md").write_text("\n".join(parts))
    (folder / "cost.svg").write_text(drawing.svg(costs(results)))
    print(f"{folder / 'RESULTS.md'} is written")


def versions(results: Results) -> str:
    machine = results.data["machine"]
    lines = [f"* {name}: {version}" for name, version in results.data["versions"].items()]
    machine_line = ", ".join(
        [machine["processor"], f"{machine['cores']} cores", machine["memory"], machine["system"]]
    )
    return f"{machine_line}; {machine['date']}.\n\n" + "\n".join(lines) + "\n"


def of_size(results: Results, articles: int) -> list[str]:
    """Returns the tables of one size, without those that were not measured."""
    text = results.data["archives"][str(articles)]["bytes"]
    loads = [
        samples["load"]["load"]
        for measure in results.data["rounds"][str(articles)].values()
        for samples in measure
    ]
    title = f"## {articles:,} articles, {text / 1e6:,.1f} MB of text\n"
    load = f"Load while measuring: {min(loads):.1f} to {max(loads):.1f}.\n" if loads else ""
    tables = [
        indexing(results.rounds(articles, "index"), articles, text),
        cold(results, articles),
        evicted(results.rounds(articles, "evicted")),
        *warm(results, articles),
        once(
            results.rounds(articles, "authors"),
            "The authors with most articles, in a process of its own",
        ),
        once(
            results.rounds(articles, "unchanged"),
            "Indexing again where nothing has changed (raw: a look at each file)",
        ),
    ]
    return [title, load, *filter(None, tables)]


def indexing(rounds: list[Round], articles: int, text: int) -> str | None:
    rows = []
    for tool in told(rounds):
        wall, cpu, rss, kept = (
            figures(rounds, tool, itemgetter(name))
            for name in ("wall", "cpu", "rss_mib", "index_bytes")
        )
        rows.append([
            tool,
            f"{wall[0]:.2f}{times(wall)}", f"{cpu[0]:.2f}{times(cpu)}", f"{articles / wall[0]:,.0f}",
            f"{cpu[0] / articles * 1e6:.0f}", f"{rss[0]:.0f}", f"{kept[0] / text:.2f}",
        ])
    titles = ["", "wall s", "CPU s", "articles/s", "CPU µs/article", "memory MiB", "index/text"]
    return table("Indexing from nothing", titles, rows)


def cold(results: Results, articles: int) -> str | None:
    rounds = results.rounds(articles, "search")
    rows = []
    for tool in told(rounds):
        row = [tool]
        for kind in KINDS[:-1]:
            row.append(cell(rounds, tool, of_kind(results, kind), "wall", 1e3))
        least = spread(rounds, tool, min)
        row += [cell(rounds, tool, None, "wall", 1e3), f"{least * 1e3:.1f}"]
        row.append(cell(rounds, tool, None, "cpu", 1e3))
        rows.append(row)
    return table(
        "Searching in a process of its own, ten hits with snippets, index in the page cache: ms",
        ["", *KINDS[:-1], "all", "all, least", "all, CPU"], rows,
    )


def evicted(rounds: list[Round]) -> str | None:
    rows = []
    for tool in told(rounds):
        runs = [run for samples in rounds for run in samples.get(tool, {}).values()]
        kib = median(run["read_kib"] for run in runs)
        faults = median(run["major_faults"] for run in runs)
        wall, least = cell(rounds, tool, None, "wall", 1e3), spread(rounds, tool, min) * 1e3
        rows.append([tool, wall, f"{least:.1f}", f"{kib:,.0f}", f"{faults:.0f}"])
    titles = ["", "ms", "least ms", "KiB read", "major faults"]
    return table("The same with nothing of the index in the page cache", titles, rows)


def warm(results: Results, articles: int) -> list[str | None]:
    rounds = results.rounds(articles, "warm")
    tables = []
    for name, title in [
        ("topcount_us", "ten best and exact count"), ("snip_us", "the same with snippets"),
    ]:
        rows = []
        for tool in told(rounds):
            kinds = [cell(rounds, tool, of_kind(results, kind), name, 1) for kind in KINDS]
            rows.append([tool, *kinds, cell(rounds, tool, None, name, 1)])
        full = f"Searching in one process, 46 queries, geometric means: {title}, µs"
        tables.append(table(full, ["", *KINDS, "all"], rows))
    return [*tables, agreement(rounds)]


def agreement(rounds: list[Round]) -> str | None:
    """Says whether the tools found the same."""
    lines = []
    for tool in told(rounds):
        both = [samples for samples in rounds if tool in samples and "raw" in samples]
        if tool == "raw" or not both:
            continue
        ours, floor = both[-1][tool], both[-1]["raw"]
        common = [id for id in floor if id in ours]
        other = [
            f"{id} ({ours[id]['count']} against {floor[id]['count']})"
            for id in common
            if ours[id]["count"] != floor[id]["count"]
        ]
        same = f"{tool} finds as many as raw in {len(common) - len(other)} of {len(common)} queries"
        lines.append(same + (f"; counts differ: {', '.join(other)}." if other else "."))
    return "\n".join(lines) + "\n" if lines else None


def once(rounds: list[Round], title: str) -> str | None:
    rows = []
    for tool in told(rounds):
        wall = figures(rounds, tool, itemgetter("wall"))
        cpu = figures(rounds, tool, itemgetter("cpu"))
        rows.append([tool, f"{wall[0] * 1e3:.1f}{times(wall)}", f"{cpu[0] * 1e3:.1f}{times(cpu)}"])
    return table(title, ["", "ms", "CPU ms"], rows)


def extraction(results: Results) -> str | None:
    """Tells how fast web pages are read, at the largest size where that was measured."""
    measured = [rounds for size in results.sizes if (rounds := results.rounds(size, "extract"))]
    if not measured:
        return None
    pages = results.data["pages"]
    cpu = figures(measured[-1], "byline", itemgetter("cpu"))[0]
    return (
        f"## Web pages\n\n`byline extract` reads {pages['number'] / cpu:,.0f} pages of"
        f" {pages['bytes'] / pages['number'] / 1e3:.1f} kB in a second of CPU time, with every field.\n"
    )


def costs(results: Results) -> dict[str, dict[str, dict[int, float]]]:
    """Returns what is drawn: CPU µs an article and ms a cold search, by tool and size."""
    indexed: dict[str, dict[int, float]] = {}
    searched: dict[str, dict[int, float]] = {}
    for articles in results.sizes:
        rounds = results.rounds(articles, "index")
        for tool in told(rounds):
            cpu = figures(rounds, tool, itemgetter("cpu"))[0]
            indexed.setdefault(tool, {})[articles] = cpu / articles * 1e6
        rounds = results.rounds(articles, "search")
        for tool in told(rounds):
            searched.setdefault(tool, {})[articles] = spread(rounds, tool, median) * 1e3
    return {"indexing: CPU µs an article": indexed, "cold search: ms": searched}


# -- figures --


def told(rounds: list[Round]) -> list[str]:
    """Returns the tools of which something is known."""
    return [tool for tool in TOOLS if any(tool in samples for samples in rounds)]


def figures(
    rounds: list[Round], tool: str, value: Callable[[Sample], float]
) -> tuple[float, float | None]:
    """Returns the median, and the median of the ratios to raw."""
    values = [value(samples[tool]) for samples in rounds if tool in samples]
    beside = [samples for samples in rounds if tool in samples and "raw" in samples]
    pairs = [(value(samples[tool]), value(samples["raw"])) for samples in beside]
    ratios = [mine / floor for mine, floor in pairs if floor]
    return median(values), median(ratios) if ratios and tool != "raw" else None


def of_kind(results: Results, kind: str) -> set[str]:
    return {id for id, its in results.kinds.items() if its == kind}


def asked(rounds: list[Round], tool: str) -> list[str]:
    return next(list(samples[tool]) for samples in rounds if tool in samples)


def cell(
    rounds: list[Round], tool: str, ids: set[str] | None, name: str, scale: float
) -> str:
    """Returns the geometric mean of queries, and its ratio to raw for those that raw was asked too."""

    def values(samples: Round, of: str) -> dict[str, float]:
        chosen = [id for id in samples[of] if ids is None or id in ids]
        return {id: value for id in chosen if (value := samples[of][id].get(name))}

    means, ratios = [], []
    for samples in rounds:
        if tool not in samples or not (mine := values(samples, tool)):
            continue
        means.append(mean(mine.values()))
        if tool != "raw" and "raw" in samples:
            floor = values(samples, "raw")
            common = [mine[id] / floor[id] for id in mine if id in floor]
            ratios += [mean(common)] if common else []
    if not means:
        return "–"
    figure = median(means) * scale
    shown = f"{figure:.0f}" if figure >= 100 else f"{figure:.1f}"
    return shown + times((figure, median(ratios) if ratios else None))


def spread(rounds: list[Round], tool: str, of: Callable[[Iterable[float]], float]) -> float:
    """Returns the geometric mean of what each query took: the least of its rounds, or the median."""
    ids = asked(rounds, tool)
    runs = {id: [samples[tool][id]["wall"] for samples in rounds if tool in samples] for id in ids}
    return mean(of(walls) for walls in runs.values())


def mean(values: Iterable[float]) -> float:
    """Returns the geometric mean."""
    logarithms = [math.log(value) for value in values]
    return math.exp(sum(logarithms) / len(logarithms))


def times(figure: tuple[float, float | None]) -> str:
    return "" if figure[1] is None else f" ×{figure[1]:.2f}"


def table(title: str, titles: list[str], rows: list[list[str]]) -> str | None:
    if not rows:
        return None
    lines = ["| " + " | ".join(row) + " |" for row in [titles, *rows]]
    lines.insert(1, "|---" + "|---:" * (len(titles) - 1) + "|")
    return f"### {title}\n\n" + "\n".join(lines) + "\n"
