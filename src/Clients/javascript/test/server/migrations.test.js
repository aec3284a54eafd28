import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { AybClient, runMigrations } from "ayb-client";
import { db, reader, token, url } from "./database.js";

const MIGRATIONS = [
  "CREATE TABLE note (text)",
  "INSERT INTO note VALUES ('first'); INSERT INTO note VALUES ('second');",
  "ALTER TABLE note ADD COLUMN done",
  "INSERT INTO note VALUES ('third', 1)",
  "ALTER TABLE note RENAME COLUMN done TO is_done",
];

beforeEach(() => db.query("DROP TABLE IF EXISTS _ayb_migrations; DROP TABLE IF EXISTS note; DROP TABLE IF EXISTS other"));

async function versions(appId) {
  const { rows } = await db.query("SELECT version FROM _ayb_migrations WHERE app_id = ? ORDER BY version", [appId]);
  return rows.flat();
}

async function notes() {
  const { rows } = await db.query("SELECT text FROM note", []);
  return rows.flat();
}

test("each runs once, in order", async () => {
  await runMigrations(db, "it's an app", MIGRATIONS.slice(0, 2));
  await runMigrations(db, "it's an app", MIGRATIONS.slice(0, 2));
  assert.deepEqual([await versions("it's an app"), await notes()], [[1, 2], ["first", "second"]]);

  await runMigrations(db, "it's an app", [...MIGRATIONS.slice(0, 2), "INSERT INTO note VALUES ('third') -- the last"]);
  assert.deepEqual([await versions("it's an app"), await notes()], [[1, 2, 3], ["first", "second", "third"]]);
});

test("of callers at once, one runs each", async () => {
  await Promise.all(Array.from({ length: 12 }, () => runMigrations(db, "app", MIGRATIONS)));

  assert.deepEqual([await versions("app"), await notes()], [[1, 2, 3, 4, 5], ["first", "second", "third"]]);
});

test("what is there already counts as done", async () => {
  await db.query("CREATE TABLE note (text, done)");

  await runMigrations(db, "app", [
    "-- The notes; all of them.\nCREATE TABLE note (text);\n",
    "ALTER TABLE note ADD COLUMN done /* ; */",
    "INSERT INTO note VALUES ('first', 0)",
  ]);

  assert.deepEqual([await versions("app"), await notes()], [[1, 2, 3], ["first"]]);
});

for (const [what, migration, message] of [
  ["fails", "INSERT INTO note VALUES ('second'); INSERT INTO nowhere VALUES (1)", /no such table: nowhere/],
  ["is no SQL", "ALTRE TABLE note", /syntax error/],
  ["begins a transaction of its own", "BEGIN; INSERT INTO note VALUES ('second'); COMMIT", /^Error: Migration 3 of app says BEGIN/],
  ["commits", "INSERT INTO note VALUES ('second'); COMMIT; INSERT INTO nowhere VALUES (1)", /says COMMIT/],
  ["ends a transaction", "INSERT INTO note VALUES ('second'); END", /says END/],
  ["rolls back", "ROLLBACK; INSERT INTO note VALUES ('second')", /says ROLLBACK/],
  ["is there in part", "CREATE TABLE other (text); CREATE TABLE note (text)", /table note already exists/],
  ["has a part of its columns", "ALTER TABLE note ADD COLUMN done; ALTER TABLE note ADD COLUMN done", /duplicate column name: done/],
]) {
  test(`one that ${what} is neither done nor recorded, and the next call takes it up`, async () => {
    const before = ["CREATE TABLE note (text)", "INSERT INTO note VALUES ('first')"];

    await assert.rejects(runMigrations(db, "app", [...before, migration, "INSERT INTO note VALUES ('third')"]), message);
    assert.deepEqual([await versions("app"), await notes()], [[1, 2], ["first"]]);

    await runMigrations(db, "app", [...before, "INSERT INTO note VALUES ('repaired')"]);
    assert.deepEqual([await versions("app"), await notes()], [[1, 2, 3], ["first", "repaired"]]);
  });
}

test("one may have triggers and savepoints", async () => {
  await runMigrations(db, "app", [
    "CREATE TABLE note (text)",
    `CREATE TRIGGER shouting AFTER INSERT ON note BEGIN
       UPDATE note SET text = CASE WHEN text = 'first' THEN 'FIRST;' ELSE text END;
       SELECT 'COMMIT;';
     END;
     SAVEPOINT a; INSERT INTO note VALUES ('dropped'); ROLLBACK TO a; RELEASE a`,
    "CREATE TRIGGER shouting AFTER INSERT ON note BEGIN DELETE FROM note; DELETE FROM note; END;",
    "INSERT INTO note VALUES ('first')",
  ]);

  assert.deepEqual([await versions("app"), await notes()], [[1, 2, 3, 4], ["FIRST;"]]);
});

test("apps in one database do not know of each other", async () => {
  await runMigrations(db, "app", ["CREATE TABLE note (text)"]);
  await runMigrations(db, "other", ["CREATE TABLE other (text)", "INSERT INTO other VALUES ('first')"]);

  assert.deepEqual([await versions("app"), await versions("other")], [[1], [1, 2]]);
});

test("a list that has become shorter is a mistake", async () => {
  await runMigrations(db, "app", ["CREATE TABLE note (text)", "CREATE TABLE other (text)"]);

  await assert.rejects(runMigrations(db, "app", ["CREATE TABLE note (text)"]), /has had 2 migrations of app, and the list has 1/);
});

test("records that another client has left are taken up", async () => {
  await db.query("CREATE TABLE _ayb_migrations (app_id TEXT NOT NULL, version INTEGER NOT NULL, applied_at TEXT DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (app_id, version))");
  await db.query("INSERT OR REPLACE INTO _ayb_migrations (app_id, version) VALUES ('app', 1); CREATE TABLE note (text)");

  await runMigrations(db, "app", ["CREATE TABLE note (nothing)", "INSERT INTO note (text) VALUES ('first')"]);

  assert.deepEqual([await versions("app"), await notes()], [[1, 2], ["first"]]);
});

test("who may only read finds them done, or may not do them", async () => {
  await runMigrations(db, "app", ["CREATE TABLE note (text)"]);

  await runMigrations(reader, "app", ["CREATE TABLE note (text)"]);
  await assert.rejects(runMigrations(reader, "app", ["CREATE TABLE note (text)", "DROP TABLE note"]), { type: "NoWriteAccessError" });
});

test("a client runs those of its own app", async () => {
  await db.runMigrations(["CREATE TABLE note (text)"]);
  assert.deepEqual(await versions("owner"), [1]);

  const saved = new AybClient({ appId: "saved" });
  saved.loadConfig = () => Boolean((saved._config = { ...AybClient.parseDatabaseUrl(url), token }));
  await saved.connect(["CREATE TABLE other (text)"]);
  assert.deepEqual(await versions("saved"), [1]);

  await assert.rejects(async () => new AybClient({ url, token }).runMigrations([]), /appId is required/);
});
