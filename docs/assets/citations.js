// Evidence shows on hover and focus by style alone. Here: the first tap shows it, the second follows the link; and
// Escape hides it, wherever the pointer is.
const touch = matchMedia("(hover: none)")
let shown = null

function show(link) {
  shown?.classList.remove("shown")
  shown = link
  shown?.classList.add("shown")
}

addEventListener("click", event => {
  const link = event.target.closest("a.cite-link")
  if (event.target.closest(".evidence")) return
  if (link && touch.matches && link !== shown) event.preventDefault()
  show(link && touch.matches ? link : null)
})

addEventListener("keydown", event => {
  if (event.key !== "Escape") return
  show(null)
  document.documentElement.classList.add("evidence-hidden")
})

for (const type of ["pointermove", "focusin"]) {
  addEventListener(type, () => document.documentElement.classList.remove("evidence-hidden"), { passive: true })
}
