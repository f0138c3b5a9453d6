"""The right to work by jurisdiction. Nothing is assumed: no entry for the country, no answer."""

from __future__ import annotations

from fillwright.profile import WorkAuthorization
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.options import truth_of
from fillwright.questions.places import countries_in, country_name, country_names, demonyms
from fillwright.questions.synonyms import meaning, meaning_within, table, words_of
from fillwright.questions.wording import normalise, segments

_PATH = "application.work_authorization"
_LASTING = frozenset({"citizen", "permanent"})


def _entry(ask: Ask) -> tuple[str, WorkAuthorization] | Missing:
    """Return the entry of the question's country: the one it names, else the job's."""
    if ask.params.get("compound"):
        return Missing("asks two things at once")
    named = ask.params.get("country") or ask.job_country or ask.likely_country
    if not named:
        return Missing("which country is meant is not clear")
    if ask.params.get("hinted") and ask.job_country not in {None, named}:
        return Missing(f"speaks of visas of {named}, and the job is in {ask.job_country}")
    entries = ask.application.work_authorization
    codes = named.split(",")
    missing = [code for code in codes if code not in entries]
    if missing:
        return not_told(f"{_PATH}.{missing[0]}")
    told = {(entries[code].authorized, needs_sponsorship(entries[code])) for code in codes}
    if len(told) > 1:
        return Missing(f"asks for several countries ({named}), and your profile differs among them")
    return codes[0], entries[codes[0]]


def needs_sponsorship(entry: WorkAuthorization) -> bool | None:
    """Return what the entry tells: as said, else no for citizens and permanent residents, else None."""
    if entry.needs_sponsorship is not None:
        return entry.needs_sponsorship
    basis = meaning("basis", entry.basis) or meaning_within("basis", entry.basis)
    return False if entry.authorized and basis in _LASTING else None


def authorized(ask: Ask) -> Fact | Missing:
    """Whether the person may work there, with the polarity of the wording, or on what basis."""
    found = _entry(ask)
    if isinstance(found, Missing):
        return found
    country, entry = found
    truth, path = entry.authorized, f"{_PATH}.{country}"
    if truth is None:
        return not_told(f"{path}.authorized")
    sponsored = needs_sponsorship(entry)
    if ask.params.get("without_sponsorship") and truth:
        if sponsored is None:
            return not_told(f"{path}.needs_sponsorship")
        truth = not sponsored
    unsaid = _other_countries(ask, country) or (_unsaid(ask, entry) if truth else None)
    if unsaid:
        return Missing(unsaid)
    if _asks_basis(ask):
        text = f"{entry.basis[:1].upper()}{entry.basis[1:]} ({country_name(country, ask.tongue)})"
        return Fact(texts=(text,), evidence=(f"{path}.basis",)) if entry.basis else not_told(f"{path}.basis")
    if ask.params.get("negated"):
        truth = not truth
    return _fact(ask, truth, entry, path, sponsored)


def _other_countries(ask: Ask, country: str) -> str | None:
    """Return the doubt where the options speak of a country, and of another than `country`."""
    spoken: set[str] = set()
    for piece in (piece for option in ask.field.options for piece in segments(option.text)):
        spoken.update(countries_in(piece))
        spoken.update(demonyms()[token] for token in piece.tokens if token in demonyms())
        if any(f" {word} " in piece.text for word in table("details")["american"]):
            spoken.add("US")
    union = table("places")["eu_members"]
    meant = country in spoken or ("EU" in spoken and country in union)
    return f"the options are not about {country_name(country, 'en')}" if spoken and not meant else None


def _asks_basis(ask: Ask) -> bool:
    """Whether a text box wants the status by name, not a yes or no."""
    free = not ask.field.options and not ask.is_box
    return free and not set(table("details")["status"]).isdisjoint(normalise(ask.field.label).split())


