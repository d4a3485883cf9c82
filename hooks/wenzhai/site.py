"""The pipeline's last stretch: everything read and checked becomes the pages of the site. See `read_site`.

seeds, docs --material--> cleaned seeds, checked themes, the gathered digest --pages--> Site --editions--> MkDocs
"""

from __future__ import annotations

import html as html_lib
import re
import traceback
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import combinations
from pathlib import Path

from wenzhai import (
    addresses,
    articles,
    editions,
    feed,
    history,
    markup,
    metadata,
    pages,
    script,
    search,
    vetting,
)
from wenzhai.articles import Article
from wenzhai.glossary import Glossary, Group, Rule
from wenzhai.history import Changes
from wenzhai.material import GLOSSARY, Material, ScriptedSeed, read_material
from wenzhai.memory import Same, memory
from wenzhai.metadata import Card, Facts, PageKind, Work
from wenzhai.model import EDITIONS, CheckedTheme, Cited, Document, Edition, Lang, Problem, Severity
from wenzhai.pages import BackLink, CitationView, Page, SeedView, ThemeLink, Waiting
from wenzhai.problems import format_problem, sort_problems
from wenzhai.processes import spread
from wenzhai.routes import character_variants, spelling_variants
from wenzhai.script import Converter, Scope
from wenzhai.variants import Variants

_MANY = 40
"""Documents from which on another process pays."""
PLACE_OF_PROBLEMS = pages.PLACE_OF_PROBLEMS


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """An entry of the site's navigation: a page, or a group of entries."""

    title: str
    uri: str = ""
    children: tuple[NavigationEntry, ...] = ()


_TAG = re.compile(r"<[^>]*+>")


def _legible(html: str) -> str:
    """Return, folded, what a page says in its text and in its tags, and below it."""
    tags = (tag for tag in _TAG.findall(html) if not tag.isascii())
    return script.folded("\n".join((html_lib.unescape(_TAG.sub("", html)), *tags, _notes())))


