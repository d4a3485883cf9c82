// What the page does for the search; it comes before the theme's own script.

const box = document.querySelector("[data-md-component=search-query]")

// The theme sets up its worker on every page, and few are searched from: the engine waits until somebody turns to the
// box before it reads the index.
class WaitingWorker extends Worker {
  constructor(url) {
    super(url)
    box?.addEventListener("focus", () => this.postMessage({ type: 4 }), { once: true }) // TURN, in engine.js
  }
}

// No browser starts a worker for a page that is read without a server: there the page itself runs the engine.
class PageWorker extends EventTarget {
  constructor(url) {
    super()
    const load = name =>
      new Promise((resolve, reject) => {
        const script = document.createElement("script")
        script.src = new URL(name, new URL(url, location))
        script.onload = resolve
        script.onerror = reject
        document.head.append(script)
      })
    this.loaded = Promise.all(["unpack.js", "engine.js"].map(load))
  }

  async postMessage(message) {
    await this.loaded
    this.dispatchEvent(new MessageEvent("message", { data: answer(message, "index.html") }))
  }
}

window.Worker = location.protocol === "file:" ? PageWorker : WaitingWorker

// The theme asks at each key; words also come by pasting, dictation and input methods. What is being composed is no
// query yet, and its Enter follows no result; Safari says so by the code alone.
const ask = () => box.dispatchEvent(new KeyboardEvent("keyup"))
box?.addEventListener("input", event => event.isComposing || ask())
box?.addEventListener("compositionend", ask)
for (const type of ["keydown", "keyup"]) {
  const keep = event => (event.isComposing || event.keyCode === 229) && event.stopImmediatePropagation()
  addEventListener(type, keep, { capture: true })
}
document.querySelector(".md-search-result__meta")?.setAttribute("role", "status")

// A result brings its words along in `?h=`, as the page spells them. Mark them, across sentences and links too.
const MARKS = 1000
const NO_TEXT = "noscript, script, style, .headerlink, .cite, .inference, .md-content__button"

function markWords(root, words) {
  const { text, places } = readText(root)
  const ranges = findWords(text, words).slice(0, MARKS)
  // From the end, so that the places before stay true while nodes are cut.
  return ranges.reverse().flatMap(([start, end]) => markRange(places, start, end)).reverse()
}

// Returns the visible text without white space, and for each of its units the node and where in it.
function readText(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, node =>
    node instanceof Element && node.matches(NO_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
  )
  let text = ""
  const places = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    for (let i = 0; i < node.data.length; i++) {
      if (/\s/.test(node.data[i])) continue
      text += node.data[i]
      places.push([node, i])
    }
  }
  return { text, places }
}

// Returns where the words stand, in order; where two overlap, the first of them.
function findWords(text, words) {
  const found = []
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      found.push([at, at + word.length])
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  let free = 0
  return found.filter(([start, end]) => start >= free && (free = end))
}

// Wraps a range, node by node, and returns the marks, the last one first.
function markRange(places, start, end) {
  const marks = []
  while (end > start) {
    const [node, last] = places[end - 1]
    let from = end - 1
    while (from > start && places[from - 1][0] === node) from--
    const range = document.createRange()
    range.setStart(node, places[from][1])
    range.setEnd(node, last + 1)
    const mark = document.createElement("mark")
    mark.dataset.mdHighlight = ""
    range.surroundContents(mark)
    marks.push(mark)
    end = from
  }
  return marks
}

// The passage may be longer than the window: go on to its first mark.
function showFirst(marks) {
  const target = document.querySelector(":target")
  const after = mark => !target || target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING
  const first = marks.find(after) ?? marks[0]
  const folded = first.closest("details")
  if (folded) folded.open = true
  const { top, bottom } = first.getBoundingClientRect()
  if (top < 0 || bottom > innerHeight) first.scrollIntoView({ block: "center" })
}

const words = (new URLSearchParams(location.search).get("h") ?? "").slice(0, 500).split(/\s+/).filter(Boolean)
const content = document.querySelector("article.md-content__inner")
if (words.length && content) {
  const marks = markWords(content, words)
  const [arrival] = performance.getEntriesByType("navigation")
  if (marks.length && arrival?.type === "navigate") addEventListener("load", () => showFirst(marks))
}
