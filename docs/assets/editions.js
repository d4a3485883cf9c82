// Switching editions keeps the anchor: the link leads to the same page already, and this adds the place on it.
// The edition that a reader chose, or else the one that the browser asks for, is offered where another one is open.
// Nobody is sent anywhere.
const links = [...document.querySelectorAll("a[data-edition]")]
const here = document.documentElement.lang
const WORDS = {
  "zh-Hans": ["这一页有简体版", "不用"],
  "zh-Hant-TW": ["這一頁有繁體（台灣）版", "不用"],
  "zh-Hant-HK": ["這一頁有繁體（香港）版", "不用"],
}
const KEY = "wenzhai.edition"

// Where a browser keeps nothing, nothing is remembered.
function recall() {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function remember(edition) {
  try {
    localStorage.setItem(KEY, edition)
  } catch {}
}

function asked() {
  const tag = navigator.languages.find(language => /^zh\b/i.test(language))
  if (!tag) return null
  if (/-(hk|mo)\b/i.test(tag)) return "zh-Hant-HK"
  return /-(hant|tw)\b/i.test(tag) ? "zh-Hant-TW" : "zh-Hans"
}

function follow() {
  for (const link of document.querySelectorAll("a[data-edition]")) link.hash = location.hash
}

function offer(edition) {
  const link = links.find(other => other.dataset.edition === edition)
  if (!link || edition === here) return
  const [words, no] = WORDS[edition]
  const box = document.createElement("aside")
  box.className = "offer"
  box.lang = edition
  box.setAttribute("aria-label", words)
  const go = document.createElement("a")
  go.href = link.href
  go.dataset.edition = edition
  go.textContent = words
  const stay = document.createElement("button")
  stay.type = "button"
  stay.textContent = no
  stay.addEventListener("click", () => {
    remember(here)
    box.remove()
  })
  box.append(go, stay)
  document.body.append(box)
}

addEventListener("click", event => {
  const link = event.target.closest("a[data-edition]")
  if (link) remember(link.dataset.edition)
})
offer(recall() ?? asked())
follow()
addEventListener("hashchange", follow)
