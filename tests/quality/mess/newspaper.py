"""Newspaper pages: several articles in narrow columns, headlines before or after them, and what else is on a page."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from quality.gold import GoldBlock, GoldDocument
from quality.mess.sheet import Base, Sheet, any_date, as_lines, bare, free_block, value, with_meta, write_date
from quality.mess.typeset import Column, any_column, break_headline, letter_space, set_paragraph

GENRES = ("news", "commentary", "feature", "interview", "essay")


@dataclass(frozen=True, slots=True)
class _Page:
    """What all articles of a page share."""

    date: tuple[int, int, int]
    has_head: bool
    headline_after: float
    full_dates: bool
    """Whether datelines name the month; in Taiwan they name the day alone."""


@dataclass(slots=True)
class _Story:
    """One article, set: the lines of its headline and of its text."""

    headline: list[str]
    byline: list[str]
    body: list[str]
    document: GoldDocument


def newspaper(rng: random.Random, base: Base) -> Sheet:
    """Return a page of three to six articles."""
    region = rng.choice(base.regions())
    sheet = Sheet(rng, base.phrases[region])
    pool = base.of(region, *GENRES)
    articles = rng.sample(pool, min(len(pool), rng.randint(3, 6)))
    page = _Page(any_date(rng), sheet.chance(0.5), rng.choice((0.1, 0.5, 0.9)), region != "tw")
    if page.has_head and sheet.chance(0.7):
        _page_head(sheet, page)
    stories = [_set_story(sheet, article, page) for article in articles]
    if sheet.chance(0.3):
        stories.append(_photo_story(sheet))
    _lay_out(sheet, stories, page)
    if page.has_head and sheet.chance(0.5):
        _page_head(sheet, page)
    return sheet


def _page_head(sheet: Sheet, page: _Page) -> None:
    sheet.drop(sheet.phrase("page_heads", date=write_date(sheet.rng, page.date)), blank=sheet.chance(0.8))


# --- One article ------------------------------------------------------------------------------------------------


def _set_story(sheet: Sheet, article: GoldDocument, page: _Page) -> _Story:
    rng = sheet.rng
    column = any_column(rng, 12, 24)
    document = with_meta(as_lines(bare(article)), title=value(article, "title"), source="?" if page.has_head else "")
    for name in ("kicker", "subtitle"):
        if value(article, name) and sheet.chance(0.8):
            document = with_meta(document, **{name: value(article, name)})
    if page.has_head:
        document = with_meta(document, date="?")
    headline, document = _headline(sheet, document)
    jump_from = sheet.phrase("jump_from") if sheet.chance(0.2) else ""
    jump_to = sheet.phrase("jump_to") if not jump_from and sheet.chance(0.12) else ""
    if jump_from or jump_to:
        document = replace(_cut(rng, document, front=bool(jump_from)), incomplete=True)
        sheet.removed.append(jump_from or jump_to)
    byline: list[str] = []
    dateline = signature = ""
    if not jump_from:
        document, byline, dateline, signature = _sign(sheet, document, article, page)
    blocks = document.blocks
    if dateline:
        blocks = (_with_dateline(blocks[0], dateline), *blocks[1:])
    if not jump_to and signature:
        blocks = (*blocks, free_block(signature, "byline", "attribution"))
    captions = [] if jump_from or jump_to else [b for b in blocks if "caption" in b.kinds]
    blocks = (*(b for b in blocks if b not in captions), *captions)
    credit = sheet.phrase("credits") if captions else ""
    if credit:
        blocks = (*blocks, free_block(credit, "byline", "caption", "attribution"))
    body = _set_body(sheet, blocks, column, dateline, jump_from, jump_to)
    return _Story(headline, byline, body, replace(document, blocks=blocks))


def _headline(sheet: Sheet, document: GoldDocument) -> tuple[list[str], GoldDocument]:
    lines: list[str] = []
    width = sheet.rng.randint(11, 22)
    for name in ("kicker", "title", "subtitle"):
        text = value(document, name)
        if not text or text == "?":  # a title broken in two leaves it open what its halves are
            continue
        set_lines = break_headline(text, width)
        if name == "title" and "".join(set_lines) != text:
            document = _either_line(document, set_lines)
        if name == "subtitle" and sheet.chance(0.8):
            set_lines[0] = "——" + set_lines[0]
        if name == "title" and sheet.chance(0.06):
            set_lines = [letter_space(line) for line in set_lines]
        lines += set_lines
    blank_between = sheet.chance(0.3)
    spaced = [part for line in lines for part in ((line, "") if blank_between else (line,))]
    return spaced, replace(document, printed=document.printed + tuple(lines))


def _either_line(document: GoldDocument, lines: list[str]) -> GoldDocument:
    """Return the document with a title broken at its blank: nobody can tell it from a kicker and a title."""
    unknown = {name: "?" for name in ("kicker", "subtitle") if not value(document, name)}
    return with_meta(document, title=" | ".join((" ".join(lines), *lines)), **unknown)


def _sign(
    sheet: Sheet, document: GoldDocument, article: GoldDocument, page: _Page
) -> tuple[GoldDocument, list[str], str, str]:
    """Return the document with its author where one is printed, and byline, dateline and signature."""
    author = value(article, "author")
    way = sheet.rng.choices(("byline", "dateline", "signature", "none"), (45, 35, 10, 10))[0]
    if not author or way == "none":
        return document, [], "", ""
    if way == "signature":
        return with_meta(document, author=author), [], "", f"（{author}）"
    if way == "byline":
        # A bare name is a byline of commentaries; news has a role before it.
        bylines = [b for b in sheet.phrases["bylines"] if b != "{author}" or article.fact("genre") != "news"]
        place = article.fact("place")
        line = sheet.rng.choice([b for b in bylines if place or "{place}" not in b]).format(
            author=author, place=place
        )
        source = "?" if "本报" in line or "本報" in line or page.has_head else ""
        return (
            replace(with_meta(document, author=author, source=source), printed=(*document.printed, line)),
            [line],
            "",
            "",
        )
    agency = sheet.rng.choice(sheet.phrases["agencies"])
    _, month, day = page.date
    templates = [t for t in sheet.phrases["datelines"] if article.fact("place") or "{place}" not in t]
    if not templates:
        return document, [], "", ""
    template = sheet.rng.choice(templates)
    when = f"{month}月{day}日" if page.full_dates else f"{day}日"
    line = template.format(author=author, place=article.fact("place"), agency=agency, day=when)
    fields = {"author": author if "{author}" in template else "", "source": "?"}
    if "{agency}" in template:
        fields["source"] = agency
    if "{day}" in template:
        fields["date"] = f"({page.date[0]}-){month}-{day}" if page.full_dates else "?"
    return with_meta(document, **fields), [], line, ""


def _with_dateline(block: GoldBlock, dateline: str) -> GoldBlock:
    prefix = free_block(dateline, *block.kinds)
    shift = prefix.optional[0][1]
    return replace(
        block,
        text=dateline + block.text,
        optional=(*prefix.optional, *((a + shift, b + shift) for a, b in block.optional)),
        soft_breaks=tuple(offset + shift for offset in block.soft_breaks),
    )


def _cut(rng: random.Random, document: GoldDocument, *, front: bool) -> GoldDocument:
    """Return what is left of an article whose beginning (or end) is on another page: cut inside a sentence."""
    paragraphs = [i for i, b in enumerate(document.blocks) if b.kinds == ("paragraph",) and "，" in b.text[5:-12]]
    if not paragraphs:
        return document
    third = max(1, len(paragraphs) // 3)
    at = rng.choice(paragraphs[:third] if front else paragraphs[-third:])
    block = document.blocks[at]
    commas = [i + 1 for i, c in enumerate(block.text) if c == "，" and 5 <= i < len(block.text) - 12]
    comma = rng.choice(commas)
    if front:
        return replace(document, blocks=(replace(block, text=block.text[comma:]), *document.blocks[at + 1 :]))
    return replace(document, blocks=(*document.blocks[:at], replace(block, text=block.text[:comma])))


def _set_body(
    sheet: Sheet, blocks: tuple[GoldBlock, ...], column: Column, dateline: str, jump_from: str, jump_to: str
) -> list[str]:
    """Return the lines of an article's text."""
    rng = sheet.rng
    narrow = replace(column, width=rng.randint(10, 14), spurious=0.0)
    glued = sheet.chance(0.75)
    lines: list[str] = [] if glued or not jump_from else [jump_from]
    for index, block in enumerate(blocks):
        text = block.text
        is_first, is_last = index == 0, index == len(blocks) - 1
        if is_first and jump_from and glued:
            text = jump_from + text
        if is_first and dateline and sheet.chance(0.3):
            text = text.replace(dateline, dateline + "　", 1)
        if is_last and jump_to and glued:
            text += jump_to
        if block.is_heading:
            set_lines = break_headline(text, column.width)
        elif {"byline", "caption"} & set(block.kinds):
            set_lines = set_paragraph(text, narrow, rng) if "caption" in block.kinds[:1] else [text]
        else:
            set_lines = set_paragraph(text, column, rng)
        if not (is_last and jump_to) and sheet.chance(0.025):
            _letter_space_one(rng, set_lines)
        lines += set_lines
        is_blank_lost = sheet.chance(0.05)
        if not is_last and (column.blanks == "every" or (column.blanks == "between" and not is_blank_lost)):
            lines.append("")
    if jump_to and not glued:
        lines.append(jump_to)
    return lines


