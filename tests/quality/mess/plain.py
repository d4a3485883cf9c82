"""Scraped articles: a line for each paragraph, and around them what a web page has: titles, counters, warnings."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from quality.gold import GoldDocument
from quality.mess.sheet import Base, Sheet, any_date, as_lines, bare, iso, value, with_meta, write_date


def plain(rng: random.Random, base: Base) -> Sheet:
    """Return one article as a scraper found it."""
    region = rng.choice(base.regions())
    sheet = Sheet(rng, base.phrases[region])
    article = rng.choice(base.of(region))
    title = value(article, "title")
    document = with_meta(as_lines(bare(article)), title=title)
    if sheet.chance(0.3):
        sheet.lines += [""] * rng.randint(1, 3)
    if sheet.chance(0.4):
        sheet.drop(sheet.phrase("breadcrumbs"))
    _title(sheet, title, document)
    document = replace(document, printed=(title,))
    if sheet.chance(0.65):
        document = _info(sheet, document, article)
    if sheet.chance(0.35):
        sheet.drop(sheet.phrase("tools"))
    write_body(sheet, document)
    _tail(sheet)
    sheet.documents.append(document)
    return sheet


def _title(sheet: Sheet, title: str, document: GoldDocument) -> None:
    """Write the title: alone, with the site's name, twice, or glued to a lead that is cut off."""
    way = sheet.rng.choices(("alone", "site", "twice", "lead"), (30, 25, 15, 30))[0]
    line = title
    if way in ("site", "twice"):
        tail = sheet.phrase("title_tails")
        line += tail
        sheet.removed.append(tail)
    if way == "lead":
        lead = _cut_lead(sheet, document)
        line = " " * sheet.rng.randint(0, 2) + title + lead
        sheet.removed.append(lead)
    sheet.lines.append(line)
    if way == "twice":
        sheet.drop(title)


def _cut_lead(sheet: Sheet, document: GoldDocument) -> str:
    """Return the beginning of the text as search engines see it; now and then with a figure from another day."""
    text = "".join(block.text for block in document.blocks if not block.is_heading)
    lead = text[: sheet.rng.randint(50, 110)]
    years = re.findall(r"20[0-2]\d(?=年)", lead)
    if years and sheet.chance(0.5):
        lead = lead.replace(years[0], str(int(years[0]) - 1), 1)
    return lead + sheet.rng.choice(("...", "……", "…", "[详细]" if "的" in lead else "..."))


def _info(sheet: Sheet, document: GoldDocument, article: GoldDocument) -> GoldDocument:
    """Write the line that says who wrote it and when."""
    date = any_date(sheet.rng)
    author = value(article, "author") or sheet.rng.choice(sheet.phrases["names"])
    meta = {
        "author": author,
        "source": value(article, "source") or sheet.rng.choice(sheet.phrases["papers"]),
        "date": write_date(sheet.rng, date),
    }
    template = sheet.rng.choice(sheet.phrases["infos"])
    line, values = sheet.printed_line(template, meta)
    sheet.lines.append(line)
    fields = {name: text for name, text in meta.items() if "{" + name + "}" in template}
    fields["date"] = iso(date)
    document = with_meta(document, **fields)
    return replace(document, printed=document.printed + values)


def write_body(sheet: Sheet, document: GoldDocument) -> None:
    """Write the paragraphs, a line each, with indents, blank lines and advertisements as scrapers leave them."""
    rng = sheet.rng
    indent = rng.choices(("", "　　", "    ", "\u00a0\u00a0"), (55, 30, 10, 5))[0]
    blank = sheet.chance(0.6)
    broken = 0.06 if blank and sheet.chance(0.4) else 0.0
    ad_at = rng.randrange(2, len(document.blocks)) if len(document.blocks) > 3 and sheet.chance(0.3) else -1
    for index, block in enumerate(document.blocks):
        if index == ad_at:
            sheet.drop(sheet.phrase("ads"), blank=blank)
        line = indent + block.text if not block.is_heading or sheet.chance(0.5) else block.text
        sheet.lines += _break_in_sentence(rng, line) if rng.random() < broken else [line]
        if blank:
            sheet.lines.append("")


def _break_in_sentence(rng: random.Random, line: str) -> list[str]:
    """Cut a paragraph where its sentence goes on, and put a blank line there."""
    places = [i for i in range(30, len(line) - 20) if all("\u4e00" <= c <= "\u9fff" for c in line[i - 2 : i + 2])]
    if not places:
        return [line]
    at = rng.choice(places)
    return [line[:at], "", line[at:]]


def _tail(sheet: Sheet) -> None:
    if sheet.chance(0.8):
        count = sheet.rng.randint(1, 4)
        for template in sheet.rng.sample(sheet.phrases["tails"], count):
            sheet.drop(sheet.fill(template), blank=sheet.chance(0.3))
