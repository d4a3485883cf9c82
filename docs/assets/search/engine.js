// Search in Chinese text, in either script. Nothing here knows the browser; `answer`, at the end, knows the theme.
//
// Query and text are folded alike, character by character: width, case and script become one, white space and
// quotation marks go. What stands in the folded text is found, and offsets lead back to the page's own spelling.

const QUERY = 200 // characters that count: a longer query is a page pasted by mistake
const TERMS = 12
const FORMS = 16 // regional spellings tried for one term
const LONG = 4 // characters: a term this long may run on from one block into the next
const ENOUGH = 0.6 // of a query that stands nowhere as a whole: how much of it makes a page worth showing
const HITS = 100 // of a term on one page: more make no difference to a reader
const PIECE = 2 // characters: the shortest part of a term that counts for that
const PIECES = 16 // of these, the longest
const LACK = 20 // characters of a term shown as missing
const PASSAGES = 6 // shown of a page; and ways of spelling a term, such as PDF and pdf, that it is to mark
const WIDE = 30 // pages shown with all these passages; those further down with the best one
const LONG_LIST = 300 // pages shown with a passage; those further down, where nobody looks, with their beginning
const OPEN = 2 // of those, at once; the others wait behind “more on this page”
const EXCERPT = 120 // characters
const LEAD = 40 // characters of it before the match

// --- Folding --------------------------------------------------------------------------------------------------

