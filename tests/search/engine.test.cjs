// Runs the cases in Node: `node --test tests/search/*.test.cjs`. tests/browser/test_search_engine.py runs them in Chromium.
const { readFileSync } = require("node:fs")
const { join } = require("node:path")
const { test } = require("node:test")
const { deepEqual } = require("node:assert/strict")
const { runInThisContext } = require("node:vm")

const assets = join(__dirname, "../../docs/assets/search")
const files = [join(assets, "unpack.js"), join(assets, "engine.js"), join(__dirname, "cases.js")]
for (const filename of files) runInThisContext(readFileSync(filename, "utf8"), { filename })

runInThisContext("engineCases")(test, deepEqual)
