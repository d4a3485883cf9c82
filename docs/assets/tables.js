// A table marked data-sortable is sorted by the column whose heading is pressed: numbers by data-sort, words as words.
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0]
  const headings = [...table.tHead.rows[0].cells]
  headings.forEach((heading, column) => {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = heading.textContent
    heading.replaceChildren(button)
    button.addEventListener("click", () => {
      const ascending = heading.getAttribute("aria-sort") !== "ascending"
      for (const other of headings) other.removeAttribute("aria-sort")
      heading.setAttribute("aria-sort", ascending ? "ascending" : "descending")
      const key = row => row.cells[column].dataset.sort
      const words = row => row.cells[column].textContent.trim()
      const compare = (a, b) =>
        key(a) !== undefined && key(b) !== undefined
          ? key(a) - key(b)
          : (key(a) === undefined) - (key(b) === undefined) || words(a).localeCompare(words(b), "zh")
      const rows = [...body.rows].sort(compare)
      body.append(...(ascending ? rows : rows.reverse()))
    })
  })
}
