import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { token, url } from "./database.js";

const PRINTS = /; \/\/ → (.*)$/;

test("what README.md shows works, and prints what it says there", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const blocks = [...readme.matchAll(/^```js\n([^]*?)^```/gm)].map(([, code]) => code);
  const code = blocks.join("\n").replace("https://ayb.example.com/ada/books", url).replace("ayb_…", token);
  const expected = code.split("\n").flatMap((line) => line.match(PRINTS)?.[1] ?? []);
  assert.ok(blocks.length >= 7 && expected.length >= 6);

  // From this folder, "ayb-client" is this package.
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    encoding: "utf8",
  });

  assert.equal(stderr, "");
  assert.deepEqual(stdout.trimEnd().split("\n"), expected);
});
