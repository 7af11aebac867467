"""Draws cost against size, as SVG that can be read on light and on dark."""

from __future__ import annotations

import math
from html import escape

WIDTH, HEIGHT = 420, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 76, 40, 40

# Colors that stand out from white and from black, and for those who confuse red and green.
COLORS = {
    "byline": "#d55e00", "raw": "#808080", "fts5": "#0093d0", "recoll": "#009e73", "ripgrep": "#b070c0",
}
STYLE = (
    "text{font:12px sans-serif;fill:#444}.title{font-weight:bold}.grid{stroke:#8884}"
    "@media(prefers-color-scheme:dark){text{fill:#ccc}}"
)

Panel = dict[str, dict[int, float]]


class Axis:
    """A logarithmic axis from one place of the drawing to another."""

    def __init__(self, values: list[float], start: float, end: float) -> None:
        self.low, self.high = math.log10(min(values) / 1.3), math.log10(max(values) * 1.3)
        self.start, self.end = start, end

    def place(self, value: float) -> float:
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Returns round numbers: 1, 10, 100; and 3, 30 between them if there would be too few."""
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        for steps in ([1], [1, 3], [1, 2, 5]):
            ticks = [step * 10.0**power for power in powers for step in steps]
            ticks = [tick for tick in ticks if self.low <= math.log10(tick) <= self.high]
            if len(ticks) > 2:
                return ticks
        return ticks


def svg(panels: dict[str, Panel]) -> str:
    """Draws panels side by side: a line for each tool, with its name at the end."""
    panels = {title: lines for title, lines in panels.items() if lines}
    width = WIDTH * len(panels)
    size = f'width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    body = [panel(title, lines, nth * WIDTH) for nth, (title, lines) in enumerate(panels.items())]
    return "\n".join([head, f"<style>{STYLE}</style>", *body, "</svg>", ""])


def panel(title: str, lines: Panel, left: float) -> str:
    sizes = sorted({size for line in lines.values() for size in line})
    values = [value for line in lines.values() for value in line.values()]
    across = Axis([float(size) for size in sizes], left + LEFT, left + WIDTH - RIGHT)
    up = Axis(values, HEIGHT - BOTTOM, TOP)
    parts = [text(left + LEFT, 20, title, "title"), text(left + LEFT, HEIGHT - 6, "articles")]
    for tick in up.ticks():
        y = up.place(tick)
        ends = f'x1="{across.start:.0f}" x2="{across.end:.0f}" y1="{y:.1f}" y2="{y:.1f}"'
        label = text(left + LEFT - 6, y + 4, f"{tick:,g}", anchor="end")
        parts += [f'<line class="grid" {ends}/>', label]
    parts += [
        text(across.place(size), HEIGHT - BOTTOM + 18, short(size), anchor="middle") for size in sizes
    ]
    labels = apart({tool: up.place(line[max(line)]) for tool, line in lines.items()})
    for tool, line in lines.items():
        points = [(across.place(size), up.place(line[size])) for size in sorted(line)]
        parts += drawn(tool, points, labels[tool])
    return "\n".join(parts)


def drawn(tool: str, points: list[tuple[float, float]], label: float) -> list[str]:
    color = COLORS[tool]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    thick = 3 if tool == "byline" else 1.5
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{thick + 1}" fill="{color}"/>' for x, y in points]
    line = f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{thick}"/>'
    place = f'x="{points[-1][0] + 8:.1f}" y="{label + 4:.1f}"'
    name = f'<text {place} style="fill:{color}">{tool}</text>'
    return [line, *dots, name]


def apart(places: dict[str, float], least: float = 14) -> dict[str, float]:
    """Moves labels down where they would lie on each other."""
    moved: dict[str, float] = {}
    last = -math.inf
    for tool, place in sorted(places.items(), key=lambda item: item[1]):
        last = max(place, last + least)
        moved[tool] = last
    return moved


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}"'
    return f"<text {place}>{escape(said)}</text>"


def short(size: int) -> str:
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1_000}k"
