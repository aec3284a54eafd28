import assert from "node:assert/strict";
import { test } from "node:test";
import { COUNT, db } from "./database.js";

async function collect(rows) {
  const all = [];
  for await (const row of rows) {
    all.push(row);
  }

  return all;
}

test("rows arrive as objects with typed values", async () => {
  const rows = db.stream("SELECT ? AS n, ? AS big, ? AS bytes, 1e999 AS real, NULL AS none, 'é🙂' AS text, 2 AS n", [1, 2n ** 60n, new Uint8Array([0, 255])]);

  assert.deepEqual(await collect(rows), [
    { n: 1, big: 2n ** 60n, bytes: new Uint8Array([0, 255]), real: Infinity, none: null, text: "é🙂", "n:1": 2 },
  ]);
});

test("all rows of a long answer arrive, in order, wherever its pieces end", async () => {
  const rows = await collect(db.stream(`SELECT n, printf('%.*c', n % 400, 'x') || 'é' AS text FROM (${COUNT}) LIMIT 50000`));

  assert.equal(rows.length, 50_000);
  assert.ok(rows.every(({ n, text }, index) => n === index + 1 && text === `${"x".repeat(n % 400 || 1)}é`));
});

test("a line may be longer than a piece", async () => {
  const [{ text }] = await collect(db.stream("SELECT hex(zeroblob(1000000)) AS text"));

  assert.equal(text, "00".repeat(1_000_000));
});

test("an answer may have no rows, and integers may all be BigInts", async () => {
  assert.deepEqual(await collect(db.stream("SELECT 1 WHERE 0")), []);
  assert.deepEqual(await collect(db.stream("SELECT 1 AS n", [], { integers: "bigint" })), [{ n: 1n }]);
});

test("an answer without end ends when nobody reads on", async () => {
  const seen = [];
  for await (const { n } of db.stream(COUNT)) {
    seen.push(n);
    if (n === 1000) {
      break;
    }
  }

  assert.equal(seen.length, 1000);
});

test("a query that fails in the middle gives its rows, and then its error", async () => {
  const seen = [];

  await assert.rejects(async () => {
    for await (const { n } of db.stream(`SELECT n, json(CASE WHEN n > 100000 THEN '{' ELSE '1' END) FROM (${COUNT})`)) {
      seen.push(n);
    }
  }, { name: "AybError", type: "QueryError", message: "malformed JSON" });

  assert.equal(seen.length, 100_000);
});

test("a query that does not start is an error with its status", async () => {
  await assert.rejects(collect(db.stream("SELECT nope")), { name: "AybError", type: "QueryError", status: 400 });
});

test("a signal ends an answer", async () => {
  const abort = new AbortController();

  await assert.rejects(async () => {
    for await (const { n } of db.stream(COUNT, [], { signal: abort.signal })) {
      if (n === 10) {
        abort.abort();
      }
    }
  }, { name: "AbortError" });
});
