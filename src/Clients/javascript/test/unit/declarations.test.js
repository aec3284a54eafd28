import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("the declarations let apps write what works, and keep them from what does not", () => {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

  const { status, stdout } = spawnSync(process.execPath, [compiler, "--project", fileURLToPath(new URL("../types", import.meta.url))]);

  assert.equal(String(stdout), "");
  assert.equal(status, 0);
});
