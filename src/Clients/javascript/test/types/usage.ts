// Compiled, never run: what apps write, and what they are kept from writing.
import {
  AybClient, AybError, AybOAuth, createServerSelectionModal, restoreOAuth, runMigrations, type Result, type TextResult, type Value,
} from "ayb-client";

const db = new AybClient({ url: "https://ayb.example.com/ada/books", token: "ayb_short_secret" });
const saved = new AybClient({ appId: "books", storageKey: "books" });
const url: { baseUrl: string; entity: string; database: string } = AybClient.parseDatabaseUrl("https://ayb.example.com/ada/books");
const literal: string = AybClient.escapeSQL("it's");

export async function query(signal: AbortSignal) {
  const text: TextResult = await db.query("SELECT 1");
  const retried: TextResult = await db.query("SELECT 1", 3);
  const aborted: TextResult = await db.query("SELECT 1", undefined, { signal });
  const typed: Result = await db.query("SELECT ?", [1n], { integers: "bigint" });
  const named: Result = await db.query("SELECT :title", { title: "Middlemarch" });
  const strings: Record<string, string | null>[] = await db.queryObjects("SELECT 1");
  const values: Record<string, Value>[] = await db.queryObjects("SELECT ?", [new Uint8Array()]);
  const books: { title: string }[] = await db.queryObjects<{ title: string }>("SELECT title FROM book", []);
  const results: Result[] = await db.batch(["SELECT 1", { sql: "SELECT ?", params: [null] }]);
  const [outcome] = await db.batch(["SELECT 1"], { transaction: false });
  const message: string = "error" in outcome ? outcome.error.message : `${outcome.rowsAffected}`;
  for await (const row of db.stream<{ n: bigint }>("SELECT 1 AS n", [], { integers: "bigint" })) {
    const n: bigint = row.n;
    console.log(n);
  }

  // @ts-expect-error The values of text are text.
  const wrong: number = text.rows[0][0];
  // @ts-expect-error A Date is no value of a database.
  await db.query("SELECT ?", [new Date()]);
  // @ts-expect-error There are three ways.
  await db.query("SELECT 1", [], { integers: "string" });
  // @ts-expect-error Statements that stand for themselves may have failed.
  outcome.rows;

  return { retried, aborted, typed, named, strings, values, books, results, message, wrong, url, literal };
}

export async function inTransactions(signal: AbortSignal) {
  const count: number = await db.transaction(async (tx) => {
    await tx.query("INSERT INTO book VALUES (?)", ["Emma"]);
    return (await tx.queryObjects("SELECT * FROM book")).length;
  }, { mode: "write", signal });
  const tx = await db.begin({ mode: "read" });
  await (tx.isOver ? tx.rollback() : tx.commit());
  // @ts-expect-error Only a client begins them.
  await tx.begin();
  return count;
}

export async function authorize() {
  const options = { appName: "Books", queryPermissionLevel: "read-only" } as const;
  const restored: AybOAuth | null = await restoreOAuth(options);
  createServerSelectionModal({ ...options, serverUrls: ["https://ayb.example.com"] });
  AybOAuth.createServerSelectionModal(options);
  const oauth = new AybOAuth({ ...options, serverUrl: "https://ayb.example.com" });
  await oauth.authorize({ callbackPath: "/callback" });
  const isBack: boolean = await oauth.handleCallback();
  const level: "read-only" | "read-write" | undefined = oauth.getConnectionInfo()?.queryPermissionLevel;
  // @ts-expect-error There is no such level.
  new AybOAuth({ ...options, queryPermissionLevel: "manager", serverUrl: "https://ayb.example.com" });
  return { restored, isBack, level, isAuthenticated: oauth.isAuthenticated() };
}

export async function migrate() {
  saved.saveConfig("https://ayb.example.com/ada/books", "ayb_short_secret");
  await saved.connect(["CREATE TABLE book (title)"]);
  await saved.runMigrations(["CREATE TABLE book (title)"]);
  await runMigrations(db, "books", ["CREATE TABLE book (title)"]).catch((error: unknown) => {
    if (error instanceof AybError) {
      const seconds: number | undefined = error.retryAfter;
      console.log(error.type, error.status, seconds, error.statement, error.recordType);
    }
  });
  if (saved.loadConfig() && saved.isConnected()) {
    saved.disconnect();
  }
}