const GONE = /[\s\p{Cc}\p{Cf}"'`‘’‚‛“”„‟「」『』〝〞〟]/u
const DASH = /\p{Pd}/u

// Returns a function from a text to { source, text, offsets }: as written, as folded, and for each unit of the
// folded text where its character stands in the source. `heads`: for a character the one that stands for it.
function createFold(heads) {
  const known = new Map()

  function foldCharacter(character) {
    let folded = ""
    for (const part of character.normalize("NFKC").toLowerCase()) {
      if (!GONE.test(part)) folded += heads.get(part) ?? (DASH.test(part) ? "-" : part)
    }
    known.set(character, folded)
    return folded
  }

  return function fold(source) {
    let text = ""
    let at = 0
    const offsets = []
    for (const character of source) {
      const folded = known.get(character) ?? foldCharacter(character)
      text += folded
      for (let i = 0; i < folded.length; i++) offsets.push(at)
      at += character.length
    }
    return { source, text, offsets }
  }
}

// Returns the stretch of the source, start and end, that a stretch of the folded text stands for.
function inSource({ source, offsets }, [start, end]) {
  const last = offsets[end - 1]
  return [offsets[start], last + (source.codePointAt(last) > 0xffff ? 2 : 1)]
}

// --- The site -------------------------------------------------------------------------------------------------

// `docs`: entries, words of other regions and variants of characters, as hooks/wenzhai/search.py writes them; packed
// where their length is given. `leaf` completes addresses of folders where no server does.
function createSite({ elsewhere, length }, docs, leaf = "") {
  const text = length ? unpack(atob(docs), length) : docs
  const [shortened, words, variants] = text.split("\f")
  const entries = withRepeats(shortened)
  const fold = createFold(readVariants(entries + words, variants))
  const pages = readEntries(entries).map(each => readPage(each, fold))
  const vocabulary = readVocabulary(words, fold)
  const longestWord = Math.max(1, ...Array.from(vocabulary.keys(), word => word.length))
  return { fold, pages, vocabulary, longestWord, elsewhere, leaf }
}

// Returns for each variant the character that stands for it, from those of each character of a text in turn.
function readVariants(text, variants) {
  const characters = [...new Set(text)]
  return new Map(variants.split(" ").flatMap((others, i) => Array.from(others, other => [other, characters[i]])))
}

// Returns the text with every `<place length>` replaced by what it has there.
function withRepeats(text) {
  return text.replace(/<(\d+) (\d+)>/g, (_, place, length) => text.slice(+place, +place + +length))
}

// Returns for each page its entries: `</address` begins a page, `<#anchor` a passage, `<!anchor` an aside; its title
// and blocks follow, `>` before each.
function readEntries(text) {
  const pages = []
  for (const [, kind, name, parts] of text.matchAll(/<([/#!])([^>]*)>([^<]*)/g)) {
    const [title, ...blocks] = parts.split(">").map(plain)
    if (kind === "/") pages.push([])
    pages.at(-1).push({ location: plain(name), aside: kind === "!", title, blocks })
  }
  return pages
}

// Returns for each word those that are the same, spelt otherwise, itself the first, and those of other regions. From
// lines: `one~other` are the same; `one other`, or `one=other` for both ways, lead to another region's.
function readVocabulary(lines, fold) {
  const vocabulary = new Map()
  const lead = (word, other, kind) => {
    if (!vocabulary.has(word)) vocabulary.set(word, { same: [word], others: [] })
    vocabulary.get(word)[kind].push(other)
  }
  for (const line of lines.split("\n")) {
    const [one, other] = line.split(/[ =~]/).map(word => fold(word).text)
    const kind = line.includes("~") ? "same" : "others"
    if (other) lead(one, other, kind)
    if (/[=~]/.test(line)) lead(other, one, kind)
  }
  return vocabulary
}

// A page is its entries' blocks one after another, folded like a single text. The first entry's title is the page's,
// the others' are headings.
function readPage(entries, fold) {
  const [{ location: address, title: name }] = entries
  const title = { ...fold(name), blocks: [] }
  const page = { address, title, source: "", text: "", offsets: [], blocks: [], sections: [] }

  function addBlock(block) {
    const folded = fold(block)
    page.blocks.push(page.text.length)
    page.text += folded.text
    for (const offset of folded.offsets) page.offsets.push(page.source.length + offset)
    page.source += `${block}\n`
  }

  for (const entry of entries) {
    const section = { anchor: entry.location, aside: entry.aside }
    section.start = page.text.length
    section.sourceStart = page.source.length
    if (entry !== entries[0] && entry.title) addBlock(entry.title)
    section.body = page.text.length
    section.sourceBody = page.source.length
    entry.blocks.forEach(addBlock)
    section.sourceEnd = page.source.length - 1
    page.sections.push(section)
  }
  page.offsets = Uint32Array.from(page.offsets)
  return page
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" }
const CHARACTERS = { "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "&": "&amp;" }

function plain(html) {
  return html.replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, entity => ENTITIES[entity])
}

function escapeHtml(text) {
  return text.replace(/[<>"'&]/g, character => CHARACTERS[character])
}

// --- The query ------------------------------------------------------------------------------------------------

// Returns the terms of a query: folded, each once, with the forms under which it may stand. The first is its own.
function readTerms(site, query) {
  const typed = Array.from(query.slice(0, 2 * QUERY)).slice(0, QUERY).join("")
  const terms = new Map()
  for (const part of typed.split(/\s+/u)) {
    const folded = site.fold(part)
    if (folded.text) terms.set(folded.text, { ...folded, ...readForms(site, folded.text) })
  }
  return [...terms.values()].slice(0, TERMS)
}

// Returns a term as it may be spelt, and with its words replaced by those of other regions. What has been replaced is
// not replaced again: 程序 is 程式 and 进程 is 程序, but 进程 is not 程式.
function readForms(site, term) {
  const words = [...cutWords(site, term)]
  const forms = combine(words.map(({ same }) => same))
  const replaced = words.map(({ same, others }) => others.at(-1) ?? same[0]).join("")
  const regional = new Set([...combine(words.map(({ same, others }) => [...same, ...others])), replaced])
  for (const form of forms) regional.delete(form)
  return { forms, regional: [...regional] }
}

// Returns the texts made of one of each list, in every combination as far as FORMS goes.
function combine(lists) {
  let forms = [""]
  for (const words of lists) forms = forms.flatMap(form => words.map(word => form + word)).slice(0, FORMS)
  return forms
}

// Yields the term piece by piece, each with what it may be replaced by.
function* cutWords({ vocabulary, longestWord }, term) {
  let at = 0
  while (at < term.length) {
    let word = term.slice(at, at + longestWord)
    while (word.length > 1 && !vocabulary.has(word)) word = word.slice(0, -1)
    yield vocabulary.get(word) ?? { same: [word], others: [] }
    at += word.length
  }
}

// --- Finding --------------------------------------------------------------------------------------------------

// Returns the pages that have every term, best first; if there are none, those that have most of the query.
function findPages(site, query) {
  const terms = readTerms(site, query)
  if (!terms.length) return []
  const whole = site.pages.map(page => look(page, terms)).filter(found => found.finds.length === terms.length)
  const found = whole.length ? whole : findParts(site.pages, terms)
  for (const each of found) Object.assign(each, judge(each))
  return found.sort(
    (a, b) => b.coverage - a.coverage || a.regional - b.regional || b.place - a.place || b.weight - a.weight
  )
}

// Returns what a page has of the terms, up to the first that it lacks. A regional form counts only where the term
// itself is not on the page.
function look(page, terms) {
  const finds = []
  for (const { forms, regional } of terms) {
    const find = hitsOf(page, forms) ?? hitsOf(page, regional, true)
    if (!find) break
    finds.push(find)
  }
  return { page, finds, coverage: 1, missing: [] }
}

function hitsOf(page, forms, regional = false) {
  const hits = part => forms.flatMap(form => occurrences(part, form)).sort((a, b) => a[0] - b[0])
  const [title, text] = [hits(page.title), hits(page)]
  return title.length || text.length ? { title, text, regional } : null
}

// Returns start and end of each place where a form stands in a folded text.
function occurrences({ text, blocks }, form) {
  const found = []
  let at = text.indexOf(form)
  while (at >= 0 && found.length < HITS) {
    const end = at + form.length
    const stands = form.length >= LONG || blockAt(blocks, at) === blockAt(blocks, end - 1)
    if (stands) found.push([at, end])
    at = text.indexOf(form, stands ? end : at + 1)
  }
  return found
}

// Returns the number of the last block, or of anything in ascending order, that starts at a place or before it.
function blockAt(starts, place) {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle] <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}

// Returns the pages that have enough of the query, counted by its longest known pieces, and what each page lacks.
function findParts(pages, terms) {
  const length = terms.reduce((sum, term) => sum + term.text.length, 0)
  const pieces = new Set(terms.flatMap(term => knownPieces(pages, term.text)))
  const longest = [...pieces].sort((a, b) => b.length - a.length).slice(0, PIECES)
  const found = []
  for (const page of pages) {
    const present = longest.filter(piece => hitsOf(page, [piece]))
    const coverage = present.join("").length / length
    if (coverage < ENOUGH) continue
    const missing = terms.filter(term => !hitsOf(page, [term.text]))
    found.push({
      page,
      finds: present.map(piece => hitsOf(page, [piece])),
      coverage,
      missing: missing.map(({ source }) => (source.length > LACK ? `${source.slice(0, LACK)}…` : source))
    })
  }
  return found
}

// Returns the pieces of a folded term that stand somewhere: from the left, each as long as can be. Latin words and
// numbers are not cut.
function knownPieces(pages, term) {
  const longest = longestKnown(pages, term)
  const cuts = place => /[a-z0-9]{2}/.test(term.slice(place - 1, place + 1))
  const pieces = []
  let at = 0
  while (at < term.length) {
    let end = at + longest[at]
    while (end > at && cuts(end)) end--
    const counts = end - at >= PIECE && !(at && cuts(at))
    if (counts) pieces.push(term.slice(at, end))
    at = counts ? end : at + 1
  }
  return pieces
}

// Returns for each place of a folded term how many of its characters from there on stand together on some page.
function longestKnown(pages, term) {
  const longest = new Uint16Array(term.length)
  const places = new Array(0x10000)
  for (let i = 0; i < term.length; i++) (places[term.charCodeAt(i)] ??= []).push(i)
  for (const { text } of pages) {
    for (let at = 0; at < text.length; at++) {
      const starts = places[text.charCodeAt(at)]
      if (!starts) continue
      for (const i of starts) {
        // Only what may be longer than before is worth a closer look; so repetitions do not take long.
        if (i + longest[i] >= term.length || text[at + longest[i]] !== term[i + longest[i]]) continue
        let length = 1
        while (i + length < term.length && term.charCodeAt(i + length) === text.charCodeAt(at + length)) length++
        if (length > longest[i]) longest[i] = length
      }
    }
  }
  return longest
}

// --- Ranking --------------------------------------------------------------------------------------------------

const [ASIDE, TEXT, HEADING, TITLE] = [0, 1, 2, 3]

// Returns what places a page: title before heading before text; then earlier, more and denser matches.
function judge({ page, finds }) {
  const starts = page.sections.map(section => section.start)
  let place = 0
  let count = 0
  let covered = 0
  let named = 0
  let first = page.text.length
  const hits = []
  for (const { title, text } of finds) {
    let best = title.length ? TITLE : ASIDE
    for (const range of text) {
      const section = page.sections[blockAt(starts, range[0])]
      const heading = range[1] <= section.body
      best = Math.max(best, section.aside ? ASIDE : heading ? HEADING : TEXT)
      hits.push({ range, section, heading, term: text })
      covered += range[1] - range[0]
    }
    place += best
    count += text.length
    if (text.length) first = Math.min(first, text[0][0])
    if (title.length) named += (title[0][1] - title[0][0]) / page.title.text.length
  }
  hits.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1])
  const length = page.text.length || 1
  const weight = 2 * named + (1 - first / length) + Math.log2(1 + count) + (20 * covered) / length
  return { hits, place, weight, regional: finds.filter(find => find.regional).length }
}

// --- Showing --------------------------------------------------------------------------------------------------

// Returns the theme's items, best first: of each page the entries that match, the page itself among them.
function search(site, query) {
  const found = findPages(site, query)
  const limit = rank => (rank < WIDE ? PASSAGES : rank < LONG_LIST ? 1 : 0)
  return found.map((each, rank) => showPage(site, each, found.length - rank, limit(rank)))
}

// The theme shows entries that score as the first does, and hides those that score less. The page's own entry is its
// headline, with a text only where it is the first and alone at the top. Enter opens what scores highest.
function showPage(site, { page, finds, hits, missing }, score, limit) {
  const known = spellings(page, finds, limit || 1)
  const terms = Object.fromEntries([...missing.map(word => [word, false]), ...known.map(word => [word, true])])
  const location = address(site, page, known)
  const passages = limit ? bestPassages(hits).slice(0, limit) : []
  const inTitle = finds.flatMap(find => find.title).map(range => inSource(page.title, range))
  const headline = {
    location,
    title: marked(page.title.source, inTitle) + elsewhere(site, page, finds),
    text: "",
    score: score - 0.25,
    terms
  }
  const first = passages[0]?.section ?? page.sections.find(section => section.sourceEnd > section.sourceBody)
  const leads = !passages.length || first === page.sections[0]
  if (leads) {
    if (first) headline.text = excerpt(page, first, passages[0]?.hits ?? [])
    headline.score = score
  }
  const shown = passages.filter(({ section }) => section !== page.sections[0])
  const entries = shown.map(({ section, hits: its }, number) => ({
    location: `${location}#${section.anchor}`,
    title: heading(page, section, its),
    text: excerpt(page, section, its),
    score: !leads && number < OPEN ? score : score - 0.5,
    terms
  }))
  return leads ? [headline, ...entries] : [...entries, headline]
}

// Returns what says, beside a page's title, that it has another region's words for what was asked, and which.
function elsewhere(site, page, finds) {
  const words = spellings(page, finds.filter(find => find.regional), 1)
  return words.length ? ` <small>${escapeHtml(`${site.elsewhere}：${words.join("、")}`)}</small>` : ""
}

// Returns the sections that match, with their hits: the best ones, then some others in the order of the page. Asides
// count only where there is nothing else.
function bestPassages(hits) {
  const passages = new Map()
  for (const hit of hits) {
    const passage = passages.get(hit.section) ?? { section: hit.section, hits: [], terms: new Set(), heading: false }
    passage.hits.push(hit)
    passage.terms.add(hit.term)
    passage.heading ||= hit.heading
    passages.set(hit.section, passage)
  }
  const all = [...passages.values()]
  const proper = all.filter(({ section }) => !section.aside)
  const ranked = (proper.length ? proper : all).sort(
    (a, b) => b.terms.size - a.terms.size || b.heading - a.heading || b.hits.length - a.hits.length
  )
  const others = ranked.slice(OPEN).sort((a, b) => a.section.start - b.section.start)
  return [...ranked.slice(0, OPEN), ...others]
}

// Returns the words that were found, each in as many of the ways in which the page spells it as `limit` says.
function spellings(page, finds, limit) {
  const words = new Set()
  for (const { title, text } of finds) {
    const [part, ranges] = text.length ? [page, text] : [page.title, title]
    const spelt = new Set()
    for (let i = 0; i < ranges.length && spelt.size < limit; i++) {
      spelt.add(part.source.slice(...inSource(part, ranges[i])).replace(/\s+/gu, ""))
    }
    spelt.forEach(word => words.add(word))
  }
  return [...words]
}

// Returns the page's address with the words that it is to mark.
function address(site, page, words) {
  const leaf = /(^|\/)$/.test(page.address) ? site.leaf : ""
  return `${page.address}${leaf}?${new URLSearchParams({ h: words.join(" ") })}`
}

function heading(page, section, hits) {
  const marks = hits.filter(hit => hit.heading).map(hit => inSource(page, hit.range))
  return marked(page.source, marks, section.sourceStart, section.sourceBody)
}

// Returns a piece of a section's text around its hits, as HTML.
function excerpt(page, section, hits) {
  const inText = hits.filter(hit => !hit.heading)
  const marks = inText.map(hit => inSource(page, hit.range))
  const [start, end] = marks[densest(inText, marks)] ?? [section.sourceBody, section.sourceBody]
  const from = excerptStart(page.source, section.sourceBody, start)
  let to = Math.max(end, Math.min(section.sourceEnd, Math.max(from + EXCERPT, end + LEAD / 2)))
  if (/[\udc00-\udfff]/.test(page.source[to])) to++
  const before = from > section.sourceBody ? "…" : ""
  const after = to < section.sourceEnd ? "…" : ""
  return before + marked(page.source, marks, from, to) + after
}

// Returns the number of the mark from which on an excerpt shows the most different terms.
function densest(hits, marks) {
  let best = 0
  let most = 0
  for (let i = 0; i < marks.length; i++) {
    const seen = new Set()
    for (let j = i; j < marks.length && marks[j][1] <= marks[i][0] + EXCERPT - LEAD; j++) seen.add(hits[j].term)
    if (seen.size > most) [best, most] = [i, seen.size]
  }
  return best
}

// Returns where an excerpt begins: with the section or a sentence, where one begins close enough before the match.
function excerptStart(source, earliest, match) {
  if (match - earliest <= LEAD) return Math.min(earliest, match)
  const lead = source.slice(match - LEAD, match)
  const sentence = lead.search(/[。！？；\n]/)
  if (sentence >= 0) return match - LEAD + sentence + 1
  const middle = match - LEAD / 2
  return /[\udc00-\udfff]/.test(source[middle]) ? middle + 1 : middle
}

// Returns a stretch of text as HTML, with marks; those that overlap another or the edge are left out.
function marked(source, marks, from = 0, to = source.length) {
  const html = text => escapeHtml(text).replace(/\s+/g, " ")
  let out = ""
  let at = from
  for (const [start, end] of marks) {
    if (start < at || end > to) continue
    out += `${html(source.slice(at, start))}<mark data-md-highlight>${html(source.slice(start, end))}</mark>`
    at = end
  }
  return (out + html(source.slice(at, to))).trim()
}

// --- The theme ------------------------------------------------------------------------------------------------

const [SETUP, READY, ASK, RESULT, TURN] = [0, 1, 2, 3, 4]
let site = null
let pending = null // makes the site, once it is needed
let turned = false

// Answers a message of Material for MkDocs 9.8 to its search worker; or, without an answer, our own that somebody
// turns to the search. `leaf`: see createSite.
function answer({ type, data }, leaf = "") {
  if (type === SETUP) {
    pending = () => createSite(data.config, data.docs, leaf)
    if (turned) prepare()
    return { type: READY }
  }
  if (type === TURN) {
    turned = true
    prepare()
    return null
  }
  if (type === ASK) {
    const query = String(data)
    if (query.trim()) prepare()
    return { type: RESULT, data: { items: site ? search(site, query) : [] } }
  }
  throw new Error(`The theme sends a message of a type unknown here: ${type}`)
}

function prepare() {
  if (pending) site = pending()
  pending = null
}
