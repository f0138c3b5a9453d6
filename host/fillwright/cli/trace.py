"""trace: the provider calls of one batch on a time line, in the terminal and as a drawing."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import msgspec

from fillwright.cli.tables import show_table
from fillwright.cli.terminal import EXIT_OK, Terminal, one_line
from fillwright.errors import NotFound
from fillwright.paths import Home, find_home, write_private
from fillwright.storage import Call, Database, UsageLog

WIDTH: Final = 60
_WAITING, _CALLING = "·", "█"
_ROW, _LEFT, _SCALE, _TOP = 22, 250, 700, 34


@dataclass(frozen=True)
class Bar:
    """One call on the time line: seconds since the batch's first question was asked for."""

    call: Call
    asked: float
    sent: float
    ended: float

    @property
    def name(self) -> str:
        """Who was called."""
        return f"{self.call.provider} {self.call.model}"

    @property
    def remark(self) -> str:
        """What else there is to say of it."""
        call = self.call
        parts = [
            f"{call.input_tokens} in" + (f" ({call.cached_tokens} cached)" if call.cached_tokens else ""),
            f"{call.output_tokens} out",
            f"{call.attempts} attempts" if call.attempts > 1 else "",
            f"{call.refused_429} refused" if call.refused_429 else "",
            f"{call.hedges} copies" if call.hedges else "",
            call.error or "",
        ]
        return ", ".join(part for part in parts if part)


def trace(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Draw the calls of a batch; raises NotFound where none of it was made, InvalidRequest for an unclear id."""
    calls = asyncio.run(_read(find_home(arguments.home), arguments.batch))
    if not calls:
        message = (
            f"No provider was called for a batch {arguments.batch}; `fillwright usage` counts the calls there were."
        )
        raise NotFound(message, field="batch")
    bars = _bars(calls)
    if arguments.svg is not None:
        write_private(Path(arguments.svg), drawing(bars).encode())
    data = {"batch_id": calls[0].batch_id, "svg": arguments.svg, "calls": [_told(bar) for bar in bars]}
    terminal.show(data, lambda: _for_people(bars, arguments.svg, terminal))
    return EXIT_OK


async def _read(home: Home, batch: str) -> list[Call]:
    home.prepare()
    async with await Database.open(home.answers) as database:
        return await UsageLog(database).of_batch(batch)


def _bars(calls: Sequence[Call]) -> list[Bar]:
    """Place the calls: each ended when it was recorded, was sent `duration_s` before, asked for `waited_s` earlier."""
    ends = [dt.datetime.fromisoformat(call.created).timestamp() for call in calls]
    begun = min(end - call.duration_s - call.waited_s for end, call in zip(ends, calls, strict=True))
    placed = [
        Bar(call, end - call.duration_s - call.waited_s - begun, end - call.duration_s - begun, end - begun)
        for end, call in zip(ends, calls, strict=True)
    ]
    return sorted(placed, key=lambda bar: (bar.asked, bar.sent))


def _told(bar: Bar) -> dict[str, object]:
    moments = {"asked_s": bar.asked, "sent_s": bar.sent, "ended_s": bar.ended}
    return {**{name: round(moment, 6) for name, moment in moments.items()}, **msgspec.to_builtins(bar.call)}


def _for_people(bars: Sequence[Bar], svg: str | None, terminal: Terminal) -> None:
    whole = max(bar.ended for bar in bars) or 1.0
    rows = [
        (number, bar.name, line(bar, whole), f"{bar.ended:.2f} s", bar.remark) for number, bar in enumerate(bars, 1)
    ]
    show_table(("#", "Model", f"0 to {whole:.2f} s", "# Done", "Remark"), rows)
    terminal.line(f"{_WAITING} waiting (for a place, a limit, another attempt)   {_CALLING} the call that answered")
    if svg is not None:
        terminal.line(f"Drawn in {svg}.")


def line(bar: Bar, whole: float) -> str:
    """Return the bar as characters of a line that is `whole` seconds long."""
    asked, sent, ended = (round(moment / whole * WIDTH) for moment in (bar.asked, bar.sent, bar.ended))
    called = max(1, ended - sent)
    return "\N{NO-BREAK SPACE}" * asked + _WAITING * max(0, min(sent, WIDTH - 1) - asked) + _CALLING * called


def drawing(bars: Sequence[Bar]) -> str:
    """Return the time line as an SVG document: a row a call, grey while it waited, blue while it was called."""
    whole = max(bar.ended for bar in bars) or 1.0
    height = _TOP + _ROW * len(bars) + 10
    size = f'width="{_LEFT + _SCALE + 260}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">',
        f"<title>The provider calls of batch {escape(bars[0].call.batch_id)}</title>",
        '<rect width="100%" height="100%" fill="white"/>',
        *(_tick(whole, part, height) for part in range(5)),
        *(_drawn(bar, whole, _TOP + _ROW * row) for row, bar in enumerate(bars)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _tick(whole: float, part: int, height: int) -> str:
    x = _LEFT + _SCALE * part / 4
    return (
        f'<path d="M{x:.1f} {_TOP - 8}V{height - 10}" stroke="#ddd"/>'
        f'<text x="{x:.1f}" y="{_TOP - 14}" text-anchor="middle">{whole * part / 4:.2f} s</text>'
    )


def _drawn(bar: Bar, whole: float, y: int) -> str:
    asked, sent, ended = (_LEFT + _SCALE * moment / whole for moment in (bar.asked, bar.sent, bar.ended))
    colour = "#b3261e" if bar.call.error else "#2f5fd0"
    return (
        f'<text x="8" y="{y + 13}">{escape(one_line(bar.name))}</text>'
        f'<rect x="{asked:.1f}" y="{y + 6}" width="{sent - asked:.1f}" height="6" fill="#c8c8c8"/>'
        f'<rect x="{sent:.1f}" y="{y + 2}" width="{max(1.0, ended - sent):.1f}" height="14" fill="{colour}"/>'
        f'<text x="{ended + 6:.1f}" y="{y + 13}" fill="#555">{escape(one_line(bar.remark))}</text>'
    )
