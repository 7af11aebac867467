"""SQLite's full-text search on the same articles, as raw does it.

    fts5.py index DIR DATABASE             one transaction; headline, body and authors, all stored
    fts5.py warm DATABASE QUERIES ROUNDS   how long each query takes, in microseconds
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import sys
import time
from pathlib import Path
from typing import Iterator

from queries import Query, for_fts5, read

WARM_UP = 2
MONTHS = (
    "January February March April May June July August September October November December".split()
)
TABLES = """
    CREATE VIRTUAL TABLE articles USING fts5(headline, body, author, date UNINDEXED, path UNINDEXED);
    CREATE TABLE authors (name TEXT, article INTEGER);
"""


def articles(folder: str) -> Iterator[tuple[str, str, list[str], str, str]]:
    """Yields headline, body, authors, date and path of each file."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(root, name)
            with open(path, encoding="utf-8") as file:
                headline, byline, date, _minutes, body = file.read().split("\n\n", 4)
            month, day, year = date.split(" / ")[0].replace(",", "").split(" ")
            iso = f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"
            yield headline, body, byline.removeprefix("By ").split(" and "), iso, path


def index(folder: str, database: str) -> None:
    """Indexes all files below a folder."""
    base = sqlite3.connect(database, isolation_level=None)
    base.executescript(TABLES)
    base.execute("BEGIN")
    for nth, (headline, body, names, date, path) in enumerate(articles(folder), 1):
        row = (nth, headline, body, "\n".join(names), date, path)
        base.execute(
            "INSERT INTO articles (rowid, headline, body, author, date, path)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
        base.executemany("INSERT INTO authors VALUES (?, ?)", [(name, nth) for name in names])
    base.execute("COMMIT")
    base.execute("CREATE INDEX of_article ON authors (article)")
    base.close()


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def where(query: Query) -> str:
    """Returns the condition of a query that FTS5 can be asked."""
    condition = f"articles MATCH {literal(for_fts5(query) or '')}"
    if query.kind == "date":
        _, since, until = query.words
        condition += f" AND date >= {literal(since)} AND date < {literal(until)}"
    return condition


def count(query: Query) -> str:
    return f"SELECT count(*) FROM articles WHERE {where(query)}"


def top(query: Query, shown: str = "rowid") -> str:
    return f"SELECT {shown} FROM articles WHERE {where(query)} ORDER BY rank LIMIT 10"


def hits(query: Query) -> str:
    return top(query, "path, headline, snippet(articles, 1, '<b>', '</b>', '…', 30)")


def authors(query: Query) -> str:
    of = ""
    if query.argument != "*":
        of = f"WHERE article IN (SELECT rowid FROM articles WHERE {where(query)})"
    return f"SELECT name, count(*) AS n FROM authors {of} GROUP BY name ORDER BY n DESC, name"


def measure(base: sqlite3.Connection, query: Query, rounds: int) -> dict[str, object]:
    """Returns the medians of a query; the ten best and the count are two statements here."""
    asked = {"top": top(query), "count": count(query), "hits": hits(query)}
    if query.kind == "facet":
        asked = {"authors": authors(query)}
    times: dict[str, list[float]] = {name: [] for name in asked}
    for nth in range(WARM_UP + rounds):
        for name, sql in asked.items():
            start = time.perf_counter()
            rows = base.execute(sql).fetchall()
            if nth >= WARM_UP:
                times[name].append((time.perf_counter() - start) * 1e6)
            if name in ("count", "authors"):
                found = rows[0][0] if name == "count" else len(rows)
    took = {name: round(statistics.median(taken), 1) for name, taken in times.items()}
    line: dict[str, object] = {"id": query.id, "count": found}
    if query.kind == "facet":
        return line | {"topcount_us": took["authors"]}
    return line | {
        "topcount_us": took["top"] + took["count"],
        "top_us": took["top"],
        "count_us": took["count"],
        "snip_us": took["hits"] + took["count"],
    }


def warm(database: str, queries: str, rounds: int) -> None:
    """Prints what each query takes that FTS5 can be asked."""
    base = sqlite3.connect(database)
    for query in read(Path(queries)):
        if for_fts5(query) is not None:
            print(json.dumps(measure(base, query, rounds)))


def main(command: str, *arguments: str) -> None:
    match command, arguments:
        case "index", (folder, database):
            index(folder, database)
        case "warm", (database, queries, rounds):
            warm(database, queries, int(rounds))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
