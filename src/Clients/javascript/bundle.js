// Writes ayb.global.js: all modules of ayb.js in one file, for pages that have a script tag and nothing else.
import { readFileSync, writeFileSync } from "node:fs";

const IMPORT = /^(?:import|export) \{ (.+) \} from "(.+)";\n/gm;
const EXPORT = /^export (?=(?:async )?(?:class|const|function)\b)/gm;

/** The text of ayb.global.js. */
export function bundle() {
  const entry = new URL("ayb.js", import.meta.url);
  const names = [...readFileSync(entry, "utf8").matchAll(IMPORT)].flatMap(([, list]) => list.split(", "));
  const modules = collect(entry, new Set()).map((source) => source.trim());
  return [
    '"use strict";',
    "// Made from ayb.js by bundle.js. The script tag's globals are the exports of the module.",
    "Object.assign(globalThis, (() => {",
    ...modules.filter(Boolean).map((source) => `${source}\n`),
    `return { ${names.toSorted().join(", ")} };`,
    "})());",
    "",
  ].join("\n");
}

/** A module after all that it imports, since classes can't be extended before they are there. */
function collect(url, visited) {
  if (visited.has(url.href)) {
    return [];
  }

  visited.add(url.href);
  const source = readFileSync(url, "utf8");
  const imported = [...source.matchAll(IMPORT)].flatMap(([, , path]) => collect(new URL(path, url), visited));
  return [...imported, source.replace(IMPORT, "").replace(EXPORT, "")];
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(new URL("ayb.global.js", import.meta.url), bundle());
}
