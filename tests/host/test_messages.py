"""Bytes to messages: what is taken, what is refused and how it is named."""

import contextlib
import string

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.errors import InvalidProfile, InvalidRequest, NotJson
from fillwright.messages import (
    MAX_FIELDS,
    BatchRequest,
    Field,
    FieldResponse,
    Option,
    convert,
    decode,
    with_ids,
)

words = st.text(string.ascii_letters + "äß✓ ", min_size=1).filter(str.strip)
options = st.builds(Option, value=words, label=words)
fields = st.builds(
    Field,
    label=words,
    type=st.sampled_from(["text", "textarea", "select"]),
    required=st.none() | st.booleans(),
    options=st.lists(options, max_size=3).map(tuple),
    max_length=st.none() | st.integers(1, 5000),
    value=st.none() | words | st.booleans(),
)
requests = st.builds(BatchRequest, fields=st.lists(fields, min_size=1, max_size=5).map(tuple))


@given(request=requests)
def test_a_request_survives_the_wire(request: BatchRequest) -> None:
    assert decode(BatchRequest, msgspec.json.encode(request)) == request


@given(body=st.binary(max_size=300))
def test_any_bytes_end_in_a_request_or_a_named_error(body: bytes) -> None:
    with contextlib.suppress(NotJson, InvalidRequest):
        assert isinstance(decode(BatchRequest, body), BatchRequest)


@given(field=fields)
def test_converting_what_is_converted_changes_nothing(field: Field) -> None:
    assert convert(Field, field) == field
    assert convert(Field, msgspec.to_builtins(field)) == field


def test_unknown_keys_are_ignored() -> None:
    request = decode(BatchRequest, b'{"fields": [{"label": "Name", "shape": "round"}], "colour": "red"}')
    assert request.fields == (Field(label="Name"),)


def test_a_null_is_as_good_as_an_absent_key() -> None:
    given = {"label": "Name", "type": None, "options": [{"value": "a", "label": None}], "multiple": None, "value": None}
    names = [name for name in Field.__struct_fields__ if name not in given]
    data = {"fields": [{**given, **dict.fromkeys(names)}], "job_context": None, "overwrite": None, "wish": {"0": None}}
    expected = BatchRequest(fields=(Field(label="Name", options=(Option(value="a"),)),))
    assert decode(BatchRequest, msgspec.json.encode(data)) == expected
    assert convert(BatchRequest, data) == expected


def test_nesting_that_only_the_parser_follows_is_a_broken_rule() -> None:
    for depth in (100, 500, 900):
        body = b'{"fields": 1, "other": ' + b"[" * depth + b"]" * depth + b"}"
        with pytest.raises(InvalidRequest):
            decode(BatchRequest, body)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b'{"fields": null}', "fields"),
        (b'{"fields": [null]}', "fields[0]"),
        (b'{"fields": [{"label": null}]}', "fields[0].label"),
        (b'{"fields": [{"label": "A", "type": null, "options": [null]}]}', "fields[0].options[0]"),
        (b"{}", "fields"),
        (b'{"fields": []}', "fields"),
        (b'{"fields": [{}]}', "fields[0].label"),
        (b'{"fields": [{"label": ""}]}', "fields[0].label"),
        (b'{"fields": [{"label": "A"}, {"label": 7}]}', "fields[1].label"),
        (b'{"fields": [{"label": "A"}], "max_parallel": 0}', "max_parallel"),
        (b'{"fields": [{"label": "A"}], "max_parallel": 1000}', "max_parallel"),
        (b'{"fields": [{"label": "A", "options": [{"value": 1}]}]}', "fields[0].options[0].value"),
        (b"[]", "$"),
    ],
)
def test_a_broken_rule_is_named_by_its_path(body: bytes, path: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        decode(BatchRequest, body)
    assert caught.value.field == path


def test_more_fields_than_the_limit_are_refused() -> None:
    body = msgspec.json.encode({"fields": [{"label": "A"}] * (MAX_FIELDS + 1)})
    with pytest.raises(InvalidRequest, match="500"):
        decode(BatchRequest, body)


@pytest.mark.parametrize("body", [b"", b"{", b"fields", b'{"fields": "\xff"}', b'{"fields": []} x'])
def test_what_is_not_json_is_named_so(body: bytes) -> None:
    with pytest.raises(NotJson):
        decode(BatchRequest, body)


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_nesting_without_end_is_a_broken_rule_or_no_json(opening: bytes) -> None:
    with pytest.raises((NotJson, InvalidRequest)):
        decode(BatchRequest, b'{"fields": ' + opening * 100_000)


def test_the_error_can_be_of_another_kind() -> None:
    with pytest.raises(InvalidProfile):
        convert(Field, {"label": 7}, error=InvalidProfile)


def test_ids_default_to_the_position() -> None:
    named = with_ids((Field(label="A"), Field(label="B", id="b"), Field(label="C")))
    assert [field.id for field in named] == ["0", "b", "2"]


@given(st.lists(fields, max_size=8).map(tuple))
def test_naming_twice_changes_nothing(form: tuple[Field, ...]) -> None:
    assert with_ids(with_ids(form)) == with_ids(form)


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InvalidRequest) as caught:
        with_ids((Field(label="A", id="1"), Field(label="B")))
    assert caught.value.field == "fields[1].id"


def test_a_label_of_white_space_is_refused() -> None:
    with pytest.raises(InvalidRequest) as caught:
        with_ids((Field(label=" \n"),))
    assert caught.value.field == "fields[0].label"


@pytest.mark.parametrize(
    ("option", "text", "answer"),
    [
        (Option(value="de", label="Germany"), "Germany", "de"),
        (Option(value="de"), "de", "de"),
        (Option(label="Germany"), "Germany", "Germany"),
    ],
)
def test_an_option_is_read_by_its_label_and_answered_by_its_value(option: Option, text: str, answer: str) -> None:
    assert (option.text, option.answer) == (text, answer)


def test_a_response_names_every_key_of_the_contract() -> None:
    response = FieldResponse(id="0", label="A", status="answered", strategy="extract")
    assert set(msgspec.to_builtins(response)) == {
        "id", "label", "status", "answer", "answer_label", "source", "cached", "strategy", "key", "evidence",
        "warnings", "confidence", "provider", "model", "tokens_used", "cost_usd", "time_ms", "reason", "error",
        "reason_code", "reason_values", "warning_codes", "evidence_names",
    }  # fmt: skip