def _unsaid(ask: Ask, entry: WorkAuthorization) -> str | None:
    """Return what a question for a visa, or for lasting and unrestricted rights, asks beyond the entry."""
    basis = meaning("basis", entry.basis) or meaning_within("basis", entry.basis)
    if ask.params.get("part") == "visa" and basis != "permit" and _wants_truth(ask):
        return "asks for a visa, and your entry names none"
    if ask.params.get("beyond") and basis not in _LASTING:
        return "asks for more than your entry says"
    return None


def _wants_truth(ask: Ask) -> bool:
    return ask.is_box or any(truth_of(option.text) is not None for option in ask.field.options)


def sponsorship(ask: Ask) -> Fact | Missing:
    """Whether the person needs sponsorship there, now or later, with the polarity of the wording."""
    found = _entry(ask)
    if isinstance(found, Missing):
        return found
    country, entry = found
    path = f"{_PATH}.{country}"
    truth = needs_sponsorship(entry)
    if truth is None:
        return not_told(f"{path}.needs_sponsorship")
    said = not truth if ask.params.get("negated") or ask.params.get("without_sponsorship") else truth
    return _fact(ask, said, None, path, truth)


def _fact(ask: Ask, truth: bool, entry: WorkAuthorization | None, path: str, sponsored: bool | None) -> Fact:  # noqa: FBT001 - the fact itself
    confidence = 0.95 if ask.params.get("country") else 0.85
    warnings = (
        ()
        if ask.params.get("country")
        else (f"the question names no country: answered for the job's ({ask.job_country or ask.likely_country})",)
    )
    guessed = not (ask.params.get("country") or ask.job_country)
    choices: tuple[str, ...] = ()
    basis = (
        (meaning("basis", entry.basis) or meaning_within("basis", entry.basis)) if entry and entry.authorized else None
    )
    if basis and not any(truth_of(option.text) is not None for option in ask.field.options):
        choices = tuple(word for word in words_of("basis", basis))
    return Fact(
        truth=truth,
        choices=choices,
        evidence=(path,),
        confidence=confidence,
        warnings=warnings,
        proposal=f"the job's place, “{ask.job.location}”, names no country" if guessed else None,
        accept=lambda text: _agrees(text, sponsored) or (basis in _LASTING and "any employer" in normalise(text)),
    )


def _agrees(text: str, sponsored: bool | None) -> bool:  # noqa: FBT001 - the fact itself
    """Whether an elaboration such as "Yes, without sponsorship" says what the profile says of sponsorship."""
    plain = f" {normalise(text)} "
    if " sponsor" not in plain or sponsored is None:
        return False
    needs_none = any(
        f" {word} " in plain for word in ("without", "not", "no need", "ohne", "sans", "sin", "senza", "sem", "zonder")
    )
    return needs_none is not sponsored


def citizenship(ask: Ask) -> Fact | Missing:
    """Return the citizenships; yes or no where the question names a country and the list is told."""
    codes = ask.application.citizenships
    if not codes:
        return not_told("application.citizenships")
    asked = ask.params.get("country", "")
    truth = None
    if asked:
        union = table("places")["eu_members"]
        listed = set(asked.split(","))
        truth = any(code in listed or ("EU" in listed and code in union) for code in codes)
        truth = not truth if ask.params.get("negated") else truth
    names = tuple(country_name(code, ask.tongue) for code in codes)
    items = tuple((name, *country_names(code)) for name, code in zip(names, codes, strict=True))
    return Fact(texts=(", ".join(names), names[0]), items=items, truth=truth, evidence=("application.citizenships",))


def clearance(ask: Ask) -> Fact | Missing:
    """Return the security clearance as told; yes or no only where it is none."""
    told = ask.application.security_clearance
    if not told:
        return not_told("application.security_clearance")
    none = normalise(told) in {"none", "no", "keine", "aucune", "ninguna", "nessuna", "nenhuma", "geen"}
    truth = bool(ask.params.get("negated")) if none else None
    return Fact(
        texts=(told,),
        choices=(told, "None", "No clearance", "No") if none else (told,),
        truth=truth,
        evidence=("application.security_clearance",),
    )
