"""The glossary that people edit, docs/glossary.yml: what OpenCC gets wrong, house spelling, and words of a region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from wenzhai import strict_yaml
from wenzhai.memory import remembered
from wenzhai.model import Lang, Problem, Severity
from wenzhai.problems import did_you_mean
from wenzhai.routes import convert_characters, lexicon
from wenzhai.segmentation import Lexicon


class Group(StrEnum):
    """What a rule is for. The values are the file's own keys."""

    KEEP = "keep"
    """The same characters in every edition."""
    CHARS = "chars"
    """The right characters in any text, as many as before."""
    STYLE = "style"
    """A spelling of the press of a place, from traditional to traditional, as many characters as before."""
    VOCAB = "vocab"
    """A word of a region, in our own words only."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry: what is written, and what each traditional edition writes; `None` leaves it alone."""

    group: Group
    key: str
    """Simplified; of style rules, traditional."""
    tw: str | None = None
    hk: str | None = None
    example: str | None = None
    """A simplified sentence in which the rule must apply."""
    note: str = ""
    """Why, for readers of the glossary page."""
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)

    def value(self, to: Lang) -> str | None:
        """Return what the edition writes, or `None` where the rule has nothing to say."""
        if self.group is Group.KEEP:
            return self.key
        return {Lang.TW: self.tw, Lang.HK: self.hk}.get(to)


@dataclass(frozen=True, slots=True)
class Glossary:
    """All rules, in the order of the file."""

    rules: tuple[Rule, ...] = ()

    def of(self, *groups: Group) -> tuple[Rule, ...]:
        """Return the rules of some groups."""
        return tuple(rule for rule in self.rules if rule.group in groups)


@remembered
def load(text: str, path: str) -> tuple[Glossary, tuple[Problem, ...]]:
    """Return the glossary in `text`, and everything that is wrong with it; a wrong entry is left out."""
    node, problems = strict_yaml.parse_yaml(text, path)
    if node is None:
        return Glossary(), problems
    reader = _Reader(path)
    rules = tuple(reader.rules(node))
    found = [*problems, *reader.problems, *_conflicts(rules, path), *_untrue_examples(rules, path)]
    return Glossary(rules), tuple(found)


class RuleFinder:
    """Finds rules where their keys stand as words or within one: 余华 in 作家余华, not in 其余华人."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = {rule.key: rule for rule in rules}
        self._keys = any_of(self._rules)
        self._lexicon = _lexicon_with(frozenset(self._rules))
        # Every edition cuts the same texts.
        self.words = lru_cache(maxsize=2048)(self._words)

    def _words(self, text: str) -> tuple[str, ...]:
        """Return the words of a simplified text; joined, they are the text."""
        return tuple(self._lexicon.segment(text))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, Rule]]:
        """Yield each place in the joined words, and the rule that applies there."""
        if not self._keys.search("".join(words)):
            return
        at = 0
        for word in words:
            for match in self._keys.finditer(word):
                yield at + match.start(), self._rules[match[0]]
            at += len(word)


@lru_cache(maxsize=4)
def _lexicon_with(keys: frozenset[str]) -> Lexicon:
    return lexicon().extended(keys) if keys else lexicon()


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, the longest where several begin; nothing for no words."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def additions(entries: Iterable[tuple[str, str, str]]) -> tuple[Rule, ...]:
    """Return a sidecar's `convert:` as rules: (words, Taiwan form, Hong Kong form)."""
    return tuple(Rule(Group.CHARS, words, tw, hk) for words, tw, hk in entries)


_FIELDS = {
    Group.CHARS: ("hant", "tw", "hk", "example", "note"),
    Group.STYLE: ("hant", "tw", "hk", "example", "note"),
    Group.VOCAB: ("hant", "tw", "hk", "example", "note"),
}


