import assert from "node:assert/strict";
import { test } from "node:test";
import { AybClient } from "ayb-client";
import { MemoryStorage, stubFetch, stubGlobals } from "../stubs.js";

const DATABASE = "https://ayb.example.com/v1/ada/books";
const INFO = { baseUrl: "https://ayb.example.com", entity: "ada", database: "books", databaseUrl: DATABASE };

test("a URL and a token connect at once, and are kept nowhere", async (t) => {
  const localStorage = new MemoryStorage();
  stubGlobals(t, { localStorage });
  const calls = stubFetch(t, { body: { fields: ["n"], rows: [["1"]] } });
  const db = new AybClient({ appId: "app", url: DATABASE, token: "ayb_a_b" });

  assert.equal(db.isConnected(), true);
  assert.deepEqual(db.getConnectionInfo(), INFO);
  assert.deepEqual(await db.query("SELECT 1 AS n"), { fields: ["n"], rows: [["1"]] });

  assert.equal(calls.length, 1);
  assert.equal(calls[0].url, `${DATABASE}/query`);
  assert.equal(calls[0].method, "POST");
  assert.equal(calls[0].body, "SELECT 1 AS n");
  assert.deepEqual(calls[0].headers, { Authorization: "Bearer ayb_a_b", "Content-Type": "text/plain" });
  assert.equal(calls[0].credentials, "omit");
  assert.equal(localStorage.items.size, 0);
});

for (const options of [{ url: DATABASE }, { token: "ayb_a_b" }, {}]) {
  test(`${Object.keys(options)[0] ?? "nothing"} alone does not connect`, async (t) => {
    const calls = stubFetch(t, {});
    const db = new AybClient({ appId: "app", ...options });

    assert.equal(db.isConnected(), false);
    assert.equal(db.getConnectionInfo(), null);
    await assert.rejects(db.query("SELECT 1"), /^Error: Not connected/);
    assert.equal(calls.length, 0);
    assert.throws(() => new AybClient(options), /appId is required/);
  });
}

test("a connection that was saved is there at the next visit, until it is given up", (t) => {
  const localStorage = new MemoryStorage();
  stubGlobals(t, { localStorage });
  new AybClient({ appId: "app" }).saveConfig("https://ayb.example.com/ada/books", "ayb_a_b");
  const db = new AybClient({ appId: "app" });
  const other = new AybClient({ appId: "other" });

  assert.deepEqual([...localStorage.items.keys()], ["ayb_app"]);
  assert.equal(db.loadConfig(), true);
  assert.deepEqual(db.getConnectionInfo(), INFO);
  assert.equal(other.loadConfig(), false);
  assert.equal(new AybClient({ appId: "other", storageKey: "ayb_app" }).loadConfig(), true);

  db.disconnect();

  assert.equal(db.isConnected(), false);
  assert.equal(localStorage.items.size, 0);
  assert.equal(db.loadConfig(), false);
});

test("a connection is saved for the life of the process where there is no storage", async (t) => {
  stubGlobals(t, { localStorage: undefined });
  const db = new AybClient({ appId: "app" });

  db.saveConfig(DATABASE, "ayb_a_b");

  assert.deepEqual(db.getConnectionInfo(), INFO);
  assert.equal(new AybClient({ appId: "app" }).loadConfig(), false);
  await assert.rejects(new AybClient({ appId: "app" }).connect([]), /No connection has been saved/);
});

test("a storage that is forbidden or spoiled is as good as empty", (t) => {
  const forbidden = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  stubGlobals(t, { localStorage: { getItem: forbidden, setItem: forbidden, removeItem: forbidden } });
  const db = new AybClient({ appId: "app" });
  assert.equal(db.loadConfig(), false);
  db.saveConfig(DATABASE, "ayb_a_b");
  assert.equal(db.isConnected(), true);
  db.disconnect();

  stubGlobals(t, { localStorage: { getItem: () => "{" } });
  assert.equal(db.loadConfig(), false);
});

for (const kept of [
  "null", "7", '"ayb_a_b"', "[]", "{}",
  ...["baseUrl", "entity", "database", "token"].flatMap((member) => [undefined, "", 7].map((value) => (
    JSON.stringify({ baseUrl: "https://ayb.example.com", entity: "ada", database: "books", token: "ayb_a_b", [member]: value })
  ))),
  '{"baseUrl":"javascript:alert(1)","entity":"ada","database":"books","token":"ayb_a_b"}',
  '{"baseUrl":"https://","entity":"ada","database":"books","token":"ayb_a_b"}',
]) {
  test(`${kept} in the storage is no connection`, (t) => {
    const localStorage = new MemoryStorage();
    stubGlobals(t, { localStorage });
    localStorage.setItem("ayb_app", kept);
    const db = new AybClient({ appId: "app" });

    assert.equal(db.loadConfig(), false);
    assert.equal(db.isConnected(), false);
  });
}

for (const [url, baseUrl, entity, database] of [
  ["https://host/ada/books", "https://host", "ada", "books"],
  ["https://host/v1/ada/books", "https://host", "ada", "books"],
  ["http://localhost:5433/v1/ada/books.sqlite/", "http://localhost:5433", "ada", "books.sqlite"],
  ["https://host/ada/books?x=1#y", "https://host", "ada", "books"],
  ["https://host/v1/books", "https://host", "v1", "books"],
]) {
  test(`${url} is the URL of a database`, () => {
    assert.deepEqual(AybClient.parseDatabaseUrl(url), { baseUrl, entity, database });
  });
}

for (const url of ["https://host", "https://host/ada", "ada/books", ""]) {
  test(`"${url}" is not the URL of a database`, () => {
    assert.throws(() => AybClient.parseDatabaseUrl(url), TypeError);
  });
}

for (const [value, escaped] of [["it's", "it''s"], ["''", "''''"], ["", ""], [null, ""], [undefined, ""], [0, "0"], [false, "false"]]) {
  test(`${JSON.stringify(value)} is escaped as ${escaped}`, () => {
    assert.equal(AybClient.escapeSQL(value), escaped);
  });
}
