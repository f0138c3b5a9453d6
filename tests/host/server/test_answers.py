"""The remembered answers over HTTP."""

from __future__ import annotations

import pytest

from tests.host.server.raw import Server


async def test_a_pin_is_kept_listed_changed_and_forgotten(server: Server) -> None:
    pin = (await server.call("PUT", "/api/answers", {"question": "Why us?", "answer": "Because."})).json
    assert (pin["question"], pin["answer"], pin["pinned"], pin["company"]) == ("Why us?", "Because.", True, None)
    assert (await server.call("GET", "/api/answers")).json == {"answers": [pin], "duplicates": []}
    assert (await server.call("GET", f"/api/answers/{pin['id']}")).json == pin
    changed = (await server.call("PUT", f"/api/answers/{pin['id']}", {"answer": "For the team."})).json
    assert (changed["id"], changed["answer"]) == (pin["id"], "For the team.")
    assert (await server.call("DELETE", f"/api/answers/{pin['id']}")).json == {"removed": 1}
    assert (await server.call("GET", "/api/answers")).json == {"answers": [], "duplicates": []}


async def test_a_pin_for_all_is_found_again_whatever_company_its_question_names(server: Server) -> None:
    body = {
        "question": "Why do you want to work at Tidewater Labs?",
        "answer": "For the sea.",
        "asked_by": "Tidewater Labs",
    }
    await server.call("PUT", "/api/answers", body)
    for company in ("Tidewater Labs", "Harbour Payments"):
        form = {
            "fields": [{"label": f"Why do you want to work at {company}?", "type": "textarea"}],
            "job_context": {"company": company},
        }
        [response] = (await server.call("POST", "/api/generate-batch", form)).json["responses"]
        assert (response["source"], response["answer"]) == ("pinned", "For the sea.")


async def test_a_pin_may_be_for_one_company_and_be_made_for_all(server: Server) -> None:
    body = {"question": "Why us?", "answer": "Because.", "company": "Example GmbH"}
    pin = (await server.call("PUT", "/api/answers", body)).json
    assert pin["company"]
    kept = (await server.call("PUT", f"/api/answers/{pin['id']}", {"answer": "x"})).json
    assert kept["company"] == pin["company"]
    freed = (await server.call("PUT", f"/api/answers/{pin['id']}", {"answer": "x", "company": None})).json
    assert freed["company"] is None


async def test_a_search_keeps_what_holds_the_words(server: Server) -> None:
    for question in ("Why do you want to join?", "Your greatest success?"):
        await server.call("PUT", "/api/answers", {"question": question, "answer": "Text"})
    found = (await server.call("GET", "/api/answers?q=greatest")).json["answers"]
    assert [each["question"] for each in found] == ["Your greatest success?"]


async def test_all_answers_are_forgotten_at_once(server: Server) -> None:
    for question in ("One?", "Two?"):
        await server.call("PUT", "/api/answers", {"question": question, "answer": "Text"})
    assert (await server.call("DELETE", "/api/answers")).json == {"removed": 2}


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("DELETE", None), ("PUT", {"answer": "x"})])
async def test_an_unknown_id_is_not_found(server: Server, method: str, body: object) -> None:
    reply = await server.call(method, "/api/answers/none", body)
    assert (reply.status, reply.json["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"answer": "x"}, "question"),
        ({"question": "", "answer": "x"}, "question"),
        ({"question": "  ", "answer": "x"}, "question"),
        ({"question": "Why?"}, "answer"),
        ({"question": "Why?", "answer": 1}, "answer"),
        ({"question": "Why?", "answer": None}, "answer"),
        ({"question": "Why?", "answer": ""}, "answer"),
        ({"question": "Why?", "answer": " \n\u202e"}, "answer"),
        ({"question": "Why?", "answer": []}, "answer"),
        ({"question": "Why?", "answer": ["", " "]}, "answer"),
    ],
)
async def test_a_pin_without_question_or_answer_is_refused(server: Server, body: object, field: str) -> None:
    reply = await server.call("PUT", "/api/answers", body)
    assert (reply.status, reply.json["error"]["field"]) == (422, field)


async def test_an_answer_is_not_edited_away(server: Server) -> None:
    pin = (await server.call("PUT", "/api/answers", {"question": "Why us?", "answer": "Because."})).json
    reply = await server.call("PUT", f"/api/answers/{pin['id']}", {"answer": " "})
    assert (reply.status, reply.json["error"]["field"]) == (422, "answer")
    assert (await server.call("GET", f"/api/answers/{pin['id']}")).json == pin


async def test_no_is_an_answer(server: Server) -> None:
    pin = (await server.call("PUT", "/api/answers", {"question": "Newsletter?", "answer": False})).json
    assert pin["answer"] is False


async def test_an_answer_for_all_names_the_company_at_hand(server: Server) -> None:
    await server.call("PUT", "/api/answers", {"question": "Why us?", "answer": "{company} needs a {role}."})
    form = {"fields": [{"label": "Why us?", "type": "textarea"}]}
    job = {"job_context": {"company": "Acme", "title": "Engineer"}}
    (given,) = (await server.call("POST", "/api/generate-batch", form | job)).json["responses"]
    assert (given["status"], given["answer"]) == ("answered", "Acme needs a Engineer.")
    (left,) = (await server.call("POST", "/api/generate-batch", form)).json["responses"]
    assert (left["status"], left["answer"], left["source"]) == ("needs_review", "{company} needs a {role}.", "pinned")


async def test_where_an_answer_was_used_is_told(server: Server) -> None:
    pin = (await server.call("PUT", "/api/answers", {"question": "Why us?", "answer": "Robots."})).json
    form = {"fields": [{"label": "Why us?", "type": "textarea"}], "job_context": {"company": "Acme"}}
    await server.call("POST", "/api/generate-batch", form)
    await server.call("POST", "/api/generate-batch", {"fields": [{"label": "E-mail"}]})
    uses = (await server.call("GET", f"/api/answers/{pin['id']}/uses")).json["batches"]
    assert [each["company"] for each in uses] == ["Acme"]
    assert (await server.call("GET", "/api/answers/none/uses")).status == 404


async def test_duplicates_are_told_and_merged(server: Server) -> None:
    questions = ("Why do you want to work here?", "Why would you like to work for us?")
    first, second = [
        (await server.call("PUT", "/api/answers", {"question": each, "answer": each})).json["id"] for each in questions
    ]
    (group,) = (await server.call("GET", "/api/answers")).json["duplicates"]
    assert sorted(group) == sorted((first, second))
    await server.call("POST", "/api/answers/merge", {"keep": first, "forget": [second]})
    listed = (await server.call("GET", "/api/answers")).json
    assert ([each["id"] for each in listed["answers"]], listed["duplicates"]) == ([first], [])