def _letter_space_one(rng: random.Random, lines: list[str]) -> None:
    """Set one full line apart, as justification does."""
    if len(lines) > 3:
        at = rng.randrange(1, len(lines) - 1)
        lines[at] = letter_space(lines[at])


def _photo_story(sheet: Sheet) -> _Story:
    """Return a photograph with its caption and credit, and nothing else."""
    name = sheet.rng.choice(sheet.phrases["names"])
    templates = [t for t in sheet.phrases["credits"] if "{name}" in t]
    credit = sheet.rng.choice(templates).format(name=name, agency=sheet.phrases["agencies"][0])
    kinds = ("caption", "paragraph")
    text = sheet.phrase("photo_captions")
    blocks = (GoldBlock(text, kinds), free_block(credit, "byline", "attribution", "caption"))
    column = replace(any_column(sheet.rng, 10, 13), blanks="between", spurious=0.0)
    lines = [*set_paragraph(text, column, sheet.rng), "", credit]
    title = sheet.rng.choice(sheet.phrases["headlines"])
    document = GoldDocument(
        "photo", blocks, (("title", (title,)), *((f, ("?",)) for f in ("author", "source", "date")))
    )
    return _Story([title], [], lines, replace(document, printed=(title,)))


# --- The page ---------------------------------------------------------------------------------------------------


def _lay_out(sheet: Sheet, stories: list[_Story], page: _Page) -> None:
    """Put the stories on the sheet one after the other; on some pages one is cut in two by the next."""
    cut = sheet.rng.randrange(len(stories) - 1) if sheet.chance(0.22) else -1
    later: list[str] = []
    for index, story in enumerate(stories):
        body, rest = story.body, []
        if index == cut and "" in body[len(body) // 3 : -len(body) // 3]:
            at = body.index("", len(body) // 3)
            body, rest = body[:at], body[at + 1 :]
        head = [*story.headline, *([""] if sheet.chance(0.7) else []), *story.byline]
        parts = [story.byline, body, story.headline] if sheet.chance(page.headline_after) else [head, body]
        for part in parts:
            if part:
                sheet.lines += [*part, ""]
        sheet.lines += [*later, ""] if later else []
        later = rest
        sheet.documents.append(story.document)
        if page.has_head and index + 1 < len(stories) and sheet.chance(0.06):
            _page_head(sheet, page)
    if later:
        sheet.lines += [*later, ""]
