import { toStatements, transactionControlIn } from "./statements.js";

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _ayb_migrations (
  app_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  applied_at TEXT DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (app_id, version)
)`;
const VERSION = "SELECT MAX(version) FROM _ayb_migrations WHERE app_id = ?";
const RECORD = "INSERT OR IGNORE INTO _ayb_migrations (app_id, version) VALUES (?, ?)";

/**
 * Runs those of an app's migrations that its database has not seen, in order. The version of a migration is its place in
 * the list, counted from 1: the list may only grow at its end. A migration takes effect together with its record, so
 * that of callers who come at once one applies it, and the others find it done.
 */
export async function runMigrations(client, appId, migrations) {
  if (!appId) {
    throw new TypeError("appId is required");
  }

  const version = await versionOf(client, appId);
  if (version > migrations.length) {
    throw new Error(
      `The database has had ${version} migrations of ${appId}, and the list has ${migrations.length}: it may only grow at its end.`,
    );
  }

  for (const [index, migration] of migrations.entries()) {
    if (index >= version) {
      await apply(client, appId, index + 1, migration);
    }
  }
}

async function versionOf(client, appId) {
  try {
    return await readVersion(client, appId);
  } catch (error) {
    if (!speaksOf(error, "no such table")) {
      throw error;
    }
  }

  await client.query(CREATE_TABLE);
  return readVersion(client, appId);
}

async function readVersion(client, appId) {
  const { rows } = await client.query(VERSION, [appId]);
  return rows[0][0] ?? 0;
}

async function apply(client, appId, version, migration) {
  const statements = toStatements(migration);
  const control = transactionControlIn(statements);
  if (control) {
    throw new Error(`Migration ${version} of ${appId} says ${control}: it runs in a transaction, and cannot have one of its own.`);
  }

  const values = `'${appId.replaceAll("'", "''")}', ${version}`;
  try {
    await client.query(`BEGIN; INSERT INTO _ayb_migrations (app_id, version) VALUES (${values});\n${migration}\n; COMMIT`);
  } catch (error) {
    // The record is there: somebody else was faster.
    if (speaksOf(error, "UNIQUE constraint failed: _ayb_migrations.")) {
      return;
    }

    // Of several statements the others have been undone with it, and would be lost.
    if (statements.length > 1 || (!speaksOf(error, "already exists") && !speaksOf(error, "duplicate column"))) {
      throw error;
    }

    // What it adds is there, made by hand or before there were records.
    await client.query(RECORD, [appId, version]);
  }
}

function speaksOf(error, text) {
  return error.message.toLowerCase().includes(text.toLowerCase());
}
