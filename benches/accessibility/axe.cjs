// Checks HTML papers with axe-core in headless Chromium at two widths, with every part that can be opened open.
//
//   npm install axe-core puppeteer-core        (in a folder of your own; NODE_PATH names its node_modules)
//   NODE_PATH=…/node_modules node benches/accessibility/axe.cjs out/paper.html
//
// Prints a line for each file and width, and each violation of WCAG 2.0 to 2.2 AA and of axe's best practices. Exits with 1 where
// there is one, or where the page is wider than the window. CHROMIUM names the browser [/usr/bin/chromium].

const fs = require("fs");
const path = require("path");
const puppeteer = require("puppeteer-core");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  let wrong = false;
  for (const file of process.argv.slice(2)) {
    for (const width of [400, 1280]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 900 });
      await page.goto("file://" + path.resolve(file));
      await page.evaluate(axe);
      const { violations, passes, wide } = await page.evaluate(async (rules) => {
        document.querySelectorAll("details").forEach((part) => (part.open = true));
        const found = await globalThis.axe.run(document, { runOnly: rules });
        return { violations: found.violations, passes: found.passes.length, wide: document.documentElement.scrollWidth };
      }, RULES);
      console.log(`${file} at ${width} px: ${violations.length} violations, ${passes} rules passed, ${wide} px wide`);
      for (const one of violations) console.log(`  ${one.id} (${one.nodes.length}): ${one.help}\n    ${one.nodes[0].html}`);
      wrong = wrong || violations.length > 0 || wide > width;
      await page.close();
    }
  }
  await browser.close();
  process.exit(wrong ? 1 : 0);
})();
