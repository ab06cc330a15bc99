// Opens each HTML file of a folder in headless Chromium and runs axe-core on it.
// node check.mjs FOLDER: exits 1 when axe finds a violation.
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const pages = readdirSync(process.argv[2], { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .sort();
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
const page = await browser.newPage();
let violations = 0;
for (const name of pages) {
  await page.goto(pathToFileURL(resolve(join(process.argv[2], name))).href);
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => axe.run(document));
  for (const one of found.violations) {
    violations += 1;
    console.log(`${name}: ${one.id} (${one.impact}): ${one.help}`);
    for (const node of one.nodes.slice(0, 2)) console.log(`    ${node.html.slice(0, 120)}`);
  }
}
await browser.close();
console.log(`axe-core: ${pages.length} pages, ${violations} violations`);
process.exit(violations || !pages.length ? 1 : 0);
