// The database that the tests of a file have for themselves, at a server that runs.
import { AybClient } from "ayb-client";

const { AYB_TEST_DATABASE: url, AYB_TEST_TOKEN: token, AYB_TEST_READER_TOKEN: readerToken } = process.env;

export { readerToken, token, url };

/** Its owner. */
export const db = new AybClient({ appId: "owner", url, token });

/** Somebody who may only read it. */
export const reader = new AybClient({ appId: "reader", url, token: readerToken });

/** A query that yields the numbers from 1 on, without end. */
export const COUNT = "WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter) SELECT n FROM counter";

export async function titles(client = db) {
  const { rows } = await client.query("SELECT title FROM book ORDER BY rowid", []);
  return rows.flat();
}
