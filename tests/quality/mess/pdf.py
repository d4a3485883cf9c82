"""Other PDF text: pages of 30 to 45 characters a line, with running heads and page numbers in mid-sentence."""

from __future__ import annotations

import random
from dataclasses import replace

from quality.gold import GoldDocument
from quality.mess.sheet import Base, Sheet, any_date, as_lines, bare, iso, value, with_meta, write_date
from quality.mess.typeset import any_column, break_headline, set_paragraph


def pdf(rng: random.Random, base: Base) -> Sheet:
    """Return one to three texts as one file, page after page."""
    region = rng.choice(base.regions())
    sheet = Sheet(rng, base.phrases[region])
    pool = base.of(region, "policy", "feature", "commentary", "interview", "tech")
    lines: list[str] = []
    for article in rng.sample(pool, rng.choices((1, 2), (75, 25))[0]):
        if lines:
            lines.append("")
        lines += _set_text(sheet, article)
    _paginate(sheet, lines)
    return sheet


def _set_text(sheet: Sheet, article: GoldDocument) -> list[str]:
    rng = sheet.rng
    column = any_column(rng, 30, 45)
    title = value(article, "title")
    document = with_meta(as_lines(bare(article)), title=title, subtitle=value(article, "subtitle"))
    lines = _centred(break_headline(title, 24), column.width, sheet)
    printed = [*break_headline(title, 24)]
    if subtitle := value(article, "subtitle"):
        lines += _centred(["——" + subtitle], column.width, sheet)
        printed.append("——" + subtitle)
    author = value(article, "author")
    if author and sheet.chance(0.7):
        lines += _centred([author], column.width, sheet)
        printed.append(author)
        document = with_meta(document, author=author)
    if column.blanks != "none" or sheet.chance(0.5):
        lines.append("")
    for block in document.blocks:
        if block.is_heading:
            lines.append(column.indent + block.text if sheet.chance(0.5) else block.text)
        else:
            lines += set_paragraph(block.text, column, rng)
        if column.blanks != "none" and sheet.chance(0.95):
            lines.append("")
    if article.fact("genre") == "policy":
        date = any_date(rng)
        day = f"{date[0]}年{date[1]}月{date[2]}日"
        lines += [" " * rng.choice((0, 20)) + value(article, "source"), " " * rng.choice((0, 24)) + day]
        printed += [value(article, "source"), day]
        document = with_meta(document, source=f"? | {value(article, 'source')}", author="?", date=iso(date))
    sheet.documents.append(replace(document, printed=tuple(printed)))
    return lines


def _centred(lines: list[str], width: int, sheet: Sheet) -> list[str]:
    """Return the lines in the middle, where the text layer keeps blanks at all."""
    if sheet.chance(0.6):
        return lines
    return ["　" * max(0, (width - len(line)) // 2) + line for line in lines]


def _paginate(sheet: Sheet, lines: list[str]) -> None:
    """Cut the lines into pages and write them with head and number; a page ends wherever it is full."""
    height = sheet.rng.randint(10, 24)
    pages = [lines[at : at + height] for at in range(0, len(lines), height)]
    # What stands once is a headline to anybody.
    has_head = len(pages) > 1 and sheet.chance(0.6)
    head = sheet.phrase("running_heads", date=write_date(sheet.rng, any_date(sheet.rng))) if has_head else ""
    number = sheet.rng.choice(sheet.phrases["page_numbers"]) if sheet.chance(0.8) else ""
    feed = sheet.chance(0.3)
    blank = sheet.chance(0.6)
    for index, page in enumerate(pages, start=1):
        if head and (index < 3 or sheet.chance(0.9)):
            sheet.drop(head, blank=blank)
        sheet.lines += page
        if number:
            if blank:
                sheet.lines.append("")
            sheet.drop(number.format(p=index, q=len(pages)), blank=blank)
        if feed and index < len(pages) and sheet.lines:
            sheet.lines[-1] += "\f"
