import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import * as client from "ayb-client";
import { bundle } from "../../bundle.js";

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const names = Object.keys(client).toSorted();

test("the file for script tags is made of the modules as they are", () => {
  assert.equal(read("ayb.global.js"), bundle(), "run: npm run bundle");
});

test("the file for script tags is the same in whatever encoding its page has", () => {
  assert.match(bundle(), /^[\x20-\x7e\n]+$/);
});

test("a script tag gets what a module gets", () => {
  assert.ok(names.length > 0);
  const page = createContext({});

  runInContext(read("ayb.global.js"), page);

  assert.deepEqual(Object.keys(page).toSorted(), names);
  assert.equal(runInContext(`AybClient.escapeSQL("it's")`, page), "it''s");
});

test("programs that require it get the same", () => {
  assert.equal(createRequire(import.meta.url)("ayb-client").AybClient, client.AybClient);
});

test("everything is declared, and nothing else", () => {
  const declarations = read("ayb.d.ts");
  const declared = [...declarations.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(declared.toSorted(), names);

  for (const name of names.filter((each) => /^class /.test(client[each]) && each !== "AybError")) {
    const [, body] = declarations.match(new RegExp(`^export class ${name} [^]*?\\{\n([^]*?)^\\}`, "m"));
    for (const member of members(client[name])) {
      assert.match(body, new RegExp(`^  (?:static |readonly )?${member}\\b`, "m"), `${name}.${member}`);
    }
  }
});

test("it depends on nothing", () => {
  const { dependencies, peerDependencies } = JSON.parse(read("package.json"));

  assert.deepEqual({ dependencies, peerDependencies }, { dependencies: undefined, peerDependencies: undefined });
  assert.doesNotMatch(bundle(), /\brequire\(|\bimport\b/);
});

function members(type) {
  const own = Object.getOwnPropertyNames(type.prototype).concat(Object.getOwnPropertyNames(type));
  const inherited = type === client.AybOAuth ? [] : ["query", "queryObjects", "batch", "stream"];
  return own.concat(inherited).filter((name) => !/^_|^(length|name|prototype|constructor)$/.test(name));
}
