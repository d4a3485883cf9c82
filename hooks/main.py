"""The only file that knows MkDocs: its events in, our pages out, problems reported. Read it from top to bottom.

MkDocs builds the simplified edition at the root; when that is done, the same configuration builds the two
traditional ones below it. All of it happens in a folder beside the site, which takes its place at the very end.
"""

from __future__ import annotations

import gc
import hashlib
import html as html_lib
import logging
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click
import jinja2
import markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from wenzhai import editions, processes, search
from wenzhai.memory import memory
from wenzhai.model import EDITIONS, Edition
from wenzhai.policy import content_security_policy
from wenzhai.problems import format_annotation, format_problem
from wenzhai.publish import clear_leftovers, publish, publish_changes, refusal, staging_folder
from wenzhai.site import PLACE_OF_PROBLEMS, NavigationEntry, Site, preview_site, read_site, vet_site

# Sitemaps carry a date; the same input must give the same bytes on any day.
os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")

ROOT, *OTHERS = EDITIONS
SEARCH_WORKER = "assets/search/worker.js"
SEARCH_INDEX = "search/search_index.json"
UNUSED = re.compile(r"^assets/javascripts/(lunr|workers)/|\.(js|css)\.map$")
"""Of the theme's files: what its own search needs, and what only its makers read. Three megabytes an edition."""

# What no event is told: whether this process previews, where it is building, the templates that it has compiled,
# what each page that a preview shows was made of, and the collection of garbage that is to come.
_process: dict[str, Any] = {
    "serving": False,
    "staging": None,
    "id": 0,
    "templates": (None, None),
    "published": {},
    "collection": None,
}


# --- Before MkDocs looks at any file ----------------------------------------------------------------------------


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview: a preview shows problems, a build fails on them."""
    del dirty
    _process["serving"] = memory.keeps = command == "serve"
    if _process["serving"]:
        gc.disable()


@event_priority(100)  # before the plugins, of which one compiles templates
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Run the whole pipeline once, for the root edition; put every edition's words into its configuration."""
    if "wenzhai" not in config.extra:
        folder = Path(config.config_file_path).parent
        site = preview_site(folder) if _process["serving"] else read_site(folder)
        site = vet_site(site, _markdown(config))
        _report(site)
        config.extra |= {"wenzhai": (site, ROOT, config.site_url or ""), "made": {}, "same": set()}
        _build_beside(Path(config.site_dir), config)
    site, edition, _ = _state(config)
    config.site_name = html_lib.escape(site.words(config.site_name, edition))
    config.site_description = site.words(config.site_description or "", edition)
    config.copyright = html_lib.escape(site.words(config.copyright or "", edition))
    config.edit_uri = config.edit_uri if config.repo_url else None
    config.nav = [_navigation(entry, site, edition) for entry in site.navigation]
    config.extra["frame"] = _frame(config)
    config.theme.get_env = partial(_templates, config.theme)  # type: ignore[method-assign]
    return config


def _frame(config: MkDocsConfig) -> str:
    """Return what stands for all that the templates know besides the page."""
    _, edition, root_url = _state(config)
    settings = Path(config.config_file_path).read_bytes()
    words = (config.site_name, config.site_description, config.copyright, config.nav)
    return hashlib.sha256(repr((edition, root_url, settings, words, _overrides(config.theme))).encode()).hexdigest()


