"""The sample profile."""

import re

import msgspec
import phonenumbers

from fillwright.profile import parse_profile, sample_profile

SAMPLE = parse_profile(sample_profile())


def test_it_is_a_profile_of_a_person() -> None:
    assert SAMPLE.basics.name == "Leonie Brandner"
    assert len(SAMPLE.work) == 3
    assert len(SAMPLE.application.stories) == 5


def test_every_address_is_of_a_reserved_domain() -> None:
    hosts = re.findall(r"(?:https?://|@)([\w.-]+)", sample_profile().decode())
    foreign = [host for host in hosts if not re.fullmatch(r"(?:[\w-]+\.)*example\.(?:com|org)", host)]
    assert foreign == ["raw.githubusercontent.com"]  # the JSON Resume schema's own address


def test_the_telephone_number_is_valid_and_of_a_range_kept_for_fiction() -> None:
    """The regulator keeps +49 171 39200 00 to 99 for films: Bundesnetzagentur, "Drama numbers"."""
    number = phonenumbers.parse(SAMPLE.basics.phone)
    assert phonenumbers.is_valid_number(number)
    assert re.fullmatch(r"17139200\d\d", str(number.national_number))


def test_self_identification_is_not_shared() -> None:
    assert not SAMPLE.application.eeo.share


def test_nothing_of_the_file_is_lost_in_the_profile() -> None:
    known = msgspec.json.decode(msgspec.json.encode(SAMPLE))
    written = msgspec.json.decode(sample_profile())

    def lost(part: object, kept: object, path: str) -> list[str]:
        if isinstance(part, dict):
            inner = kept if isinstance(kept, dict) else {}
            return [each for key, value in part.items() for each in lost(value, inner.get(key), f"{path}.{key}")]
        if isinstance(part, list):
            items = kept if isinstance(kept, list) and len(kept) == len(part) else [None] * len(part)
            return [each for at, value in enumerate(part) for each in lost(value, items[at], f"{path}[{at}]")]
        return [] if part == kept else [path]

    assert lost(written, known, "") == [".$schema", ".application.eeo.share"]
