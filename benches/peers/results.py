"""Keeps what was measured, in a file of JSON, written anew after each round."""

from __future__ import annotations

import json
from pathlib import Path

from measures import Round
from queries import read


class Results:
    """Everything measured: by the number of articles, then by measure, in rounds."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.data: dict = {"machine": {}, "versions": {}, "archives": {}, "rounds": {}}
        if file.exists():
            self.data = json.loads(file.read_text())

    def describe(self, machine: dict[str, str], versions: dict[str, str]) -> None:
        self.data["machine"] = machine
        self.data["versions"] |= versions
        self.save()

    def archive(self, articles: int, size: int, pages_size: int, pages: int, queries: Path) -> None:
        """Notes how large an archive is, and what is asked."""
        self.data["archives"][str(articles)] = {"bytes": size}
        self.data["pages"] = {"number": pages, "bytes": pages_size}
        self.data["kinds"] = {query.id: query.kind for query in read(queries)}
        self.save()

    def begin(self, articles: int, measure: str, tools: list[str]) -> None:
        """Drops what is measured anew; `raw` stays beside those that are not, for their ratios."""
        kept = []
        for samples in self.rounds(articles, measure):
            others = {tool: sample for tool, sample in samples.items() if tool not in tools}
            if others.keys() - {"load", "raw"}:
                kept.append(others | {tool: samples[tool] for tool in samples if tool == "raw"})
        self.data["rounds"].setdefault(str(articles), {})[measure] = kept

    def add(self, articles: int, measure: str, samples: Round) -> None:
        self.data["rounds"][str(articles)][measure].append(samples)
        self.save()

    def rounds(self, articles: int, measure: str) -> list[Round]:
        return self.data["rounds"].get(str(articles), {}).get(measure, [])

    @property
    def sizes(self) -> list[int]:
        return sorted(int(articles) for articles in self.data["rounds"])

    @property
    def kinds(self) -> dict[str, str]:
        """Returns the kind of each query, by its id."""
        return self.data.get("kinds", {})

    def save(self) -> None:
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(self.data, separators=(",", ":")) + "\n")
        part.replace(self.file)