def _overrides(theme: Theme) -> list[tuple[str, bytes]]:
    folder = Path(theme.custom_dir or "")
    return [(path.as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]


def _templates(theme: Theme) -> jinja2.Environment:
    """Return the theme's templates, compiled once for all editions and for as long as our own stay the same."""
    overrides = _overrides(theme)
    if _process["templates"][0] != overrides:
        environment = Theme.get_env(theme)
        if loader := environment.loader:
            names = [name for name in loader.list_templates() if not name.startswith(".")]  # but for 14,000 icons
            loader.list_templates = names.copy  # type: ignore[method-assign]
        _process["templates"] = (overrides, environment)
    compiled: jinja2.Environment = _process["templates"][1]
    return compiled


def _markdown(config: MkDocsConfig) -> Callable[[str], str]:
    """Return Markdown as MkDocs will use it."""
    converter = markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
    return lambda text: str(converter.reset().convert(text))


def _report(site: Site) -> None:
    """Print every problem; end the build if the site must not be published."""
    for problem in site.problems:
        click.echo(format_problem(problem), err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(format_annotation(problem))
    if site.broken and not _process["serving"]:
        raise Abort(f"{len(site.problems)} 个问题，网站没有重建，仍是上一次的样子。")


def _build_beside(final: Path, config: MkDocsConfig) -> None:
    clear_leftovers(final)
    staging = staging_folder(final)
    config.extra["final_site_dir"] = str(final)
    config.site_dir = str(staging)
    _process.update(staging=staging, id=os.getpid())


def _navigation(entry: NavigationEntry, site: Site, edition: Edition) -> dict[str, Any] | str:
    title = html_lib.escape(site.words(entry.title, edition))
    if entry.children:
        return {title: [_navigation(child, site, edition) for child in entry.children]}
    return {title: entry.uri}


_IDLE = 1.0
"""Seconds after a build of a preview until its leftovers are collected: they would slow down the build itself."""


def _collect_when_idle() -> None:
    if waiting := _process["collection"]:
        waiting.cancel()
    _process["collection"] = threading.Timer(_IDLE, gc.collect)
    _process["collection"].daemon = True
    _process["collection"].start()


# What a preview waits before it looks again, and for files to stop changing: in seconds. MkDocs takes 0.5 and 0.1.
_LOOK_AGAIN, _SETTLE = 0.08, 0.02


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Show an edit sooner. MkDocs has begun to watch some paths; its observer takes its interval when it is made."""
    del builder
    watched = []
    for path in (config.docs_dir, config.config_file_path, *config.theme.dirs):
        with suppress(KeyError):  # of the theme's folders, only on demand
            server.unwatch(path)
            watched.append(path)
    server.observer = type(server.observer)(timeout=_LOOK_AGAIN)
    server.build_delay = _SETTLE
    for path in watched:
        server.watch(path)
    return server


# --- Pages ------------------------------------------------------------------------------------------------------


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that the pipeline made, and say which file of the repository each page is edited in."""
    site, _, _ = _state(config)
    for file in [file for file in files if UNUSED.search(file.src_uri)]:
        files.remove(file)
    for file in files.documentation_pages():
        file.edit_uri = f"docs/{file.src_uri}"
    for uri, page in site.pages.items():
        file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edit
        files.append(file)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Give MkDocs the words alone: its own reader of front matter accepts harmful YAML.

    The blank line keeps it from taking a first line such as `Author: x` for metadata.
    """
    site, _, _ = _state(config)
    article = site.articles.get(page.file.src_uri)
    return "\n" + (article.markdown if article else "")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Set the title, safe for templates that do not escape it; pages of the navigation have their name there."""
    del files
    site, edition, _ = _state(config)
    if page.file.src_uri not in site.named_in_navigation:
        page.title = html_lib.escape(site.title(page.file.src_uri, edition))
    # The theme's own index would stay unread: see `_write_search`.
    page.meta = {"search": {"exclude": True}}
    if page.is_homepage:
        page.meta["hide"] = ["navigation", "toc"]
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Set the table of contents in this edition's script; the body waits for `on_page_context`, for it is large."""
    del files
    site, edition, _ = _state(config)
    uri = page.file.src_uri
    if edition is ROOT and uri in site.articles:
        config.extra.setdefault("articles", {})[uri] = (html, deepcopy(page.toc))
    if uri in site.pages:
        page.toc = get_toc(_tree([(h.level, h.id, h.text) for h in site.pages[uri].headings]))  # type: ignore[arg-type]
    _convert_contents(page.toc, site, edition, uri)
    return html


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Spare Markdown the pages that it has no part in, and those that it has made before."""
    site, edition, _ = _state(config)
    known = frozenset(file.src_uri for file in files)
    articles = config.extra.get("articles", {})
    for uri in (*site.pages, *site.articles):
        file = files.get_file_from_path(uri)
        if file is None or file.page is None:
            continue
        if edition is ROOT and uri in site.articles:
            file.page.render = partial(_render_once, file.page, known)  # type: ignore[method-assign]
        else:
            made = articles.get(uri, ("", TableOfContents([])))
            file.page.render = partial(_set_rendered, file.page, (*made, set(), ()))  # type: ignore[method-assign]
    return nav


def _render_once(page: Page, known: frozenset[str], config: MkDocsConfig, files: Files) -> None:
    """Render a page's Markdown if it, or what there is to link to, has changed."""
    made_of = (_render_once, page.file.src_uri, page.markdown, known)
    made = memory.find(made_of)
    if made is None:
        Page.render(page, config, files)
        links = tuple((file.src_uri, found) for file, found in (page.links_to_anchors or {}).items())
        memory.keep(made_of, (page.content, deepcopy(page.toc), page.present_anchor_ids, links))
    else:
        _set_rendered(page, made, config, files)


def _set_rendered(page: Page, made: tuple[Any, ...], config: MkDocsConfig, files: Files) -> None:
    """Give a page what `Page.render` would: content, table of contents, anchors and links to others'."""
    del config
    content, toc, anchors, links = made
    page.content, page.toc, page.present_anchor_ids = content, deepcopy(toc), anchors
    page.links_to_anchors = {file: found for uri, found in links if (file := files.get_file_from_path(uri))}


def _tree(headings: list[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """Return headings as Markdown's toc extension gives them: each with those of deeper levels below it."""
    roots: list[dict[str, Any]] = []
    path: list[dict[str, Any]] = []
    for level, anchor, text in headings:
        token = {"level": level, "id": anchor, "name": html_lib.escape(text), "children": []}
        while path and path[-1]["level"] >= level:
            path.pop()
        (path[-1]["children"] if path else roots).append(token)
        path.append(token)
    return roots


def _convert_contents(links: Iterable[AnchorLink], site: Site, edition: Edition, uri: str) -> None:
    for link in links:
        link.title = site.heading(link.title, uri, edition)
        _convert_contents(link.children, site, edition, uri)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Now that all is read and Markdown has made its part, begin the other editions beside this one."""
    site, edition, root_url = _state(config)
    config.extra |= {"addresses": {}, "passages": {}}
    for file in files.documentation_pages():
        if file.page:
            config.extra["addresses"][file.page.url] = site.changed(file.src_uri)
            _describe(file.page, config)
            if _is_published(file.page, config):
                files.remove(file)
    if edition is ROOT:
        build_others = [partial(_build_edition, other, site, root_url, config) for other in OTHERS]
        config.extra["others"] = [processes.begin(build) for build in build_others]
    return env


def _describe(page: Page, config: MkDocsConfig) -> None:
    """Add to a page what it says of itself, and what stands for all that it is made of."""
    site, edition, root_url = _state(config)
    uri = page.file.src_uri
    title, description = site.title(uri, edition), site.description(uri, edition)
    machines = site.head(uri, edition, root_url, html_lib.unescape(config.site_name))
    body = site.made_of(uri, page.content or "", edition)
    made_of = (config.extra["frame"], page.url, page.edit_url, page.title, body, _outline(page.toc))
    page.meta["described"] = {"title": title, "description": description, "machines": machines}
    page.meta["made of"] = (*made_of, title, description, machines)


def _is_published(page: Page, config: MkDocsConfig) -> bool:
    """Return whether the site that a preview shows has this page already, and note it for the next time."""
    site, edition, _ = _state(config)
    memory.find(page.meta["made of"])  # it may yet be asked for: see `_with_problems`
    name = edition.prefix + page.file.dest_uri
    made_of = (page.meta["made of"], site.problem_list)
    config.extra["made"][name] = made_of
    passages = memory.find((search.page_entries, page.meta["made of"]))
    is_same = passages is not None and bool(_process["published"].get(name) == made_of)
    if is_same:
        config.extra["same"].add(name)
        config.extra["passages"][page.url] = passages
    return is_same


@event_priority(100)  # before the theme's search, which takes our attributes out of the body
def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Tell the templates about this page, its twins in the other editions, and problems."""
    del nav
    site, edition, root_url = _state(config)
    uri = page.file.src_uri
    made_of = page.meta["made of"]
    finished, passages = memory.find(made_of), memory.find((search.page_entries, made_of))
    if finished is None or passages is None:
        page.content = site.body(uri, page.content or "", edition)
        passages = search.page_entries(page.url, page.meta["described"]["title"], page.content)
        memory.keep((search.page_entries, made_of), passages)
    config.extra["passages"][page.url] = passages
    return _with(
        context,
        finished=finished,
        alternates=editions.alternates(page.url, root_url),
        feed=bool(root_url),
        editions=editions.switch(page.url, edition),
        policy=_policy,
        place_of_problems=PLACE_OF_PROBLEMS,
        same=_same(config, context, uri if uri in site.named_in_navigation else ""),
        **page.meta["described"],
    )


def _outline(links: Iterable[AnchorLink]) -> tuple[object, ...]:
    return tuple((link.level, link.id, link.title, _outline(link.children)) for link in links)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Tell the templates that are no pages, 404 and the sitemap, the same."""
    _, edition, root_url = _state(config)
    return _with(
        context,
        title="404" if template_name == "404.html" else "",
        description="",
        alternates=(),
        editions=editions.home_switch(edition, str(context["base_url"])),
        policy=_policy,
        place_of_problems=PLACE_OF_PROBLEMS,
        same=_same(config, context, template_name),
        sitemap=editions.sitemap(config.extra["addresses"], edition, root_url),
    )


def _with(context: TemplateContext, **names: object) -> TemplateContext:
    """Add our names; MkDocs' type of a context knows only its own."""
    return {**context, **names}  # type: ignore[typeddict-item]


def _same(config: MkDocsConfig, context: TemplateContext, place: str) -> Callable[..., str]:
    """Return what gives a template's part the HTML that it had on another page of this edition.

    A part must show nothing of the page but its `place` in the navigation and the way from it to the root.
    """
    rendered: dict[object, str] = config.extra.setdefault("rendered", {})

    def same(part: str, caller: Callable[[], str]) -> str:
        key = (part, place, context["base_url"])
        if key not in rendered:
            rendered[key] = caller()
        return rendered[key]

    return same


def _policy(inline: str) -> str:
    return content_security_policy(inline, preview=_process["serving"])


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let our worker search, and the switch between editions keep the anchor without a script too."""
    _, edition, _ = _state(config)
    finished = memory.find(page.meta["made of"])
    if finished is None:
        finished = editions.add_twins(search.use_worker(output, SEARCH_WORKER), editions.switch(page.url, edition))
        memory.keep(page.meta["made of"], finished)
    page.content = None  # of thousands of pages, it would fill the memory
    return _with_problems(finished, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Let our worker search on the page that stands for missing ones too."""
    if template_name != "404.html":
        return output_content
    return _with_problems(search.use_worker(output_content, SEARCH_WORKER), config)


def _with_problems(page: str, config: MkDocsConfig) -> str:
    """Return a page that says at its top what must be mended: they come and go, and the page stays as it is."""
    site, _, _ = _state(config)
    return page.replace(PLACE_OF_PROBLEMS, site.problem_list, 1)


# --- When an edition is done ------------------------------------------------------------------------------------


@event_priority(-100)  # after every plugin has written its files
def on_post_build(config: MkDocsConfig) -> None:
    """Write what is no page; after the root edition build the others, then let the whole take the site's place."""
    site, edition, root_url = _state(config)
    _write_search(site, edition, config)
    for name, text in site.machine_files(edition, root_url, html_lib.unescape(config.site_name)).items():
        Path(config.site_dir, name).write_text(text, encoding="utf-8", newline="\n")
    if edition is not ROOT:
        return
    counts = sum([wait() for wait in config.extra["others"]], start=_warnings())
    if config.strict and counts:
        raise Abort(f"MkDocs 报告了 {counts} 个警告（strict），网站没有重建，仍是上一次的样子。")
    final = config.extra["final_site_dir"]
    _publish(Path(config.site_dir), Path(final), config)
    memory.forget_unasked()
    if _process["serving"]:
        _collect_when_idle()
    config.site_dir = final  # where `gh-deploy` looks for it


def _publish(staging: Path, final: Path, config: MkDocsConfig) -> None:
    """Let the new site take the place of the old one; a preview has only built what is not the same in both."""
    _process["published"] = {}
    if config.extra["same"]:
        publish_changes(staging, final, config.extra["same"])
    else:
        publish(staging, final)
    if _process["serving"]:
        _process["published"] = config.extra["made"]


def _write_search(site: Site, edition: Edition, config: MkDocsConfig) -> None:
    """Write our index in the place of the theme's, and our scripts without what only their authors read."""
    folder = Path(config.site_dir)
    folder.joinpath("search").mkdir(parents=True, exist_ok=True)
    passages = config.extra["passages"]
    index = site.search_index([one for url in config.extra["addresses"] for one in passages[url]], edition)
    folder.joinpath(SEARCH_INDEX).write_text(index, encoding="utf-8", errors="replace", newline="\n")
    for path in folder.joinpath(SEARCH_WORKER).parent.glob("*.js"):
        path.write_text(search.without_comments(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _build_edition(edition: Edition, site: Site, root_url: str, root: MkDocsConfig) -> int:
    """Build another edition into its folder, and return how many warnings there were."""
    known = _warnings()
    config = load_config(
        root.config_file_path,
        site_dir=str(Path(root.site_dir) / edition.prefix),
        site_url=root_url + edition.prefix if root_url else "",
        strict=root.strict,
    )
    config.theme["language"] = str(edition.lang)
    config.extra["wenzhai"] = (site, edition, root_url)
    config.extra |= {name: root.extra[name] for name in ("articles", "made", "same")}
    build(config)
    return _warnings() - known


def _warnings() -> int:
    """Return how many warnings MkDocs has counted for `--strict`: it looks only after the site is in place."""
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return sum(count for counter in counters for _, count in counter.get_counts())


def on_build_error(error: Exception) -> None:
    """Leave nothing behind but the last good site, and say in one line what the disk refused."""
    if _process["id"] == os.getpid():  # not a process that was begun for another edition
        processes.end_all()
        shutil.rmtree(_process["staging"], ignore_errors=True)
    if isinstance(error, OSError):
        raise Abort(f"{refusal(error)}。网站没有重建，仍是上一次的样子。") from error


def _state(config: MkDocsConfig) -> tuple[Site, Edition, str]:
    """Return the site, the edition that is being built, and the root's address."""
    state: tuple[Site, Edition, str] = config.extra["wenzhai"]
    return state
