"""Feed posts: front matter, and the HTML soup of editors that write a style into every tag."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from quality.gold import GoldBlock, GoldDocument, visible
from quality.mess.sheet import Base, Sheet, any_date, bare, iso, value, with_meta, write_date

GENRES = ("tech", "interview", "commentary", "feature", "policy")

_STYLES = (
    "text-indent: 2em; text-align: left;",
    "margin: 0px; padding: 0px; max-width: 100%; clear: both; min-height: 1em; box-sizing: border-box",
    "line-height:1.75em",
    "font-size: 16px; color: rgb(63, 63, 63);",
)
_ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "—": "&mdash;", "…": "&hellip;", "·": "&middot;", "、": "&#12289;"}
_SCRIPT = "var _hmt=_hmt||[];"
_STYLE_SHEET = ".rich p{margin:0}"
_PICTURE = '<p style="text-align:center"><img src="https://example.com/i/1.jpg" data-src="//example.com/x"></p>'


@dataclass(frozen=True, slots=True)
class _Taste:
    """How one editor writes."""

    headings: str
    """`h`, `bold` or `section`."""
    unclosed: bool
    breaks: bool
    """Paragraphs are parted by `<br><br>` and nothing else."""
    spans: float
    entities: float
    newline: str


def feed(rng: random.Random, base: Base) -> Sheet:
    """Return one post."""
    region = rng.choice(base.regions())
    sheet = Sheet(rng, base.phrases[region])
    article = rng.choice(base.of(region, *GENRES))
    document = with_meta(bare(article), title=value(article, "title"))
    if sheet.chance(0.25):
        document = replace(document, blocks=_with_table(rng, document.blocks, article))
    taste = _Taste(
        rng.choice(("h", "bold", "bold", "section")),
        rng.random() < 0.12,
        rng.random() < 0.15,
        rng.choice((0.0, 0.3, 0.8)),
        rng.choice((0.0, 0.5)),
        rng.choice(("", "", "\n", "\n    ")),
    )
    head = _front_matter if sheet.chance(0.8) else _page_title
    document = head(sheet, document, article)
    parts = _body(sheet, document, taste)
    credit = ""
    if sheet.chance(0.5):
        document, credit = _credit(sheet, document, article)
    tail = [_paragraph(sheet, taste, credit)] if credit else []
    for template in rng.sample(sheet.phrases["feed_tails"], rng.randint(0, 2)):
        text = sheet.fill(template, title=value(article, "title"))
        sheet.removed.append(text)
        tail.append(_paragraph(sheet, taste, text))
    if sheet.chance(0.2):
        sheet.removed.append(_SCRIPT)
        tail.append(f"<script>{_SCRIPT}</script>")
    sheet.lines += ["<div>", *taste.newline.join([*parts, *tail]).split("\n"), "</div>"]
    sheet.documents.append(document)
    return sheet


# --- Metadata ---------------------------------------------------------------------------------------------------


def _front_matter(sheet: Sheet, document: GoldDocument, article: GoldDocument) -> GoldDocument:
    rng = sheet.rng
    date = any_date(rng)
    title, site = value(article, "title"), rng.choice(sheet.phrases["sites"])
    is_portal = sheet.chance(0.5) or not value(article, "author")
    author = site if is_portal else value(article, "author")
    quote = rng.choice(("'", '"', ""))
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][date[1] - 1]
    when = rng.choice(
        (write_date(rng, date), f"Tue, {date[2]:02} {month} {date[0]} 02:36:00 GMT", f"{iso(date)}T08:15:00+08:00")
    )
    entries = [("title: " + quote, title, quote), ("author: ", author, ""), ("date: ", when, "")]
    rng.shuffle(entries)
    sheet.lines += [""] * rng.randint(0, 1)
    sheet.drop("---")
    for before, text, after in entries:
        sheet.lines.append(before + text + after)
        sheet.removed += [before, after] if after else [before]
    for line in rng.sample(
        ("comments: false", "headimg: 'https://example.com/a.png?r=454'", "layout: post", "id: 30219"), 2
    ):
        sheet.drop(line)
    sheet.drop("---", blank=True)
    fields = {"title": title, "date": iso(date), "author": "?" if is_portal else author, "source": "?"}
    return replace(with_meta(document, **fields), printed=(title, author, when))


def _page_title(sheet: Sheet, document: GoldDocument, article: GoldDocument) -> GoldDocument:
    title = value(article, "title")
    site = sheet.phrase("title_tails")
    sheet.lines += ["<!DOCTYPE html>", f'<html><head><meta charset="utf-8"><title>{escape(title + site)}</title>']
    sheet.lines += [f"<style>{_STYLE_SHEET}</style></head><body>", f"<h1>{escape(title)}</h1>"]
    sheet.removed += [title, site, _STYLE_SHEET]
    return replace(with_meta(document, source="?"), printed=(title,))


def _credit(sheet: Sheet, document: GoldDocument, article: GoldDocument) -> tuple[GoldDocument, str]:
    author = value(article, "author") or sheet.rng.choice(sheet.phrases["names"])
    source = value(article, "source") or sheet.rng.choice(sheet.phrases["papers"])
    template = sheet.rng.choice(sheet.phrases["feed_credits"])
    line, values = sheet.printed_line(template, {"author": author, "source": source})
    fields = {"author": author} if "{author}" in template else {"source": f"{source} | ?"}
    return replace(with_meta(document, **fields), printed=document.printed + values), line


# --- The soup ---------------------------------------------------------------------------------------------------


def _body(sheet: Sheet, document: GoldDocument, taste: _Taste) -> list[str]:
    rng = sheet.rng
    parts: list[str] = []
    if sheet.chance(0.4):
        text = sheet.phrase("feed_heads")
        sheet.removed.append(text)
        parts.append(_paragraph(sheet, taste, text))
    items: list[str] = []
    for block in document.blocks:
        if block.kinds[0] == "list_item":
            items.append(block.text)
            continue
        parts += _list(sheet, taste, items)
        items = []
        parts.append(_render(sheet, block, taste))
        if sheet.chance(0.08):
            parts.append(_PICTURE)
        if sheet.chance(0.06):
            parts.append(rng.choice(("<p><br></p>", "<p>&nbsp;</p>", "<section><br></section>")))
    return [*parts, *_list(sheet, taste, items)]


def _render(sheet: Sheet, block: GoldBlock, taste: _Taste) -> str:
    if block.soft_breaks:
        return _table(block)
    if block.is_heading:
        return _heading(sheet, block, taste)
    if block.kinds[0] == "quote":
        return f"<blockquote>{_paragraph(sheet, taste, block.text)}</blockquote>"
    if block.kinds[0] == "caption":
        caption = _text(sheet, taste, block.text)
        return f'<figure><img src="https://example.com/i/2.jpg"><figcaption>{caption}</figcaption></figure>'
    return _paragraph(sheet, taste, block.text)


def _paragraph(sheet: Sheet, taste: _Taste, text: str) -> str:
    inner = sheet.rng.choice(("", "", "&nbsp;&nbsp;&nbsp;&nbsp;", "　　")) + _inline(sheet, taste, text)
    if taste.breaks:
        return inner + "<br><br>"
    tag = "section" if taste.headings == "section" else "p"
    end = "" if taste.unclosed and tag == "p" else f"</{tag}>"
    return f'<{tag} style="{sheet.rng.choice(_STYLES)}">{inner}{end}'


def _heading(sheet: Sheet, block: GoldBlock, taste: _Taste) -> str:
    text = _text(sheet, taste, block.text)
    if taste.headings == "h":
        return f"<h{block.levels[0]}>{text}</h{block.levels[0]}>"
    bold = sheet.rng.choice(
        (
            f"<strong>{text}</strong>",
            f'<strong><span style="font-size: 18px;">{text}</span></strong>',
            f'<span style="color: rgb(0, 82, 255);"><b>{text}</b></span>',
        )
    )
    if taste.breaks:
        return bold + "<br><br>"
    tag = "section" if taste.headings == "section" else "p"
    return f'<{tag} style="{sheet.rng.choice(_STYLES)}">{bold}</{tag}>'


def _inline(sheet: Sheet, taste: _Taste, text: str) -> str:
    """Return the text, here and there in a tag that means nothing."""
    if sheet.rng.random() >= taste.spans or len(text) < 12:
        return _text(sheet, taste, text)
    a, b = sorted(sheet.rng.sample(range(1, len(text)), 2))
    wrap: Callable[[str], str] = sheet.rng.choice(
        (
            lambda t: f'<span style="text-indent: 2em;">{t}</span>',
            lambda t: f"<strong>{t}</strong>",
            lambda t: f'<a href="https://example.com/go?utm_source=rss&amp;id=7" target="_blank">{t}</a>',
            lambda t: f'<span leaf=""><em>{t}</em></span>',
        )
    )
    return _text(sheet, taste, text[:a]) + wrap(_text(sheet, taste, text[a:b])) + _text(sheet, taste, text[b:])


def _text(sheet: Sheet, taste: _Taste, text: str) -> str:
    out = escape(text, quote=False)
    if sheet.rng.random() < taste.entities:
        for char, entity in _ENTITIES.items():
            out = out.replace(char, entity)
    return out


def _list(sheet: Sheet, taste: _Taste, items: list[str]) -> list[str]:
    if not items:
        return []
    end = "" if taste.unclosed else "</li>"
    tag = sheet.rng.choice(("ul", "ol"))
    return [f"<{tag}>" + "".join(f"<li>{_inline(sheet, taste, item)}{end}" for item in items) + f"</{tag}>"]


def _with_table(rng: random.Random, blocks: tuple[GoldBlock, ...], article: GoldDocument) -> tuple[GoldBlock, ...]:
    """Return the blocks with a small table among them: one block whose cells may be parted or not."""
    traditional = article.fact("script") != "zh-Hans"
    head = ("年份", "產值（億元）", "增幅") if traditional else ("年份", "产值（亿元）", "增幅")
    cells = [*head]
    for year in (2021, 2022, 2023):
        cells += [str(year), f"{rng.randint(20, 90)}.{rng.randint(1, 9)}", f"{rng.randint(1, 30)}%"]
    soft, length = [], 0
    for cell in cells[:-1]:
        length += len(visible(cell))
        soft.append(length)
    table = GoldBlock("\t".join(cells), ("paragraph", "list_item", "quote", "table"), soft_breaks=tuple(soft))
    at = rng.randrange(1, len(blocks))
    return (*blocks[:at], table, *blocks[at:])


def _table(block: GoldBlock) -> str:
    cells = block.text.split("\t")
    rows = [cells[at : at + 3] for at in range(0, len(cells), 3)]
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f'<table border="1"><tbody>{body}</tbody></table>'
