import assert from "node:assert/strict";
import { test } from "node:test";
import { db } from "./database.js";

test("without parameters every value is text", async () => {
  assert.deepEqual(await db.query(`SELECT 1 AS a, 0.5 AS b, 'text' AS c, NULL AS d, 9007199254740993 AS e`), {
    fields: ["a", "b", "c", "d", "e"],
    rows: [["1", "0.5", "text", null, "9007199254740993"]],
  });
  assert.deepEqual(await db.queryObjects("SELECT 1 AS a, NULL AS b UNION ALL SELECT 2, 'x'"), [{ a: "1", b: null }, { a: "2", b: "x" }]);
});

test("text may have several statements, and the last one answers", async () => {
  const { rows } = await db.query("CREATE TABLE script (n); INSERT INTO script VALUES (1), (2); SELECT count(*) FROM script");

  assert.deepEqual(rows, [["2"]]);
});

for (const [value, type, back = value] of [
  ["it's — 'quoted', \"so\" \\ \u0000 日本 🙂", "text"],
  ["", "text"],
  [null, "null"],
  [0, "integer"],
  [2 ** 53 - 1, "integer"],
  [2n ** 63n - 1n, "integer"],
  [-(2n ** 63n), "integer"],
  [5n, "integer", 5],
  [true, "integer", 1],
  [false, "integer", 0],
  [0.1, "real"],
  [2 ** 70, "real"],
  [Infinity, "real"],
  [5e-324, "real"],
  [new Uint8Array([0, 1, 254, 255]), "blob"],
  [new Uint8Array(), "blob"],
  [Uint8Array.from({ length: 300_000 }, (_, index) => index * 7), "blob"],
]) {
  test(`${typeof value} ${String(value).slice(0, 20)} goes in and comes out as ${type}`, async () => {
    const { rows } = await db.query("SELECT ?1, typeof(?1)", [value]);
    const [object] = await db.queryObjects("SELECT :value AS value", { value });

    assert.deepEqual(rows, [[back, type]]);
    assert.deepEqual(object, { value: back });
  });
}

test("an integer that is too large for the database is refused", async () => {
  await assert.rejects(db.query("SELECT ?", [2n ** 63n]), { name: "AybError", status: 400 });
});

test("a result tells types, what it has written, and where", async () => {
  await db.query("CREATE TABLE written (id INTEGER PRIMARY KEY, score REAL)");

  const insert = await db.query("INSERT INTO written (id, score) VALUES (?, ?), (?, ?)", [7, 1, 2n ** 60n, 2]);
  const select = await db.query("SELECT id, score FROM written", []);

  assert.deepEqual(insert, { fields: [], types: [], rows: [], rowsAffected: 2, lastInsertRowid: 2n ** 60n });
  assert.deepEqual([select.fields, select.types], [["id", "score"], ["integer", "real"]]);
  assert.deepEqual(select.rows, [[7, 1], [2n ** 60n, 2]]);
});

test("integers come as they are asked for", async () => {
  const sql = "SELECT 1, 9007199254740993";

  assert.deepEqual((await db.query(sql, [])).rows, [[1, 9007199254740993n]]);
  assert.deepEqual((await db.query(sql, [], { integers: "bigint" })).rows, [[1n, 9007199254740993n]]);
  assert.deepEqual((await db.query(sql, [], { integers: "number" })).rows, [[1, 9007199254740992]]);
});

test("a batch has a result for each of its statements", async () => {
  const results = await db.batch([
    "CREATE TABLE fruit (name)",
    { sql: "INSERT INTO fruit VALUES (?), (?)", params: ["apple", "pear"] },
    { sql: "SELECT name FROM fruit WHERE name > :from", params: { from: "b" } },
  ]);

  assert.deepEqual(results.map(({ rows, rowsAffected }) => [rows, rowsAffected]), [[[], 0], [[], 2], [[["pear"]], 0]]);
  assert.deepEqual(await db.batch([]), []);
});

test("a signal aborts a query", async () => {
  const abort = new AbortController();
  const answer = db.query("SELECT 1", [], { signal: abort.signal });
  abort.abort();

  await assert.rejects(answer, { name: "AbortError" });
  await assert.rejects(db.query("SELECT 1", undefined, { signal: abort.signal }), { name: "AbortError" });
});
