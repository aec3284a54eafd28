import assert from "node:assert/strict";
import { before, test } from "node:test";
import { AybClient, AybError } from "ayb-client";
import { db, reader, titles, token, url } from "./database.js";

before(() => db.query("CREATE TABLE book (title UNIQUE NOT NULL)"));

test("SQL that is wrong is an error of the query", async () => {
  for (const ask of [() => db.query("SELECT nope"), () => db.query("SELECT nope", []), () => db.queryObjects("SELECT nope")]) {
    await assert.rejects(ask, (error) => {
      assert.ok(error instanceof AybError);
      assert.deepEqual([error.type, error.status, error.message], ["QueryError", 400, "no such column: nope"]);
      return true;
    });
  }
});

test("who may only read does, and writes nothing", async () => {
  assert.deepEqual(await titles(reader), await titles());

  for (const ask of [
    () => reader.query("INSERT INTO book VALUES ('Emma')"),
    () => reader.query("INSERT INTO book VALUES (?)", ["Emma"]),
    () => reader.batch(["INSERT INTO book VALUES ('Emma')"]),
    () => reader.begin({ mode: "write" }),
    () => reader.transaction((tx) => tx.query("INSERT INTO book VALUES ('Emma')")),
  ]) {
    await assert.rejects(ask, { name: "AybError", type: "NoWriteAccessError", status: 403 });
  }

  assert.ok(!(await titles()).includes("Emma"));
});

test("a token that is not good is refused", async () => {
  const stranger = new AybClient({ url, token: `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}` });

  await assert.rejects(stranger.query("SELECT 1"), { name: "AybError", type: "InvalidToken", status: 401 });
});

test("a database that is not there is not found", async () => {
  const nowhere = new AybClient({ url: `${url}-not`, token });

  await assert.rejects(nowhere.query("SELECT 1"), { name: "AybError", type: "RecordNotFound", status: 404, recordType: "database" });
});

test("a batch that fails takes no effect, and says where", async () => {
  const statements = ["INSERT INTO book VALUES ('Persuasion')", { sql: "INSERT INTO book VALUES (?)", params: [null] }];

  await assert.rejects(db.batch(statements), { name: "AybError", type: "QueryError", status: 400, statement: 1 });

  assert.ok(!(await titles()).includes("Persuasion"));
});

test("statements of a batch may stand for themselves", async () => {
  const [first, second, third] = await db.batch(
    ["INSERT INTO book VALUES ('Middlemarch')", "INSERT INTO book VALUES (NULL)", { sql: "SELECT ?", params: [3] }],
    { transaction: false },
  );

  assert.equal(first.rowsAffected, 1);
  assert.ok(second.error instanceof AybError);
  assert.equal(second.error.message, "NOT NULL constraint failed: book.title");
  assert.equal(second.error.statement, 1);
  assert.deepEqual(third.rows, [[3]]);
  assert.ok((await titles()).includes("Middlemarch"));
});

test("a server that is not there is not an error of ayb", async () => {
  const nobody = new AybClient({ url: "http://127.0.0.1:1/ada/books", token });

  await assert.rejects(nobody.query("SELECT 1"), (error) => error instanceof TypeError && !(error instanceof AybError));
});
