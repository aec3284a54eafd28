import assert from "node:assert/strict";
import { test } from "node:test";
import { AybClient, AybError } from "ayb-client";
import { stubFetch } from "../stubs.js";

const db = new AybClient({ url: "https://ayb.example.com/ada/books", token: "ayb_a_b" });
const ANSWER = { body: { fields: [], rows: [] } };
const DOWN = new TypeError("fetch failed");
const BUSY = { status: 429, headers: { "Retry-After": "7" }, body: { type: "Other", message: "Too many requests wait." } };

/** Lets a call run on until it waits, moves the clock, and tells how many requests it has made since. */
async function after(t, calls, milliseconds) {
  const before = calls.length;
  t.mock.timers.tick(milliseconds);
  await new Promise((resolve) => setImmediate(resolve));
  return calls.length - before;
}

test("a server that cannot be reached is asked once", async (t) => {
  const calls = stubFetch(t, DOWN, ANSWER);

  await assert.rejects(db.query("SELECT 1"), DOWN);

  assert.equal(calls.length, 1);
});

test("it is asked again after 2 and 4 seconds, as often as one likes", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const calls = stubFetch(t, DOWN, DOWN, ANSWER);
  const answer = db.query("SELECT 1", 2);

  assert.equal(await after(t, calls, 0), 0);
  assert.equal(calls.length, 1);
  assert.equal(await after(t, calls, 1999), 0);
  assert.equal(await after(t, calls, 1), 1);
  assert.equal(await after(t, calls, 3999), 0);
  assert.equal(await after(t, calls, 1), 1);
  assert.deepEqual(await answer, ANSWER.body);
});

test("a server that says when to come back is taken at its word", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const calls = stubFetch(t, BUSY, ANSWER);
  const answer = db.query("SELECT 1", undefined, { maxRetries: 1 });

  assert.equal(await after(t, calls, 0), 0);
  assert.equal(await after(t, calls, 6999), 0);
  assert.equal(await after(t, calls, 1), 1);
  assert.deepEqual(await answer, ANSWER.body);
});

test("what it says is in the error, when nobody waits", async (t) => {
  stubFetch(t, BUSY);

  await assert.rejects(db.query("SELECT 1"), (error) => {
    assert.ok(error instanceof AybError);
    assert.deepEqual({ ...error }, {
      name: "AybError", type: "Other", status: 429, retryAfter: 7, statement: undefined, recordType: undefined,
    });
    return error.message === "Too many requests wait.";
  });
});

test("a refusal is no reason to ask again", async (t) => {
  const calls = stubFetch(t, { status: 400, body: { type: "QueryError", message: "no such table: t" } }, ANSWER);

  await assert.rejects(db.query("SELECT 1", 3), { name: "AybError", type: "QueryError", status: 400, message: "no such table: t" });

  assert.equal(calls.length, 1);
});

test("what is not from ayb is an error with its status", async (t) => {
  stubFetch(t, { status: 502, body: "<html>Bad gateway</html>" });
  await assert.rejects(db.query("SELECT 1"), { name: "AybError", type: "Other", status: 502, message: "The server answered with status 502." });

  stubFetch(t, { status: 404, body: "null" });
  await assert.rejects(db.query("SELECT 1"), { name: "AybError", type: "Other", status: 404 });
});

test("an abort ends the wait", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const calls = stubFetch(t, DOWN);
  const abort = new AbortController();
  const answer = db.query("SELECT 1", undefined, { maxRetries: 9, signal: abort.signal });
  await after(t, calls, 0);

  abort.abort(new Error("enough"));

  await assert.rejects(answer, /^Error: enough$/);
  assert.equal(calls.length, 1);
  assert.equal(calls[0].signal, abort.signal);
});
