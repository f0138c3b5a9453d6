"""One question, and what all questions of a batch share: the person, the job, and what follows for every prompt."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import msgspec

from fillwright import answers
from fillwright.messages import Field, JobContext, Passage
from fillwright.profile import Profile, passages, private_values, profile_version
from fillwright.providers import OnText, Provider, Slot, Spare
from fillwright.questions import Verdict

_KEPT: Final = 4
"""How many contexts are kept: an application is seldom left for more than a few others before it is done."""


@dataclass(frozen=True)
class Question:
    """One field and what its wording calls for."""

    field: Field
    verdict: Verdict


@dataclass(frozen=True)
class Terms:
    """On what terms a question is written.

    `slot` is entered around each attempt, `spare` says whether one more call may be made beside it or in it;
    `deadline` is a moment of the running loop's clock. `on_text` hears an essay as it is written, names restored,
    unchecked; an empty piece takes back those before it. `begun` is called with the first token of any answer. `again`
    asks whether the budget holds the same call once more, and reserves it; None means that nobody counts. `framed` asks
    a single question for a reply of a pack's form. `provider` writes instead of the chosen one, and `note` says why.
    """

    slot: Slot
    spare: Spare | None = None
    deadline: float | None = None
    on_text: OnText | None = None
    begun: Callable[[], None] | None = None
    again: Callable[[], bool] | None = None
    framed: bool = False
    provider: Provider | None = None
    note: str | None = None


def is_essay(field: Field) -> bool:
    """Return whether an answer of several sentences is expected: told while it is written, and never packed."""
    return field.type == "textarea" and not field.options


@dataclass(frozen=True)
class BatchContext:
    """One person applying for one job.

    `files` are the names of the stored files, `today` is the date answers go by; `masked` hides the person's and
    employers' names from providers. `given` is the profile as the caller gave it, where that was a mapping; `wishes`
    are the person's for every written answer.
    """

    profile: Profile
    job: JobContext
    today: date
    files: tuple[str, ...] = ()
    masked: bool = False
    given: Mapping[str, Any] | None = None
    wishes: tuple[str, ...] = ()

    @cached_property
    def material(self) -> tuple[Passage, ...]:
        """The person's work material, the only part of the profile a provider sees."""
        return tuple(passages(self.profile))

    @cached_property
    def sources(self) -> answers.Sources:
        """Tells which of the material an answer rests on."""
        return answers.Sources(self.material)

    @cached_property
    def prefix(self) -> str:
        """The part of every prompt that is the same for the whole batch."""
        return self.mask.hide(answers.prefix(self.material, self.job, self.wishes))

    @cached_property
    def mask(self) -> answers.Mask:
        """What hides names from a provider and puts them back; without `masked`, nothing."""
        return answers.mask_for(self.profile) if self.masked else answers.Mask()

    @cached_property
    def grounds(self) -> answers.Grounds:
        """What supports the claims of a written answer."""
        return answers.Grounds(self.profile, self.material, self.job, self.today)

    def rehearse(self) -> None:
        """Work out what checking the answers needs, which can be done while they are written."""
        answers.rehearse(self.grounds, self.sources, self.private)

    @cached_property
    def version(self) -> str:
        """Names the state of the profile that a written answer depends on."""
        return profile_version(self.profile)

    @cached_property
    def private(self) -> tuple[str, ...]:
        """Values that no written answer may hold: phone, e-mail, street, birth date."""
        return tuple(private_values(self.profile))


class Contexts:
    """The contexts used last, so that what follows from one is worked out once for a plan, its batch and further pages.

    They are known by all they hold, the profile by its whole content: one that has changed in any way is another.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, BatchContext] = OrderedDict()

    def like(self, context: BatchContext) -> BatchContext:
        """Return a context that is the same as `context`, from before if there was one.

        One with a profile as the caller gave it is returned as it is: nobody knows what else that may come to hold.
        """
        if context.given is not None:
            return context
        profile = msgspec.json.encode(context.profile)
        key = (profile, context.job, context.today, context.files, context.masked, context.wishes)
        found = self._kept.setdefault(key, context)
        self._kept.move_to_end(key)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found
