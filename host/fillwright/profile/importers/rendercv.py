"""RenderCV's YAML (https://docs.rendercv.com): a `cv` with sections of a few kinds of entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

import yaml

from fillwright.errors import UnreadableFile
from fillwright.profile.importers.lexicon import section_of
from fillwright.profile.importers.model import Collector, Imported

_MAX_NODES: Final = 50_000
_BESIDE: Final = frozenset({"design", "locale", "rendercv_settings", "settings", "locale_catalog"})
_NETWORKS: Final = {
    "LinkedIn": "https://linkedin.com/in/",
    "GitHub": "https://github.com/",
    "GitLab": "https://gitlab.com/",
}
_PRESENT: Final = "present"


class _Value:
    """One YAML value with the line it stands on."""

    def __init__(self, data: Any, line: int) -> None:  # noqa: ANN401 - any YAML
        self.data = data
        self.where = f"line {line}"

    @property
    def text(self) -> str:
        return self.data if isinstance(self.data, str) else ""

    def items(self) -> dict[str, _Value]:
        return self.data if isinstance(self.data, dict) else {}

    def entries(self) -> list[_Value]:
        return self.data if isinstance(self.data, list) else []


def read(data: bytes) -> Imported:
    """Return the profile of a RenderCV file.

    Raises UnreadableFile for what is not YAML, with the line, and for one with more than 50,000 values (also by way of
    its aliases).
    """
    top = _load(data).items()
    out, left = Collector(), [f"{key}: not part of a profile" for key in top if key != "cv" and key not in _BESIDE]
    cv = top.get("cv", _Value({}, 1)).items()
    left += _basics(cv, out)
    for title, section in cv.get("sections", _Value({}, 1)).items().items():
        left += _section(title, section, out)
    return out.done("rendercv", left)


def _load(data: bytes) -> _Value:
    try:
        text = data.decode("utf-8-sig")
        loader = yaml.SafeLoader(text)
        try:
            return _convert(loader.get_single_node(), _Budget())
        finally:
            loader.dispose()
    except UnicodeDecodeError:
        raise UnreadableFile("The file is not UTF-8: save it as UTF-8.") from None
    except RecursionError:
        raise UnreadableFile("The YAML is nested too deeply: RenderCV needs 6 levels.") from None
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        line = f" (line {mark.line + 1})" if mark else ""
        problem = getattr(wrong, "problem", None) or "it can't be read"
        raise UnreadableFile(f"The file is not YAML{line}: {problem}.") from None


class _Budget:
    def __init__(self) -> None:
        self.left = _MAX_NODES

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise UnreadableFile(f"The YAML holds more than {_MAX_NODES} values: no résumé is that large.")


def _convert(node: yaml.Node | None, budget: _Budget) -> _Value:
    """Return a composed node with its lines; nothing is ever constructed from a tag."""
    budget.spend()
    if node is None:
        return _Value("", 1)
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        pairs = {str(key.value): _convert(value, budget) for key, value in node.value}
        return _Value(pairs, line)
    if isinstance(node, yaml.SequenceNode):
        return _Value([_convert(item, budget) for item in node.value], line)
    null = node.tag == "tag:yaml.org,2002:null"
    return _Value("" if null else str(node.value).strip(), line)


def _basics(cv: dict[str, _Value], out: Collector) -> Iterator[str]:
    simple = {"name": "name", "headline": "label", "label": "label", "website": "url", "photo": ""}
    for key, value in cv.items():
        if key in simple:
            if simple[key]:
                out.put(f"basics.{simple[key]}", value.text, value.where)
        elif key in {"email", "phone"}:
            first = value if value.text else next(iter(value.entries()), value)
            out.put(f"basics.{key}", first.text.removeprefix("tel:"), first.where)
        elif key == "location":
            out.put("basics.location.city", value.text, value.where)
        elif key == "social_networks":
            _networks(value, out)
        elif key != "sections":
            yield f"{value.where}: cv.{key}"


def _networks(value: _Value, out: Collector) -> None:
    for index, entry in enumerate(value.entries()):
        fields, path = entry.items(), f"basics.profiles[{index}]"
        network, username = fields.get("network"), fields.get("username")
        if network is None or username is None:
            continue
        out.put(f"{path}.network", network.text, network.where)
        out.put(f"{path}.username", username.text, username.where)
        if network.text in _NETWORKS:
            out.put(f"{path}.url", _NETWORKS[network.text] + username.text, username.where)


def _section(title: str, section: _Value, out: Collector) -> Iterator[str]:
    kind = section_of(title.replace("_", " "))
    for entry in section.entries():
        fields = entry.items()
        if kind == "summary" and entry.text:
            _append(out, "basics.summary", entry)
        elif "institution" in fields:
            yield from _entry("education", fields, out, _EDUCATION)
        elif "company" in fields:
            yield from _entry("volunteer" if kind == "volunteer" else "work", fields, out, _WORK[kind == "volunteer"])
        elif "title" in fields and "authors" in fields:
            yield from _entry("publications", fields, out, _PUBLICATION)
        elif "label" in fields and "details" in fields:
            _labelled(kind, fields, out)
        elif "name" in fields and kind in _NAMED:
            section_name, keys = _NAMED[kind]
            yield from _entry(section_name, fields, out, keys)
        elif entry.text and kind in _LISTED:
            path = _LISTED[kind]
            out.put(path.format(out.count(path.split("[", 1)[0])), entry.text, entry.where)
        else:
            about = entry.text or next((part.text for part in fields.values() if part.text), "")
            yield f"{entry.where}: {title}: {about}"


def _append(out: Collector, path: str, entry: _Value) -> None:
    before = out.profile.get("basics", {}).get("summary", "")
    out.put(path, f"{before}\n{entry.text}".strip(), entry.where)


_COMMON: Final = {"start_date": "startDate", "end_date": "endDate", "summary": "summary", "url": "url"}
_WORK: Final = (
    {"company": "name", "position": "position", "location": "location", **_COMMON},
    {"company": "organization", "position": "position", **_COMMON},
)
_EDUCATION: Final = {"institution": "institution", "area": "area", "degree": "studyType", **_COMMON, "summary": ""}
_PUBLICATION: Final = {
    "title": "name",
    "journal": "publisher",
    "date": "releaseDate",
    "url": "url",
    "summary": "summary",
}
_PROJECT: Final = {
    "name": "name",
    "summary": "description",
    "start_date": "startDate",
    "end_date": "endDate",
    "url": "url",
}
_NAMED: Final = {
    "projects": ("projects", {**_PROJECT, "date": "endDate"}),
    "certificates": ("certificates", {"name": "name", "date": "date", "url": "url"}),
    "awards": ("awards", {"name": "title", "date": "date", "summary": "summary"}),
}
_LISTED: Final = {
    "skills": "skills[{}].name",
    "interests": "interests[{}].name",
    "awards": "awards[{}].title",
    "certificates": "certificates[{}].name",
    "projects": "projects[{}].name",
}
_DATES: Final = frozenset({"startDate", "endDate", "date", "releaseDate"})
_HIGHLIGHTED: Final = {
    "work": "highlights",
    "volunteer": "highlights",
    "projects": "highlights",
    "education": "courses",
}


def _entry(section: str, fields: dict[str, _Value], out: Collector, keys: dict[str, str]) -> Iterator[str]:
    path = f"{section}[{out.count(section)}]"
    for key, value in fields.items():
        target = keys.get(key, "")
        if key == "highlights" and section in _HIGHLIGHTED:
            for number, line in enumerate(value.entries()):
                out.put(f"{path}.{_HIGHLIGHTED[section]}[{number}]", line.text, line.where)
        elif target in _DATES:
            yield from _date(f"{path}.{target}", value, out)
        elif target:
            out.put(f"{path}.{target}", value.text, value.where)
        elif value.text:
            yield f"{value.where}: {key}: {value.text}"


def _date(path: str, value: _Value, out: Collector) -> Iterator[str]:
    if value.text.casefold() == _PRESENT:
        return
    forms: tuple[Callable[[str], object], ...] = (
        dt.date.fromisoformat,
        lambda text: dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC),
        lambda text: dt.datetime.strptime(text, "%Y").replace(tzinfo=dt.UTC),
    )
    for form in forms:
        try:
            form(value.text)
        except ValueError:
            continue
        out.put(path, value.text, value.where)
        return
    if value.text:
        yield f"{value.where}: {value.text} is no date"


def _labelled(kind: str | None, fields: dict[str, _Value], out: Collector) -> None:
    label, details = fields["label"], fields["details"]
    if kind == "languages":
        path = f"languages[{out.count('languages')}]"
        out.put(f"{path}.language", label.text, label.where)
        out.put(f"{path}.fluency", details.text, details.where)
        return
    path = f"skills[{out.count('skills')}]"
    out.put(f"{path}.name", label.text, label.where)
    for number, keyword in enumerate(part.strip() for part in details.text.split(",")):
        out.put(f"{path}.keywords[{number}]", keyword, details.where)
