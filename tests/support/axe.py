"""axe-core in the page that a browser shows; it looks into open shadow roots only."""

from __future__ import annotations

import asyncio

from tests.support.rooms import ROOT
from tools.browsers import Browser

_PAGE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}"""

_PANEL = """async () => {
  const panel = { include: ["fillwright-panel"] };
  const { violations, passes } = await axe.run(panel, { resultTypes: ["violations", "passes"] });
  const inside = passes.some(({ nodes }) => nodes.some(({ target }) => target.flat().includes("#close")));
  return [inside, violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)];
}"""


async def page_faults(browser: Browser) -> list[str]:
    """Return what axe finds wrong with the page as it is now."""
    await _load(browser)
    return list(await browser.evaluate(_PAGE))


async def panel_faults(browser: Browser) -> list[str]:
    """Return what axe finds wrong with the panel, which it must have looked at."""
    await _load(browser)
    seen, found = await browser.evaluate(_PANEL)
    assert seen, "axe did not look into the panel"
    return list(found)


async def _load(browser: Browser) -> None:
    if not await browser.evaluate("() => 'axe' in window"):
        axe = await asyncio.to_thread((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text, "utf-8")
        await browser.evaluate(f"() => {{ {axe} }}")
