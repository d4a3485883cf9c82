// Measures pages: node tests/lighthouse.mjs RUNS ADDRESS…  One line of JSON for each page.
// Every run has a cold cache and Lighthouse's own phone on its own slow network. `performance` holds the runs' scores:
// measuring stops as soon as most of RUNS are at the floor or above, for then their median is, whatever else comes.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const FLOOR = 0.95;
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const AS_ROOT = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const [runs, ...addresses] = process.argv.slice(2);

const chrome = await launch({
  chromePath: process.env.WENZHAI_CHROMIUM || undefined,
  chromeFlags: ["--headless=new", ...QUIET, ...AS_ROOT],
});

async function run(address, onlyCategories) {
  const flags = { port: chrome.port, logLevel: "error", disableFullPageScreenshot: true, onlyCategories };
  return (await lighthouse(address, flags)).lhr;
}

const decided = (scores) => scores.filter((score) => score >= FLOOR).length > runs / 2;

const wrong = ({ categories, audits }) =>
  ["accessibility", "best-practices", "seo"].flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${category}: ${id}: ${JSON.stringify(audits[id].details?.items ?? []).slice(0, 600)}`),
  );

for (const address of addresses) {
  const first = await run(address, ["performance", "accessibility", "best-practices", "seo"]);
  const performance = [first.categories.performance.score];
  while (performance.length < runs && !decided(performance))
    performance.push((await run(address, ["performance"])).categories.performance.score);
  const scores = Object.fromEntries(Object.entries(first.categories).map(([name, { score }]) => [name, score]));
  console.log(JSON.stringify({ address, ...scores, performance, wrong: wrong(first) }));
}
chrome.kill();
