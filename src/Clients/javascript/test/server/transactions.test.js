import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { COUNT, db, reader, titles } from "./database.js";

beforeEach(() => db.query("DROP TABLE IF EXISTS book; CREATE TABLE book (title UNIQUE); INSERT INTO book VALUES ('Emma')"));

test("work takes effect when it is done, and not before", async () => {
  const result = await db.transaction(async (tx) => {
    await tx.query("INSERT INTO book VALUES (?)", ["Persuasion"]);
    assert.deepEqual(await titles(tx), ["Emma", "Persuasion"]);
    assert.deepEqual(await titles(reader), ["Emma"]);
    assert.equal(tx.mode, "write");
    return "done";
  });

  assert.equal(result, "done");
  assert.deepEqual(await titles(reader), ["Emma", "Persuasion"]);
});

test("work that throws has no effect, and its error is the caller's", async () => {
  const failure = new Error("changed my mind");

  await assert.rejects(db.transaction(async (tx) => {
    await tx.query("DELETE FROM book");
    throw failure;
  }), failure);

  assert.deepEqual(await titles(), ["Emma"]);
});

test("work that throws leaves no session behind", async () => {
  const most = 8;

  for (let count = 0; count <= most; count++) {
    await assert.rejects(db.transaction(() => {
      throw new Error("changed my mind");
    }, { mode: "read" }), /changed my mind/);
  }
});

test("a statement that fails is undone alone, when the work goes on", async () => {
  await db.transaction(async (tx) => {
    await assert.rejects(tx.query("INSERT INTO book VALUES ('Sanditon'), ('Emma')"), { type: "QueryError" });
    await tx.query("INSERT INTO book VALUES ('Persuasion')");
  });

  assert.deepEqual(await titles(), ["Emma", "Persuasion"]);
});

test("transactions at once follow each other", async () => {
  await db.query("CREATE TABLE IF NOT EXISTS counter (n); DELETE FROM counter; INSERT INTO counter VALUES (0)");

  await Promise.all(Array.from({ length: 6 }, () => db.transaction(async (tx) => {
    const { rows: [[n]] } = await tx.query("SELECT n FROM counter", []);
    await tx.query("UPDATE counter SET n = ?", [n + 1]);
  })));

  assert.deepEqual((await db.query("SELECT n FROM counter", [])).rows, [[6]]);
});

test("a transaction that reads sees one state", async () => {
  await reader.transaction(async (tx) => {
    assert.equal(tx.mode, "read");
    assert.deepEqual(await titles(tx), ["Emma"]);
    await db.query("INSERT INTO book VALUES ('Persuasion')");
    assert.deepEqual(await titles(tx), ["Emma"]);
  }, { mode: "read" });

  assert.deepEqual(await titles(reader), ["Emma", "Persuasion"]);
});

test("batches and streams belong to it", async () => {
  await db.transaction(async (tx) => {
    await tx.batch([{ sql: "INSERT INTO book VALUES (?)", params: ["Persuasion"] }, "INSERT INTO book VALUES ('Sanditon')"]);
    const seen = [];
    for await (const { title } of tx.stream("SELECT title FROM book ORDER BY rowid")) {
      seen.push(title);
    }

    assert.deepEqual(seen, ["Emma", "Persuasion", "Sanditon"]);
    assert.deepEqual(await titles(reader), ["Emma"]);
  });
});

// More than the server has on its way to somebody who does not read.
const LONG = `SELECT n, hex(zeroblob(100)) AS text FROM (${COUNT}) LIMIT 10000`;

test("nothing can be asked beside a long stream, and all after it", async () => {
  await db.transaction(async (tx) => {
    for await (const { n } of tx.stream(LONG)) {
      await assert.rejects(tx.query("INSERT INTO book VALUES (?)", [n]), /^Error: Finish the stream first/);
      await assert.rejects(tx.commit(), /^Error: Finish the stream first/);
      break;
    }

    await tx.query("INSERT INTO book VALUES ('Persuasion')");
    let count = 0;
    for await (const { n } of tx.stream(LONG)) {
      count = n;
    }

    await tx.query("INSERT INTO book VALUES (?)", [count]);
  });

  assert.deepEqual(await titles(), ["Emma", "Persuasion", 10_000]);
});

test("work that throws beside a long stream has no effect, and leaves its turn to others", async () => {
  const failure = new Error("changed my mind");

  await assert.rejects(db.transaction(async (tx) => {
    await tx.query("DELETE FROM book");
    await tx.stream(LONG).next();
    throw failure;
  }), failure);
  await db.query("INSERT INTO book VALUES ('Persuasion')");

  assert.deepEqual(await titles(), ["Emma", "Persuasion"]);
});

test("what nobody has waited for belongs to it", async () => {
  await db.transaction((tx) => {
    tx.query("INSERT INTO book VALUES ('Persuasion')");
  });

  assert.deepEqual(await titles(), ["Emma", "Persuasion"]);
});

test("it may be ended by hand, once", async () => {
  const kept = await db.begin();
  await kept.query("INSERT INTO book VALUES ('Persuasion')");
  await kept.commit();
  const dropped = await db.begin({ mode: "write" });
  await dropped.query("DELETE FROM book");
  await dropped.rollback();

  assert.deepEqual(await titles(), ["Emma", "Persuasion"]);
  assert.ok(kept.isOver && dropped.isOver);
  for (const ask of [() => kept.query("SELECT 1"), () => kept.commit(), () => kept.rollback(), () => dropped.batch(["SELECT 1"])]) {
    await assert.rejects(ask, /^Error: The transaction is over\.$/);
  }
});

test("work may end it itself", async () => {
  await db.transaction(async (tx) => {
    await tx.query("DELETE FROM book");
    await tx.rollback();
  });
  await assert.rejects(db.transaction(async (tx) => {
    await tx.query("INSERT INTO book VALUES ('Persuasion')");
    await tx.commit();
    throw new Error("too late");
  }), /too late/);

  assert.deepEqual(await titles(), ["Emma", "Persuasion"]);
});

test("a signal ends it without an effect", async () => {
  const abort = new AbortController();

  await assert.rejects(db.transaction(async (tx) => {
    await tx.query("DELETE FROM book");
    abort.abort();
    await tx.query("SELECT 1").catch(() => {});
  }, { signal: abort.signal }), { name: "AbortError" });

  assert.deepEqual(await titles(), ["Emma"]);
});
