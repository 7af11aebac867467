"""The tools that are compared: how each indexes, searches, and tells its version."""

from __future__ import annotations

import platform
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import fts5
from queries import Query, for_byline, for_fts5, for_recoll, for_ripgrep, read

HERE = Path(__file__).resolve().parent

Command = list[str]


class Tool:
    """A tool; a method that returns `None` says that it cannot do this."""

    name: str
    # The Debian package that brings it, if it is not built here.
    package: str | None = None
    # The largest archive it is asked to index.
    most = 10_000_000
    # How often it is asked to index an archive, at most.
    most_rounds = 1_000
    # Whether it has an index at all.
    keeps_index = True
    # The exit codes that are no failure of a search.
    ends: tuple[int, ...] = (0,)

    def missing(self) -> str | None:
        """Returns why the tool cannot be run here."""
        return None

    def version(self) -> str:
        raise NotImplementedError

    def index(self, articles: Path, index: Path) -> Command | None:
        return None

    def kept(self, index: Path) -> Path:
        """Returns the file or folder that is the index."""
        return index

    def search(self, articles: Path, index: Path, query: Query) -> Command | None:
        return None

    def warm(self, index: Path, queries: Path, rounds: int) -> Command | None:
        return None

    def authors(self, index: Path) -> Command | None:
        return None

    def unchanged(self, articles: Path, index: Path) -> Command | None:
        """Looks whether anything has changed in the archive, where nothing has."""
        return None

    def extract(self, pages: Path) -> Command | None:
        return None


class Raw(Tool):
    """Plain tantivy: the floor."""

    name = "raw"

    def __init__(self, program: Path) -> None:
        self.program = str(program)

    def version(self) -> str:
        lock = (HERE / "raw" / "Cargo.lock").read_text()
        return "tantivy " + lock.split('name = "tantivy"\nversion = "')[1].split('"')[0]

    def index(self, articles: Path, index: Path) -> Command:
        return [self.program, "index", str(articles), str(index)]

    def search(self, articles: Path, index: Path, query: Query) -> Command:
        return [self.program, "search", str(index), query.kind, query.argument]

    def warm(self, index: Path, queries: Path, rounds: int) -> Command:
        return [self.program, "warm", str(index), str(queries), str(rounds)]

    def authors(self, index: Path) -> Command:
        return [self.program, "authors", str(index)]

    def unchanged(self, articles: Path, index: Path) -> Command:
        return [self.program, "stat", str(articles)]


class Byline(Tool):
    name = "byline"
    ends = (0, 1)  # 1: nothing was found

    def __init__(self, program: Path) -> None:
        self.program = str(program)

    def version(self) -> str:
        return first_line([self.program, "--version"])

    def index(self, articles: Path, index: Path) -> Command:
        return [self.program, "index", str(articles), "--index", str(index), "--progress", "none"]

    def search(self, articles: Path, index: Path, query: Query) -> Command:
        return [self.program, "search", "--index", str(index), for_byline(query)]

    def warm(self, index: Path, queries: Path, rounds: int) -> Command:
        # The queries are written anew in byline's language, beside the others.
        own = queries.with_name("queries-byline.tsv")
        own.write_text("".join(f"{q.id}\t{what(q)}\t{for_byline(q)}\n" for q in read(queries)))
        asked = ["--queries", str(own), "--rounds", str(rounds)]
        return [self.program, "bench", "--index", str(index), *asked]

    def authors(self, index: Path) -> Command:
        return [self.program, "authors", "--index", str(index)]

    def unchanged(self, articles: Path, index: Path) -> Command:
        return self.index(articles, index)

    def extract(self, pages: Path) -> Command:
        return [self.program, "extract", str(pages), "--json"]


def what(query: Query) -> str:
    return "facet:author" if query.kind == "facet" else "search"


class Fts5(Tool):
    """SQLite: that of Python indexes and is asked warm, the program `sqlite3` is asked cold."""

    name = "fts5"
    package = "sqlite3"
    python = [sys.executable, "-E", "-S", "-B", str(HERE / "fts5.py")]

    def missing(self) -> str | None:
        try:
            sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.OperationalError as error:
            return f"the sqlite3 of this Python says: {error}"
        return not_there("sqlite3", self.package)

    def version(self) -> str:
        program = first_line(["sqlite3", "--version"]).split(" ")[0]
        python = f"Python {platform.python_version()}"
        return f"SQLite {sqlite3.sqlite_version} in {python}, sqlite3 {program}"

    def index(self, articles: Path, index: Path) -> Command:
        return [*self.python, "index", str(articles), str(index)]

    def search(self, articles: Path, index: Path, query: Query) -> Command | None:
        if for_fts5(query) is None:
            return None
        return ["sqlite3", str(index), fts5.hits(query) + ";" + fts5.count(query)]

    def warm(self, index: Path, queries: Path, rounds: int) -> Command:
        return [*self.python, "warm", str(index), str(queries), str(rounds)]

    def authors(self, index: Path) -> Command:
        return ["sqlite3", str(index), fts5.authors(Query("", "facet", "*")) + " LIMIT 50"]


class Recoll(Tool):
    name = "recoll"
    package = "recollcmd"
    most = 50_000
    most_rounds = 1

    def missing(self) -> str | None:
        return not_there("recollindex", self.package)

    def version(self) -> str:
        done = subprocess.run(["recollindex", "-h"], capture_output=True, text=True)
        told = re.search(r"Recoll \d.*", done.stdout + done.stderr)
        return told[0] if told else "Recoll"

    def index(self, articles: Path, index: Path) -> Command:
        index.mkdir(parents=True)
        settings = f"topdirs = {articles}\nnoaspell = 1\nloglevel = 2\n"
        (index / "recoll.conf").write_text(settings)
        return ["recollindex", "-c", str(index)]

    def kept(self, index: Path) -> Path:
        return index / "xapiandb"

    def search(self, articles: Path, index: Path, query: Query) -> Command | None:
        asked = for_recoll(query)
        return None if asked is None else ["recollq", "-c", str(index), "-n", "10", "-A", asked]


class Ripgrep(Tool):
    """Has no index: it reads every file, shows the first place in each, and ranks nothing."""

    name = "ripgrep"
    package = "ripgrep"
    keeps_index = False
    ends = (0, 1)

    def missing(self) -> str | None:
        return not_there("rg", self.package)

    def version(self) -> str:
        return first_line(["rg", "--version"])

    def search(self, articles: Path, index: Path, query: Query) -> Command | None:
        pattern = for_ripgrep(query)
        if pattern is None:
            return None
        return ["rg", "-i", "--max-count", "1", "-e", pattern, str(articles)]


def not_there(program: str, package: str | None) -> str | None:
    return None if shutil.which(program) else f"`apt install {package}` brings it"


def first_line(command: Command) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout.partition("\n")[0]
