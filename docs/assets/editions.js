// Switching editions keeps the anchor: the link leads to the same page already, and this adds the place on it.
const links = document.querySelectorAll("a[data-edition]")

function follow() {
  for (const link of links) link.hash = location.hash
}

follow()
addEventListener("hashchange", follow)
