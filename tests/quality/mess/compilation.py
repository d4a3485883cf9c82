"""Compilations of sample essays: a title for search engines, an introduction, pieces that have nothing in common."""

from __future__ import annotations

import random
from dataclasses import replace

from quality.mess.plain import write_body
from quality.mess.sheet import CHINESE_DIGITS, Base, Sheet, as_lines, bare, value, with_meta


def compilation(rng: random.Random, base: Base) -> Sheet:
    """Return three to five pieces under numbered dividers."""
    region = rng.choice(base.regions())
    sheet = Sheet(rng, base.phrases[region])
    pool = base.of(region, "sample", "essay", "commentary", "interview")
    articles = rng.sample(pool, min(len(pool), rng.randint(3, 5)))
    words = {"topic": rng.choice(sheet.phrases["topics"]), "q": str(len(articles))}
    if sheet.chance(0.4):
        sheet.lines += ["", ""]
    sheet.drop(sheet.phrase("compilation_titles", **words), blank=True)
    if sheet.chance(0.85):
        sheet.drop(sheet.phrase("compilation_intros", **words), blank=True)
    divider = rng.choice(sheet.phrases["compilation_dividers"])
    has_titles = sheet.chance(0.4)
    for number, article in enumerate(articles):
        line = sheet.fill(divider, c=CHINESE_DIGITS[number], **words)
        document = with_meta(as_lines(bare(article)), title="?")
        sheet.lines += [line, ""]
        printed = [line]
        if has_titles:
            title = value(article, "title")
            sheet.lines += [title, ""]
            printed.append(title)
            document = with_meta(document, title=title)
        write_body(sheet, document)
        if (author := value(article, "author")) and sheet.chance(0.4):
            label = "作者："
            sheet.lines += [label + author, ""]
            sheet.removed.append(label)
            printed.append(author)
            document = with_meta(document, author=author)
        sheet.documents.append(replace(document, printed=tuple(printed)))
    if sheet.chance(0.8):
        sheet.drop(sheet.phrase("compilation_tails", **words))
    return sheet
