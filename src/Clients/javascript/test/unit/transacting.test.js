import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { AybClient } from "ayb-client";
import { stubFetch } from "../stubs.js";

const BOOKS = "https://ayb.example.com/v1/ada/books";
const OTHERS = "https://other.example.com/v1/bob/others";
const SESSION = { body: { session: "s1", mode: "write" } };
const ROWS = { body: '{"n":1}\n{"n":2}\n{"n":3}\n' };
const REFUSED = /^Error: Finish the stream first/;

let db;

beforeEach(() => {
  db = new AybClient({ appId: "app", url: BOOKS, token: "ayb_a_b" });
});

for (const [what, change] of [
  ["given up", () => db.disconnect()],
  ["exchanged", () => db.saveConfig(OTHERS, "ayb_c_d")],
]) {
  test(`a transaction belongs to the connection that began it, also when that is ${what} meanwhile`, async (t) => {
    const calls = stubFetch(t, SESSION, { body: { fields: [], rows: [] } });
    const beginning = db.begin();
    change();

    const tx = await beginning;
    await tx.query("SELECT 1");
    await tx.commit();

    assert.deepEqual(calls.map(({ url }) => url), ["sessions", "query", "sessions/s1/commit"].map((path) => `${BOOKS}/${path}`));
    assert.ok(calls.every(({ headers }) => headers.Authorization === "Bearer ayb_a_b"));
  });
}

test("nothing else can be asked while a stream is open, since it would wait for the stream", async (t) => {
  const calls = stubFetch(t, SESSION, ROWS);
  const tx = await db.begin();
  const rows = tx.stream("SELECT n FROM numbers");
  const first = rows.next();

  for (const ask of [
    () => tx.query("SELECT 1"),
    () => tx.queryObjects("SELECT 1", []),
    () => tx.batch(["SELECT 1"]),
    () => tx.stream("SELECT 1").next(),
    () => tx.commit(),
    () => tx.rollback(),
  ]) {
    await assert.rejects(ask, REFUSED);
  }

  assert.deepEqual([(await first).value, tx.isOver, calls.length], [{ n: 1 }, false, 2]);
});

for (const [what, finish] of [
  ["read to its end", async (rows) => {
    let count = 0;
    for await (const { n } of rows) {
      assert.equal(n, ++count);
    }

    assert.equal(count, 3);
  }],
  ["ended early", async (rows) => {
    assert.deepEqual(await rows.next(), { value: { n: 1 }, done: false });
    await rows.return();
  }],
]) {
  test(`a stream that is ${what} is in nobody's way`, async (t) => {
    stubFetch(t, SESSION, ROWS, { body: { fields: [], rows: [] } });
    const tx = await db.begin();

    await finish(tx.stream("SELECT n FROM numbers"));

    await tx.query("SELECT 1");
    await tx.commit();
  });
}

test("a stream that nobody reads is in nobody's way", async (t) => {
  stubFetch(t, SESSION, { body: { fields: [], rows: [] } });
  const tx = await db.begin();

  tx.stream("SELECT n FROM numbers");

  await tx.query("SELECT 1");
  await tx.commit();
});

test("a stream that cannot begin is in nobody's way", async (t) => {
  stubFetch(t, SESSION, { status: 400, body: { type: "QueryError", message: "no such table: nowhere" } }, {});
  const tx = await db.begin();

  await assert.rejects(tx.stream("SELECT n FROM nowhere").next(), { type: "QueryError" });

  await tx.rollback();
});

for (const [what, fail] of [
  ["fails with", () => assert.fail("changed my mind")],
  ["forgets", () => {}],
]) {
  test(`work that ${what} an open stream is rolled back`, async (t) => {
    const calls = stubFetch(t, SESSION, ROWS);
    let rows;

    await assert.rejects(db.transaction(async (tx) => {
      rows = tx.stream("SELECT n FROM numbers");
      await rows.next();
      fail();
    }), what === "forgets" ? REFUSED : /changed my mind/);

    assert.deepEqual(calls.map(({ url }) => url.slice(BOOKS.length)), ["/sessions", "/query", "/sessions/s1/rollback"]);
    assert.ok(calls[1].signal.aborted);
  });
}

test("a stream heeds the signal of its transaction, and its own", async (t) => {
  for (const [ofTransaction, ofStream] of [[new AbortController(), undefined], [undefined, new AbortController()]]) {
    const calls = stubFetch(t, SESSION, ROWS);
    const tx = await db.begin({ signal: ofTransaction?.signal });
    const rows = tx.stream("SELECT n FROM numbers", [], { signal: ofStream?.signal });
    await rows.next();

    (ofTransaction ?? ofStream).abort();

    assert.ok(calls[1].signal.aborted);
    await rows.return();
    t.mock.restoreAll();
  }
});
