"""The standard queries, and how each tool is asked them.

A query has a name, a kind and an argument, as the example `archive` writes them:

    term, and, or, phrase   words in headline or body
    author, authorterm      a name in the byline; a word in the text and a name in the byline
    prefix, fuzzy           a word by its beginning; a word with one letter wrong
    date                    a word and the days from the first (included) to the second (not included)
    facet                   the number of articles of each author, of all or of those with a word
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

KINDS = ["term", "and", "or", "phrase", "author", "authorterm", "prefix", "fuzzy", "date", "facet"]


@dataclass(frozen=True)
class Query:
    id: str
    kind: str
    argument: str

    @property
    def words(self) -> list[str]:
        return self.argument.split(" ")

    @property
    def parts(self) -> tuple[str, str]:
        """Returns the first word, and the rest."""
        first, _, rest = self.argument.partition(" ")
        return first, rest


def read(file: Path) -> list[Query]:
    """Reads the file of queries."""
    return [Query(*line.split("\t")) for line in file.read_text().splitlines()]


def one_of_each_kind(queries: list[Query]) -> list[Query]:
    """Returns two queries of a kind, the second and the one in the middle; none that only counts."""
    chosen = []
    for kind in KINDS[:-1]:
        group = [query for query in queries if query.kind == kind]
        chosen += dict.fromkeys([group[1], group[len(group) // 2]])
    return chosen


def for_byline(query: Query) -> str:
    """Returns the query in byline's language; a quoted word is found in this form alone."""
    first, rest = query.parts
    quoted = [f'"{word}"' for word in query.words]
    match query.kind:
        case "and":
            return " ".join(quoted)
        case "or":
            return " OR ".join(quoted)
        case "author":
            return f'author:"{query.argument}"'
        case "authorterm":
            return f'"{first}" author:"{rest}"'
        case "prefix":
            return f"{first}*"
        case "fuzzy":
            return f"{first}~"
        case "date":
            since, until = rest.split(" ")
            last = date.fromisoformat(until) - timedelta(days=1)
            return f'"{first}" date:{since}..{last}'
        case "facet" if query.argument == "*":
            return "*"
        case _:
            return f'"{query.argument}"'


def for_fts5(query: Query) -> str | None:
    """Returns the query for SQLite's MATCH, without its dates; `None` if it cannot be asked."""
    first, rest = query.parts
    text = "{headline body} : "
    quoted = [f'{text}"{word}"' for word in query.words]
    match query.kind:
        case "and":
            return " AND ".join(quoted)
        case "or":
            return " OR ".join(quoted)
        case "author":
            return f'author : "{query.argument}"'
        case "authorterm":
            return f'{text}"{first}" AND author : "{rest}"'
        case "prefix":
            return f'{text}"{first}" *'
        case "date":
            return f'{text}"{first}"'
        case "fuzzy":
            return None
        case _:
            return f'{text}"{query.argument}"'


def for_recoll(query: Query) -> str | None:
    """Returns the query for Recoll, which knows nothing of bylines in text files."""
    match query.kind:
        case "term" | "and":
            return query.argument
        case "or":
            return " OR ".join(query.words)
        case "phrase":
            return f'"{query.argument}"'
        case "prefix":
            return f"{query.argument}*"
        case _:
            return None


def for_ripgrep(query: Query) -> str | None:
    """Returns a regular expression; ripgrep does not rank."""
    match query.kind:
        case "term" | "phrase":
            return rf"\b{query.argument}\b"
        case "or":
            return rf"\b({'|'.join(query.words)})\b"
        case "prefix":
            return rf"\b{query.argument}"
        case "author":
            return rf"^by .*\b{query.argument}\b"
        case _:
            return None
