import assert from "node:assert/strict";
import { test } from "node:test";
import { AybClient } from "ayb-client";
import { stubFetch } from "../stubs.js";

const db = new AybClient({ url: "https://ayb.example.com/ada/books", token: "ayb_a_b" });

/** What the client makes of a row that the server sends. */
async function received(t, row, options) {
  stubFetch(t, { body: `{"results":[{"columns":[],"types":[],"rows":[${row}],"rows_affected":3,"last_insert_rowid":9007199254740993,"time_ms":0}]}` });
  return db.query("SELECT 1", [], options);
}

for (const [value, sent] of [
  ["text", '"text"'],
  [null, "null"],
  [true, "true"],
  [42, "42"],
  [-0.5, "-0.5"],
  [2 ** 53 - 1, "9007199254740991"],
  [2 ** 53, '{"real":"9007199254740992"}'],
  [1e300, '{"real":"1e+300"}'],
  [Infinity, '{"real":"Infinity"}'],
  [-Infinity, '{"real":"-Infinity"}'],
  [-(2n ** 63n), '{"integer":"-9223372036854775808"}'],
  [new Uint8Array([0, 255]), '{"base64":"AP8="}'],
  [new Uint8Array([0, 255]).buffer, '{"base64":"AP8="}'],
  [new Uint8Array([1, 0, 255, 1]).subarray(1, 3), '{"base64":"AP8="}'],
  [new DataView(new ArrayBuffer(1)), '{"base64":"AA=="}'],
]) {
  test(`${typeof value} ${String(value)} is sent as ${sent}`, async (t) => {
    const calls = stubFetch(t, { body: { results: [{ columns: [], types: [], rows: [], rows_affected: 0, last_insert_rowid: 0 }] } });

    await db.query("SELECT ?", [value]);
    await db.query("SELECT :a", { a: value });

    assert.equal(calls[0].body, `{"sql":"SELECT ?","params":[${sent}]}`);
    assert.equal(calls[1].body, `{"sql":"SELECT :a","params":{"a":${sent}}}`);
    assert.equal(calls[0].headers["Content-Type"], "application/json");
  });
}

for (const [value, complaint] of [
  [undefined, "Parameter 2 is undefined, which a database cannot hold."],
  [NaN, "Parameter 2 is NaN, which a database cannot hold."],
  [Symbol("a"), "Parameter 2 is symbol, which a database cannot hold."],
  [new Date(0), /^TypeError: Parameter 2 is an object: make it text/],
  [{}, /^TypeError: Parameter 2 is an object: make it text/],
]) {
  test(`${String(value)} is not sent`, async (t) => {
    const calls = stubFetch(t, {});

    await assert.rejects(db.query("SELECT ?, ?", [1, value]), typeof complaint === "string" ? { name: "TypeError", message: complaint } : complaint);

    assert.equal(calls.length, 0);
  });
}

for (const [row, auto, bigint, number] of [
  ["[1]", 1, 1n, 1],
  ["[-9007199254740991]", -9007199254740991, -9007199254740991n, -9007199254740991],
  ["[9007199254740992]", 9007199254740992n, 9007199254740992n, 9007199254740992],
  ["[-9223372036854775808]", -(2n ** 63n), -(2n ** 63n), -(2 ** 63)],
  ["[0.12345678901234567]", 0.12345678901234567, 0.12345678901234567, 0.12345678901234567],
  ["[1.2345678901234567e+19]", 1.2345678901234567e19, 1.2345678901234567e19, 1.2345678901234567e19],
  ["[1.0]", 1, 1, 1],
  ['["9007199254740993"]', "9007199254740993", "9007199254740993", "9007199254740993"],
  [String.raw`["\\\" 9007199254740993 \\"]`, '\\" 9007199254740993 \\', '\\" 9007199254740993 \\', '\\" 9007199254740993 \\'],
  ["[null]", null, null, null],
  ['[{"real":"-Infinity"}]', -Infinity, -Infinity, -Infinity],
]) {
  test(`${row} is received without loss`, async (t) => {
    assert.deepEqual((await received(t, row)).rows, [[auto]]);
    assert.deepEqual((await received(t, row, { integers: "auto" })).rows, [[auto]]);
    assert.deepEqual((await received(t, row, { integers: "bigint" })).rows, [[bigint]]);
    assert.deepEqual((await received(t, row, { integers: "number" })).rows, [[number]]);
  });
}

test("integers beside text with quotes and backslashes are found", async (t) => {
  const row = String.raw`[9007199254740993,"\"9007199254740993\\",9007199254740995,"\\"]`;

  assert.deepEqual((await received(t, row)).rows, [[9007199254740993n, '"9007199254740993\\', 9007199254740995n, "\\"]]);
});

test("blobs are received as bytes, however large", async (t) => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index);

  const { rows } = await received(t, JSON.stringify([{ base64: Buffer.from(bytes).toString("base64") }, { base64: "" }]));

  assert.deepEqual(rows, [[bytes, new Uint8Array()]]);
});

test("counts are numbers, and row ids are exact", async (t) => {
  const result = await received(t, "[1]", { integers: "bigint" });

  assert.equal(result.rowsAffected, 3);
  assert.equal(result.lastInsertRowid, 9007199254740993n);
});

test("there are three ways to receive integers", async (t) => {
  await assert.rejects(received(t, "[1]", { integers: "string" }), /integers should be "auto", "bigint" or "number", and not "string"/);
});

test("a column may have any name", async (t) => {
  stubFetch(t, { body: { fields: ["__proto__", "a", "a"], rows: [["x", "1", "2"]] } });

  const [row] = await db.queryObjects("SELECT 1");

  assert.deepEqual(Object.entries(row), [["__proto__", "x"], ["a", "2"]]);
});