class _Reader:
    """Reads the file's nodes and collects what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def rules(self, node: strict_yaml.Node) -> Iterator[Rule]:
        if not isinstance(node, strict_yaml.Mapping):
            self._report(node, "用字表要写成“组: 条目”", f"可用的组有：{'、'.join(Group)}")
            return
        for name, value in node.entries:
            if name.value not in list(Group):
                self._report(name, f"没有“{name.value}”这一组", did_you_mean(name.value or "", Group))
            elif name.value == Group.KEEP:
                yield from self._kept(value)
            else:
                yield from self._entries(Group(name.value), value)

    def _kept(self, node: strict_yaml.Node) -> Iterator[Rule]:
        if isinstance(node, strict_yaml.Scalar) and node.value is None:
            return
        if not isinstance(node, strict_yaml.Items):
            self._report(node, "keep 要写成列表", "写成 [甲, 乙]")
            return
        seen: dict[str, int] = {}
        for item in node.items:
            if not isinstance(item, strict_yaml.Scalar) or not item.value:
                self._report(item, "keep 里每一条都是一个词", "删去空的或多层的条目")
            elif item.value in seen:
                self._report(item, f"“{item.value}”重复", f"第 {seen[item.value]} 行已有，删去一个")
            else:
                seen[item.value] = item.line
                yield Rule(Group.KEEP, item.value, line=item.line, column=item.column)

    def _entries(self, group: Group, node: strict_yaml.Node) -> Iterator[Rule]:
        if isinstance(node, strict_yaml.Scalar) and node.value is None:
            return
        if not isinstance(node, strict_yaml.Mapping):
            self._report(node, f"{group} 要写成“词: {{tw: …, hk: …}}”", "")
            return
        for key, value in node.entries:
            rule = self._rule(group, key, value)
            if rule is not None:
                yield rule

    def _rule(self, group: Group, key: strict_yaml.Scalar, node: strict_yaml.Node) -> Rule | None:
        word = key.value or ""
        if not isinstance(node, strict_yaml.Mapping):
            self._report(node, f"“{word}”要写成 {{tw: …, hk: …}}", "两地相同时写 {hant: …}")
            return None
        fields = self._fields(group, word, node)
        if fields is None:
            return None
        tw = fields.get("tw", fields.get("hant"))
        hk = fields.get("hk")
        if hk is None and "hant" in fields:
            hk = convert_characters(fields["hant"], Lang.TW, Lang.HK)
        rule = Rule(group, word, tw, hk, fields.get("example"), fields.get("note", ""), key.line, key.column)
        return rule if self._sound(rule, key) else None

    def _fields(self, group: Group, word: str, node: strict_yaml.Mapping) -> Mapping[str, str] | None:
        fields = {}
        for name, value in node.entries:
            field = name.value or ""
            if field not in _FIELDS[group]:
                self._report(name, f"“{word}”没有“{field}”这一项", did_you_mean(field, _FIELDS[group]))
                return None
            if not isinstance(value, strict_yaml.Scalar) or not value.value:
                self._report(value, f"“{word}”的 {field} 要写一个词", "没有就整项删去")
                return None
            fields[field] = value.value
        if not fields.keys() & {"hant", "tw", "hk"}:
            self._report(node, f"“{word}”没有写任何一地的写法", "加上 tw、hk，两地相同时写 hant")
            return None
        return fields

    def _sound(self, rule: Rule, key: strict_yaml.Scalar) -> bool:
        values = [value for value in (rule.tw, rule.hk) if value is not None]
        if rule.group is not Group.VOCAB and any(len(value) != len(rule.key) for value in values):
            self._report(key, f"“{rule.key}”前后字数不同", "chars 与 style 只换字，不增减字；换词请放在 vocab")
            return False
        if rule.group is Group.CHARS and rule.example is None:
            self._report(key, f"“{rule.key}”没有例句", "加上 example: 一句用到它的话")
            return False
        return True

    def _report(self, node: strict_yaml.Node, message: str, hint: str) -> None:
        self.problems.append(Problem(Severity.ERROR, self.path, node.line, node.column, message, hint))


def _conflicts(rules: Sequence[Rule], path: str) -> Iterator[Problem]:
    """Yield a problem for each key that two groups claim, and each value that another rule would rewrite."""
    first: dict[str, Rule] = {}
    for rule in rules:
        other = first.setdefault(rule.key, rule)
        if other is not rule and Group.STYLE not in {rule.group, other.group}:
            yield _problem(path, rule, f"“{rule.key}”已在 {other.group} 组（第 {other.line} 行）", "只留一处")
    for to in (Lang.TW, Lang.HK):
        for rule in rules:
            value = rule.value(to)
            if value is not None and rule.group is not Group.KEEP:
                yield from _rewritten(rule, value, to, rules, path)


def _rewritten(rule: Rule, value: str, to: Lang, rules: Sequence[Rule], path: str) -> Iterator[Problem]:
    simplified = convert_characters(value, to, Lang.HANS)
    for other in rules:
        theirs = other.value(to)
        if other is rule or theirs is None or other.key in rule.key:
            continue
        if other.group is Group.STYLE:
            hit = other.key in value and value.replace(other.key, theirs) != value
        else:
            hit = rule.group is Group.VOCAB and other.group is Group.VOCAB
            hit = hit and other.key in simplified and theirs not in value
        if hit:
            message = f"“{rule.key}”换成的“{value}”又会被“{other.key}”（第 {other.line} 行）换成“{theirs}”"
            yield _problem(path, rule, message, "改其中一条，使一次就换到底")


def _untrue_examples(rules: Sequence[Rule], path: str) -> Iterator[Problem]:
    exemplified = [rule for rule in rules if rule.example is not None]
    if not exemplified:
        return
    finder = RuleFinder(rule for rule in rules if rule.group is not Group.STYLE)
    for rule in exemplified:
        example = rule.example or ""
        if rule.group is Group.STYLE:
            found = any(rule.key in convert_characters(example, Lang.HANS, to) for to in (Lang.TW, Lang.HK))
        else:
            found = rule in {hit for _, hit in finder.find(finder.words(example))}
        if not found:
            yield _problem(path, rule, f"“{rule.key}”的例句里用不上这一条", "例句要含有这个词，并且断词断在它两边")


def _problem(path: str, rule: Rule, message: str, hint: str) -> Problem:
    return Problem(Severity.ERROR, path, rule.line, rule.column, message, hint)
