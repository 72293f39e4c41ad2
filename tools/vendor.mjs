// Copies the scripts that pages use from node_modules into internal/web/vendor, where the binary embeds them.
// Run it after npm ci: node tools/vendor.mjs
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const to = join(root, "internal", "web", "vendor");

const files = [
  ["htmx.org", "dist/htmx.min.js", "htmx.min.js"],
  ["cytoscape", "dist/cytoscape.min.js", "cytoscape.min.js"],
];

const pinned = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies;
mkdirSync(to, { recursive: true });
for (const [name, from, as] of files) {
  const dir = join(root, "node_modules", name);
  const found = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")).version;
  if (found !== pinned[name]) {
    throw new Error(`${name} is ${found}, package.json wants ${pinned[name]}: run npm ci`);
  }
  copyFileSync(join(dir, from), join(to, as));
  console.log(`${as} ${found}`);
}