@cache
def _notes() -> str:
    """Return the words that stand below converted pages."""
    return pages.conversion_note(Lang.HANS, Lang.TW, [("", "")], "") + pages.history_note("", ("", ""))


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the site shows, in the scripts of its sources, and every problem found on the way."""

    converter: Converter
    pages: Mapping[str, Page] = field(default_factory=dict)
    """Pages that the build makes, by file."""
    articles: Mapping[str, Article] = field(default_factory=dict)
    """Pages that people write, by file."""
    fragments: Mapping[str, str] = field(default_factory=dict)
    """HTML that stands for the markers of people's pages."""
    facts: Mapping[str, Facts] = field(default_factory=dict)
    """What machines are told of pages that are themes or documents, by file."""
    changes: Mapping[str, Changes] = field(default_factory=dict)
    """The history of the pages that git knows, by file."""
    navigation: tuple[NavigationEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    variants: Variants = field(default_factory=character_variants, compare=False, repr=False)
    """For the search: made here, once for the processes of all editions."""

    @property
    def broken(self) -> bool:
        """Whether the site must not be published."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def problem_list(self) -> str:
        """What every page says at its top, in the place of `PLACE_OF_PROBLEMS`, while something must be mended."""
        return pages.problem_list([format_problem(problem) for problem in self.problems]) if self.broken else ""

    @property
    def named_in_navigation(self) -> frozenset[str]:
        """Files of the pages that the navigation names."""
        entries = [*self.navigation, *(child for entry in self.navigation for child in entry.children)]
        return frozenset(entry.uri for entry in entries)

    # What an edition shows of it. Titles are plain text, bodies are safe HTML.

    def words(self, text: str, edition: Edition) -> str:
        """Return our own words in the edition's script."""
        return self.converter.convert(text, edition.lang, Lang.HANS, Scope.DIGEST)

    def title(self, uri: str, edition: Edition) -> str:
        """Return the title of a page."""
        if page := self.pages.get(uri):
            return self.converter.convert(page.title, edition.lang, page.lang, page.scope)
        article = self.articles.get(uri)
        return self.words(article.title, edition) if article else uri

    def description(self, uri: str, edition: Edition) -> str:
        """Return the description of a page; may be empty."""
        if page := self.pages.get(uri):
            return self.converter.convert(page.description, edition.lang, page.lang, page.scope)
        article = self.articles.get(uri)
        return self.words(article.description, edition) if article else ""

    def heading(self, text: str, uri: str, edition: Edition) -> str:
        """Return an entry of a page's table of contents, given as HTML."""
        page = self.pages.get(uri)
        lang, scope = (page.lang, page.scope) if page else (Lang.HANS, Scope.DIGEST)
        text = pages.strip_citation_marks(text)
        convert = partial(self._converted, text, edition, lang, scope)
        return memory.recall((text, edition, lang, scope, self._shaping(text)), convert).html

    def body(self, uri: str, html: str, edition: Edition) -> str:
        """Return a page's body; `html` is what Markdown made of it, where people wrote it."""
        page, article = self.pages.get(uri), self.articles.get(uri)
        if page:
            html = page.body
        elif article:
            fragments = self._fragments(html)
            made_of = (pages.finish_article, html, uri, article.citations, *fragments.items())
            finish = partial(pages.finish_article, html, uri, article.citations, fragments)
            html = memory.recall(made_of, finish) + article.footer
        converted = self._converted(html, edition)
        note = self._conversion_note(uri, page.lang if page else Lang.HANS, edition, converted.rules)
        return converted.html + note + self._history_note(uri, edition)

    def made_of(self, uri: str, html: str, edition: Edition) -> Hashable:
        """Return all that `body` depends on."""
        page, article = self.pages.get(uri), self.articles.get(uri)
        written = (html, article.citations, article.footer, *self._fragments(html).items()) if article else html
        return (page or written, edition, self.changes.get(uri), self._shaping(page.body if page else written))

    def _shaping(self, written: object) -> frozenset[Rule]:
        """Return the rules of the glossary that may shape a page, or what stands below it of what they did.

        `written` is HTML, or what it is made of. Only a preview asks: nothing else keeps pages.
        """
        if not memory.keeps:
            return frozenset()
        html = written if isinstance(written, str) else repr(written)
        return memory.recall((Converter.concerning, html, Same(self.converter)), partial(self._concerning, html))

    def _concerning(self, html: str) -> frozenset[Rule]:
        folded = memory.recall((script.folded, html), partial(_legible, html))
        rules = self.converter.concerning(folded)
        values = (value for rule in rules for value in (rule.tw, rule.hk) if value)
        return rules | self.converter.concerning(script.folded("\n".join(values)))

    def _fragments(self, html: str) -> dict[str, str]:
        return {name: made for name, made in self.fragments.items() if f"<!-- {name} -->" in html}

    def _converted(
        self, html: str, edition: Edition, lang: Lang = Lang.HANS, scope: Scope | str = Scope.DIGEST
    ) -> markup.ConvertedHtml:
        if lang is edition.lang is Lang.HANS and script.is_simplified(html):
            return markup.ConvertedHtml(str(html))  # no Markup, which would escape what is put behind it
        read = memory.recall((markup.read_page, html, lang, scope), partial(markup.read_page, html, lang, scope))
        return read.convert(edition.lang, self.converter)

    def _conversion_note(self, uri: str, lang: Lang, edition: Edition, rules: Iterable[Rule]) -> str:
        """Return what stands below a converted page: from which script, by which rules, and a way back."""
        if lang is edition.lang:
            return ""
        original = next(other for other in EDITIONS if other.lang is lang)
        words = tuple((rule.key, form) for rule in rules if (form := rule.value(edition.lang)) and form != rule.key)
        back = addresses.edition_url(addresses.page_url(uri), edition, original)
        note = pages.conversion_note(lang, edition.lang, words, back)
        return self._converted(note, edition).html

    def changed(self, uri: str) -> str:
        """Return the date of a page's last change; empty where nobody knows."""
        changes = self.changes.get(uri)
        return changes.date if changes else ""

    def _history_note(self, uri: str, edition: Edition) -> str:
        changes = self.changes.get(uri)
        if changes is None:
            return ""
        note = pages.history_note(changes.date, changes.people)
        return self._converted(note, edition).html

    def head(self, uri: str, edition: Edition, root_url: str, site_name: str) -> metadata.Head:
        """Return what a page says of itself to machines; without addresses where the site does not know its own."""
        return metadata.head(self._card(uri, edition, root_url, site_name))

    def _card(self, uri: str, edition: Edition, root_url: str, site_name: str) -> Card:
        facts = self.facts.get(uri, Facts(PageKind.HOME if uri == addresses.HOME else PageKind.OTHER))
        return Card(
            kind=facts.kind,
            edition=edition,
            title=self.title(uri, edition),
            description=self.description(uri, edition),
            url=editions.absolute_url(uri, edition, root_url),
            site_name=site_name,
            site_url=editions.absolute_url(addresses.HOME, edition, root_url),
            modified=facts.reviewed,
            work=self._work(uri, edition),
            cites=tuple(
                (work, editions.absolute_url(cited, edition, root_url))
                for cited in facts.cites
                if (work := self._work(cited, edition))
            ),
        )

    def _work(self, uri: str, edition: Edition) -> Work | None:
        """Return what a document's page shows, in the edition's script."""
        facts = self.facts.get(uri)
        if facts is None or facts.work is None:
            return None
        lang = facts.lang
        return facts.work.converted(lambda text: self.converter.convert(text, edition.lang, lang, Scope.DOCUMENT))

    def machine_files(self, edition: Edition, root_url: str, site_name: str) -> dict[str, str]:
        """Return the files of an edition that no reader opens, by name: its feed and, at the root, robots.txt."""
        files = {}
        if root_url:
            home = editions.absolute_url(addresses.HOME, edition, root_url)
            entries = [self._entry(uri, facts, edition, root_url) for uri, facts in self.facts.items()]
            files[feed.FEED] = feed.write_feed(
                site_name, self.description(addresses.HOME, edition), home, edition, entries
            )
        if not edition.prefix:
            files[feed.ROBOTS] = feed.write_robots(editions.sitemap_urls(root_url))
        return files

    def _entry(self, uri: str, facts: Facts, edition: Edition, root_url: str) -> feed.Entry:
        work = self._work(uri, edition)
        return feed.Entry(
            uri=uri,
            url=editions.absolute_url(uri, edition, root_url),
            title=self.title(uri, edition),
            summary=self.description(uri, edition),
            updated=(work.retrieved or work.date) if work else facts.reviewed,
            authors=work.authors if work else (),
            categories=tuple(self.words(name, edition) for name in facts.categories),
        )

    def search_index(self, passages: Iterable[search.Entry], edition: Edition) -> str:
        """Return the search index of an edition, made of all its pages' passages, as JSON."""
        ours = [
            pair
            for rule in self.converter.glossary.of(Group.VOCAB)
            for pair in combinations([word for word in (rule.key, rule.tw, rule.hk) if word], 2)
        ]
        vocabulary = (*search.packaged_words(), *ours)
        elsewhere = self.words("异地说法", edition)
        return search.write_index(
            passages, self.variants, vocabulary, elsewhere, spellings=spelling_variants(), is_small=not memory.keeps
        )


def read_site(root: Path) -> Site:
    """Read everything below `root` and make the pages. Nothing is written."""
    return make_site(read_material(root), history.read_changes(root))


def preview_site(root: Path) -> Site:
    """Return the site as `read_site` does; a fault of ours becomes a problem too, so that a preview never dies."""
    try:
        return read_site(root)
    except Exception as fault:  # noqa: BLE001  whatever it is, the reader of the preview must see it
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        message = f"程序出错：{type(fault).__name__}: {fault}"
        where = Path(frame.filename).name
        problem = Problem(Severity.ERROR, where, frame.lineno or 0, 1, message, "请报告这个错误")
        return Site(script.converter(Glossary()), problems=(problem,))


def vet_site(site: Site, render: Callable[[str], str]) -> Site:
    """Return the site with the problems of pages that hold what no page may, and without the words of these.

    `render` is Markdown as the site uses it.
    """
    problems: list[Problem] = []
    vetted = {}
    for uri, article in site.articles.items():
        made_of = (_vet, article.uri, article.markdown, article.text)
        found = memory.recall(made_of, partial(_vet, article, render))
        problems.extend(found)
        vetted[uri] = replace(article, markdown="") if found else article
    return replace(site, articles=vetted, problems=sort_problems([*site.problems, *problems]))


def _vet(article: Article, render: Callable[[str], str]) -> tuple[Problem, ...]:
    path = f"docs/{article.uri}"
    try:
        html = render(article.markdown)
    except Exception as fault:  # noqa: BLE001  deep nesting ends in one of several, and none may end a preview
        return (Problem(Severity.ERROR, path, 1, 1, f"Markdown 读不了这一页（{type(fault).__name__}）", "少套几层"),)
    return vetting.check_html(html, article.text, path)


def make_site(material: Material, known: Mapping[str, Changes]) -> Site:
    """Return the pages of everything read and checked; `known` is the history of the files behind them."""
    problems = list(material.problems)
    shown = _Shown(material)
    made = [
        pages.theme_list(shown.themes.values()),
        pages.source_list(shown.seeds),
        pages.figure_list(material.digest, shown.themes, shown.citation),
        pages.timeline(material.digest, shown.themes, shown.citation),
        pages.coverage(material.digest, shown.themes, shown.seeds),
        pages.glossary_list(material.glossary.rules),
        *_seed_pages(material, shown),
        *_document_pages(material, shown),
        *(_unreadable_page(seed, path, problems) for seed, path in material.unreadable.items()),
    ]
    written = [_theme_article(checked, material, shown) for checked in material.themes]
    for uri, text in material.texts.items():
        if not uri.startswith("themes/"):
            article, found = articles.parse_article(text, uri)
            written.append(article)
            problems.extend(found)
    problems.extend(_collisions([page.uri for page in made], material.texts))
    return Site(
        converter=material.converter,
        pages={page.uri: page for page in made},
        articles={article.uri: article for article in written},
        fragments=pages.home_fragments(material.digest, shown.themes, shown.seeds, shown.citation),
        facts=dict(_facts(material, shown)),
        changes={uri: changes for uri, paths in _files(material) if (changes := history.changes_of(known, paths))},
        navigation=_navigation(shown.themes.values()),
        problems=sort_problems(problems),
    )


class _Shown:
    """Seeds, themes and citations as pages show them."""

    def __init__(self, material: Material) -> None:
        self.seeds = tuple(SeedView(seed.clean, seed.lang, seed.document_langs) for seed in material.seeds)
        self.themes = {
            checked.theme.slug: ThemeLink(
                checked.theme.slug,
                checked.theme.title.partition("：")[0],
                checked.theme.title,
                checked.theme.abstract,
            )
            for checked in material.themes
        }
        self._names = {document.id: name for seed in self.seeds for document, name in seed.names}
        self._names |= {seed.clean.source.seed: (seed.name, seed.lang) for seed in self.seeds}

    def citation(self, cited: Cited, prefix: str = "") -> CitationView:
        """Return a citation with the name and script of each document that it quotes; ids begin with `prefix`."""
        evidence = tuple((piece, *self._names[piece.document]) for piece in cited.evidence)
        return CitationView(prefix + cited.citation.id, evidence, broken=cited.broken, changed=cited.changed)

    def name(self, document: str) -> tuple[str, Lang]:
        """Return what readers call a document, and the script of that."""
        return self._names[document]


def _seed_pages(material: Material, shown: _Shown) -> Iterable[Page]:
    for seed, view in zip(material.seeds, shown.seeds, strict=True):
        yield memory.recall((pages.seed_page, seed), partial(pages.seed_page, view))


def _document_pages(material: Material, shown: _Shown) -> Iterable[Page]:
    def page(of: tuple[ScriptedSeed, SeedView, Document]) -> Page:
        seed, view, document = of
        links = tuple(
            BackLink(shown.themes[link.theme], link.citation.id, link.claim, sentence)
            for link in material.digest.backlinks.get(document.id, ())
            for sentence in link.sentences
        )
        subjects = tuple(shown.themes[slug] for slug in document.subjects if slug in shown.themes)
        related = tuple((near, *shown.name(near)) for near in material.digest.related.get(document.id, ()))
        make = partial(pages.document_page, view, document, links, subjects, related)
        return memory.recall((pages.document_page, seed, document.slug, links, subjects, related), make)

    seeds = zip(material.seeds, shown.seeds, strict=True)
    return spread(page, ((seed, view, document) for seed, view in seeds for document in view.clean.documents), _MANY)


def _facts(material: Material, shown: _Shown) -> Iterable[tuple[str, Facts]]:
    """Yield what machines are told of each theme and document, by file."""
    for checked in material.themes:
        pieces = (piece for cited in checked.cited for piece in cited.evidence if not piece.reference.raw)
        cites = tuple(dict.fromkeys(addresses.document_uri(piece.document) for piece in pieces))
        uri = addresses.theme_uri(checked.theme.slug)
        yield uri, Facts(PageKind.THEME, reviewed=checked.theme.reviewed, cites=cites)
    for view in shown.seeds:
        for document, (name, lang) in view.names:
            uri = addresses.document_uri(document.id)
            work = metadata.work_of(document, view.clean.source.sidecar.origin, uri, name)
            themes = tuple(shown.themes[slug].name for slug in document.themes if slug in shown.themes)
            yield uri, Facts(PageKind.DOCUMENT, work=work, lang=lang, categories=themes)


def _files(material: Material) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield the files that people change for each page; pages gathered from all of them have none of their own."""
    for uri in material.texts:
        yield uri, (f"docs/{uri}",)
    yield addresses.GLOSSARY, (f"docs/{GLOSSARY}",)
    for seed in material.seeds:
        source = seed.clean.source
        paths = (source.path, source.sidecar.path)
        yield addresses.seed_uri(source.seed), paths
        for document in seed.clean.documents:
            yield addresses.document_uri(document.id), paths


def _theme_article(checked: CheckedTheme, material: Material, shown: _Shown) -> Article:
    """Return a theme's page with each citation replaced by a placeholder, for Markdown to carry."""
    theme = checked.theme
    uri = addresses.theme_uri(theme.slug)
    parts, end = [], 0
    for number, citation in enumerate(theme.citations):
        parts += [theme.body[end : citation.start], pages.citation_mark(number)]
        end = citation.end
    related = [shown.themes[slug] for slug in theme.related if slug in shown.themes]
    state = material.digest.states[theme.slug]
    waiting = [Waiting(document, *shown.name(document)) for document in state.waiting]
    waiting += [Waiting(d, *shown.name(d), title, anchor) for d, title, anchor in state.waiting_sections]
    return Article(
        uri=uri,
        title=theme.title,
        description=theme.abstract,
        markdown="".join([*parts, theme.body[end:]]),
        citations=tuple(shown.citation(cited) for cited in checked.cited),
        footer=pages.theme_footer(uri, theme.reviewed, related, state.newer_seeds, waiting),
        text=material.texts[uri],
    )


def _unreadable_page(seed: str, path: str, problems: Iterable[Problem]) -> Page:
    return pages.unreadable_seed_page(seed, path, [problem for problem in problems if problem.path == path])


def _collisions(made: Sequence[str], written: Mapping[str, str]) -> Iterable[Problem]:
    """Report pages that people wrote at an address that the build needs: MkDocs would let the last one win."""
    taken = {addresses.page_url(uri): uri for uri in made}
    for uri in written:
        if addresses.page_url(uri) in taken:
            message = f"网址 /{addresses.page_url(uri)} 是自动生成的页面，不能另写"
            yield Problem(Severity.ERROR, f"docs/{uri}", 1, 1, message, "换一个文件名")


def _navigation(themes: Iterable[ThemeLink]) -> tuple[NavigationEntry, ...]:
    listed = (NavigationEntry(theme.name, theme.uri) for theme in themes)
    return (
        NavigationEntry("首页", addresses.HOME),
        NavigationEntry("主题", children=(NavigationEntry("全部主题", addresses.THEMES), *listed)),
        NavigationEntry("数字", addresses.FIGURES),
        NavigationEntry("时间线", addresses.TIMELINE),
        NavigationEntry("来源", addresses.SOURCES),
        NavigationEntry("覆盖", addresses.COVERAGE),
        NavigationEntry(
            "关于与方法",
            children=(
                NavigationEntry("关于与方法", "about.md"),
                NavigationEntry("用字表", addresses.GLOSSARY),
            ),
        ),
        NavigationEntry("参与", "contribute.md"),
    )
