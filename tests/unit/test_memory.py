from __future__ import annotations

from wenzhai.memory import Memory, Same


def test_what_is_made_of_the_same_is_made_once() -> None:
    memory = Memory()
    memory.keeps = True
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "result"

    assert [memory.recall("key", make), memory.recall("key", make), memory.find("key")] == ["result"] * 3
    assert made == ["made"]
    assert memory.recall("another key", make) == "result"
    assert len(made) == 2


def test_a_build_that_nothing_follows_keeps_nothing() -> None:
    memory = Memory()
    memory.recall("key", str)
    memory.keep("another key", "value")
    assert memory.find("key") is None
    assert memory.find("another key") is None


def test_what_one_whole_build_has_not_asked_for_is_forgotten() -> None:
    memory = Memory()
    memory.keeps = True
    memory.keep("asked for", 1)
    memory.keep("left alone", 2)
    memory.forget_unasked()
    assert len(memory) == 2
    assert memory.find("asked for") == 1
    memory.forget_unasked()
    assert memory.find("asked for") == 1
    assert memory.find("left alone") is None


def test_a_thing_itself_is_another_than_one_that_is_like_it() -> None:
    one, like_it = ["text"], ["text"]
    assert Same(one) == Same(one)
    assert hash(Same(one)) == hash(Same(one))
    assert Same(one) != Same(like_it)
