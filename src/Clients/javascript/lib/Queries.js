import { parseAnswer, toResult } from "./answers.js";
import { AybError } from "./AybError.js";
import { readRows } from "./rows.js";
import { encodeParameters } from "./values.js";

/** What can be asked of a database, be it within a transaction or not. */
export class Queries {
  #send;

  /** @param send posts a body with its headers to the database, and returns the answer of success */
  constructor(send) {
    this.#send = send;
  }

  /**
   * Without parameters, SQL is sent as text, may have several statements, and every value of the answer is text or null.
   * With parameters, [] among them, it is one statement, and values have their types.
   */
  async query(sql, params, options) {
    if (params === undefined || params === null || typeof params === "number") {
      const response = await this.#send(sql, { "Content-Type": "text/plain" }, { maxRetries: params ?? undefined, ...options });
      return response.json();
    }

    const [result] = await this.#results({ sql, params: encodeParameters(params) }, options);
    return toResult(result);
  }

  /** Like query; an object for each row. Of columns that have the same name, the last one wins. */
  async queryObjects(sql, params, options) {
    const { fields, rows } = await this.query(sql, params, options);
    return rows.map((row) => Object.fromEntries(fields.map((field, index) => [field, row[index]])));
  }

  /**
   * Statements in one request, and one result for each. All take effect, or none; with `transaction: false` each stands
   * for itself, and the result of one that fails is its `error`.
   */
  async batch(statements, { transaction = true, ...options } = {}) {
    if (statements.length === 0) {
      return [];
    }

    const results = await this.#results({ statements: statements.map(encodeStatement), transaction }, options);
    return results.map(transaction ? toResult : toOutcome);
  }

  /** The rows of a query as objects, as they arrive. To break out of the loop stops the query. */
  async *stream(sql, params = [], options = {}) {
    const body = JSON.stringify({ sql, params: encodeParameters(params) });
    const headers = { "Content-Type": "application/json", Accept: "application/x-ndjson" };
    const response = await this.#send(body, headers, options);
    yield* readRows(response.body, options.integers);
  }

  async #results(request, options) {
    const response = await this.#send(JSON.stringify(request), { "Content-Type": "application/json" }, options);
    return parseAnswer(await response.text(), options?.integers).results;
  }
}

function encodeStatement(statement) {
  return typeof statement === "string"
    ? { sql: statement }
    : { sql: statement.sql, params: encodeParameters(statement.params ?? []) };
}

function toOutcome(result, statement) {
  try {
    return toResult(result, statement);
  } catch (error) {
    if (error instanceof AybError) {
      return { error };
    }

    throw error;
  }
}
