"""The digest: theme pages parsed, every citation checked against the seeds, and what the site gathers from both.

Read in this order: `theme` (a page as data; below it `front_matter`, `outline`, `markdown`, `citations`, `dates`),
`passages` (what can be quoted; `words` says what counts of it), `matching` (whether a quotation is true; `searching`,
`cut_offs`, `nearest`), `checking` (all pages at once; `form`, `numbers`, `lock`), `gathering` (`related`), and for
the command line `commands` (`suggest`, `proposals`).
"""
