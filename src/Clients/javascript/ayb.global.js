"use strict";
// Made from ayb.js by bundle.js. The script tag's globals are the exports of the module.
Object.assign(globalThis, (() => {
// What SQLite makes a token of, as far as it decides where a statement ends. What is not closed reaches to the end.
// A quote that is doubled ends one token and begins the next, which comes to the same.
const TOKEN = new RegExp([
  /--[^\n]*|\/\*[^]*?(?:\*\/|$)/,
  /'[^']*'?|"[^"]*"?|`[^`]*`?|\[[^\]]*\]?/,
  /[a-z_\x80-\ufefe\uff00-\uffff][\w$\x80-\uffff]*/,
  /[^\s\ufeff]/,
].map(({ source }) => source).join("|"), "gi");
const COMMENT = /^(?:--|\/\*)/;
const TRIGGER = /^CREATE (?:TEMP |TEMPORARY )?TRIGGER /;
const CONTROL = /^(?:BEGIN|COMMIT|END|ROLLBACK(?! (?:TRANSACTION )?TO )) /;

/** The statements of a script, each as its tokens in upper case with a space after each. Statements of nothing are left out. */
function toStatements(sql) {
  const statements = [""];
  for (const [token] of sql.matchAll(TOKEN)) {
    const statement = statements.at(-1);
    if (token === ";" && !isWithinTrigger(statement)) {
      statements.push("");
    } else if (!COMMENT.test(token)) {
      statements[statements.length - 1] += `${token.toUpperCase()} `;
    }
  }

  return statements.filter(Boolean);
}

/** Which of the statements that begin and end transactions a script has, if any. Of savepoints it may have any. */
function transactionControlIn(statements) {
  return statements.map((statement) => statement.match(CONTROL)?.[0].trim()).find(Boolean);
}

/** The body of a trigger has statements of its own, and ends with an END that follows one. */
function isWithinTrigger(statement) {
  return TRIGGER.test(statement) && !statement.endsWith("; END ");
}

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
async function runMigrations(client, appId, migrations) {
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

/**
 * What the server refused or could not do. That the server cannot be reached, or that a signal aborted the request,
 * is not one of these: it stays the error that fetch throws.
 */
class AybError extends Error {
  constructor(message, { type = "Other", status, retryAfter, statement, record_type: recordType } = {}) {
    super(message);
    this.name = "AybError";
    this.type = type;
    this.status = status;
    this.retryAfter = retryAfter;
    this.statement = statement;
    this.recordType = recordType;
  }

  /** The error of an answer whose status is not one of success. */
  static async of(response) {
    const body = parseObject(await response.text());
    return new AybError(body.message ?? body.error_description ?? `The server answered with status ${response.status}.`, {
      ...body,
      // The token endpoint's errors have the members of RFC 6749.
      type: body.type ?? body.error,
      status: response.status,
      retryAfter: seconds(response.headers.get("Retry-After")),
    });
  }
}

function parseObject(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    // What stands between us and the server, a proxy say, answers with pages.
    return {};
  }
}

function seconds(header) {
  return /^\d+$/.test(header ?? "") ? Number(header) : undefined;
}

/** The parameters of a statement as JSON can carry them: an array for `?`, an object for `:name`. */
function encodeParameters(parameters) {
  if (Array.isArray(parameters)) {
    return parameters.map((value, index) => encode(value, index + 1));
  }

  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, encode(value, name)]));
}

/** A value of an answer, whose integers `parseAnswer` has marked where a number would not hold them. */
function decode(value) {
  if (typeof value !== "object" || value === null) {
    return value;
  }

  if (value.base64 !== undefined) {
    return fromBase64(value.base64);
  }

  return value.integer !== undefined ? BigInt(value.integer) : Number(value.real);
}

function encode(value, name) {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "bigint":
      return { integer: `${value}` };
    case "number":
      return encodeNumber(value, name);
    case "object":
      return value === null ? null : encodeBytes(value, name);
    default:
      throw new TypeError(`Parameter ${name} is ${typeof value}, which a database cannot hold.`);
  }
}

function encodeNumber(value, name) {
  if (Number.isNaN(value)) {
    throw new TypeError(`Parameter ${name} is NaN, which a database cannot hold.`);
  }

  // A whole number beyond 2^53 is what is left of a real; an integer that large is a BigInt.
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value)) ? value : { real: `${value}` };
}

function encodeBytes(value, name) {
  if (value instanceof ArrayBuffer) {
    return { base64: toBase64(new Uint8Array(value)) };
  }

  if (ArrayBuffer.isView(value)) {
    return { base64: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }

  throw new TypeError(`Parameter ${name} is an object: make it text, with JSON.stringify or toISOString say.`);
}

function toBase64(bytes) {
  // The arguments of a call are limited in number.
  const piece = 0x8000;
  let text = "";
  for (let start = 0; start < bytes.length; start += piece) {
    text += String.fromCharCode(...bytes.subarray(start, start + piece));
  }

  return btoa(text);
}

function fromBase64(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const INTEGER = /^-?\d+$/;
const LONG_INTEGER = /\d{16}/;

/**
 * Parses an answer that has typed values.
 * @param {"auto" | "bigint" | "number"} integers "auto" makes BigInts of those that a number would round
 */
function parseAnswer(text, integers = "auto") {
  switch (integers) {
    case "number":
      return JSON.parse(text);
    case "bigint":
      return JSON.parse(markIntegers(text, () => true));
    case "auto":
      return JSON.parse(LONG_INTEGER.test(text) ? markIntegers(text, (number) => !Number.isSafeInteger(Number(number))) : text);
    default:
      throw new TypeError(`integers should be "auto", "bigint" or "number", and not ${JSON.stringify(integers)}.`);
  }
}

/** One of the results of an answer, in the shape that callers see; it throws what the statement failed with. */
function toResult(result, statement) {
  if (result.error) {
    throw new AybError(result.error.message, { ...result.error, statement });
  }

  return {
    fields: result.columns,
    types: result.types,
    rows: result.rows.map((row) => row.map(decode)),
    rowsAffected: Number(decode(result.rows_affected)),
    lastInsertRowid: decode(result.last_insert_rowid),
  };
}

/** Writes integers as {"integer":"1"}, so that JSON.parse, which has no other numbers than doubles, does not round them. */
function markIntegers(json, isMarked) {
  const mark = (number) => (INTEGER.test(number) && isMarked(number) ? `{"integer":"${number}"}` : number);
  const pieces = [];
  for (let start = 0; start < json.length; ) {
    const quote = orEnd(json, json.indexOf('"', start));
    const end = endOfString(json, quote);
    pieces.push(json.slice(start, quote).replace(NUMBER, mark), json.slice(quote, end));
    start = end;
  }

  return pieces.join("");
}

function endOfString(json, quote) {
  let end = quote;
  do {
    end = orEnd(json, json.indexOf('"', end + 1));
  } while (end < json.length && isEscaped(json, end));
  return end + 1;
}

function isEscaped(json, position) {
  let start = position;
  while (json[start - 1] === "\\") {
    start--;
  }

  return (position - start) % 2 === 1;
}

function orEnd(json, position) {
  return position < 0 ? json.length : position;
}

/** The rows of an answer in NDJSON, as they arrive. Who stops asking for more ends the answer, and with it the statement. */
async function* readRows(body, integers) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let line = "";
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      let start = 0;
      for (let end = value.indexOf("\n"); end >= 0; end = value.indexOf("\n", start)) {
        yield toRow(line + value.slice(start, end), integers);
        line = "";
        start = end + 1;
      }

      line += value.slice(start);
    }
  } finally {
    // A stream that has failed has nothing to cancel, and says so.
    await reader.cancel().catch(() => {});
  }
}

function toRow(line, integers) {
  const row = parseAnswer(line, integers);
  // A value that is an object has one of the members base64, real and integer: this is no column of that name.
  if (typeof row.error?.type === "string") {
    throw new AybError(row.error.message, row.error);
  }

  for (const column of Object.keys(row)) {
    row[column] = decode(row[column]);
  }

  return row;
}

/** What can be asked of a database, be it within a transaction or not. */
class Queries {
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

/**
 * Asks the server, and asks again up to `maxRetries` times when it cannot be reached or says when to come back.
 * @returns {Promise<Response>} an answer of success
 * @throws {AybError} the server answered with an error
 */
async function ask(url, request, { maxRetries = 0, signal } = {}) {
  for (let attempt = 1; ; attempt++) {
    const { response, error, wait } = await tryToAsk(url, { ...request, signal, credentials: "omit" }, attempt);
    if (response) {
      return response;
    }

    if (attempt > maxRetries || wait === undefined || signal?.aborted) {
      throw error;
    }

    await pause(wait, signal);
  }
}

async function tryToAsk(url, request, attempt) {
  let response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    return { error, wait: 2 ** attempt };
  }

  if (response.ok) {
    return { response };
  }

  const error = await AybError.of(response);
  return { error, wait: error.retryAfter };
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", abort, { once: true });
  });
}

const MEMBERS = ["baseUrl", "entity", "database", "token"];

/**
 * The connection that the browser keeps for this page's origin. Where nothing can be kept, in Node.js say, there is none;
 * what somebody else has written under the key is none either.
 */
function recall(key) {
  const connection = read(key);
  const { queryPermissionLevel } = Object(read(levelKey(key)));
  return isConnection(connection) ? { queryPermissionLevel, ...connection } : null;
}

function keep(key, connection) {
  forget(key);
  try {
    globalThis.localStorage?.setItem(key, JSON.stringify(connection));
  } catch {
    // Storage is full or forbidden: the connection lives as long as the page.
  }
}

function forget(key) {
  try {
    globalThis.localStorage?.removeItem(key);
    globalThis.localStorage?.removeItem(levelKey(key));
  } catch {
    // What is forbidden was never kept.
  }
}

function read(key) {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(key) ?? null);
  } catch {
    // Storage is forbidden to this page, or holds no JSON.
    return null;
  }
}

function isConnection(value) {
  return MEMBERS.every((member) => typeof value?.[member] === "string" && value[member] !== "")
    && /^https?:/i.test(value.baseUrl) && URL.canParse(value.baseUrl);
}

/** Where @aybdb/client keeps the level of a connection. */
function levelKey(key) {
  return `${key}_meta`;
}

/** A transaction over several requests. The server rolls it back when nothing is asked of it for some seconds. */
class Transaction extends Queries {
  #session;
  #request;
  #defaults;
  #running = new Set();
  #openStream = null;
  #isOver = false;

  /** Made by `begin` and `transaction` of a client, which say how to reach its database. */
  constructor({ session, mode }, request, defaults) {
    super((body, headers, options) => this.#run(body, headers, { ...defaults, ...options }));
    this.#session = session;
    this.#request = request;
    this.#defaults = defaults;
    this.mode = mode;
  }

  get isOver() {
    return this.#isOver;
  }

  async query(...question) {
    this.#refuseBesideStream();
    return super.query(...question);
  }

  async batch(...question) {
    this.#refuseBesideStream();
    return super.batch(...question);
  }

  /** Nothing else can be asked until its end, or until its reader breaks out of it. */
  async *stream(sql, params, options) {
    this.#refuseBesideStream();
    this.#openStream = new AbortController();
    const signals = [this.#openStream.signal, options?.signal ?? this.#defaults.signal].filter(Boolean);
    try {
      yield* super.stream(sql, params, { ...options, signal: AbortSignal.any(signals) });
    } finally {
      this.#openStream = null;
    }
  }

  async commit() {
    await this.#end();
    await this.#request("POST", `sessions/${this.#session}/commit`);
  }

  async rollback() {
    await this.#end();
    await this.#request("POST", `sessions/${this.#session}/rollback`);
  }

  /** Rolls back for somebody who will not come back to a stream that they have left open. */
  async _abandon() {
    this.#openStream?.abort(new Error("The transaction is over."));
    this.#openStream = null;
    await this.rollback();
  }

  async #run(body, headers, options) {
    if (this.#isOver) {
      throw new Error("The transaction is over.");
    }

    const answer = this.#request("POST", "query", { body, headers: { ...headers, session: this.#session } }, options);
    this.#running.add(answer);
    try {
      return await answer;
    } finally {
      this.#running.delete(answer);
    }
  }

  /** What was asked before belongs to the transaction, also when nobody has waited for it. */
  async #end() {
    if (this.#isOver) {
      throw new Error("The transaction is over.");
    }

    this.#refuseBesideStream();
    this.#isOver = true;
    await Promise.allSettled(this.#running);
  }

  /** The server would answer after the stream, which waits for its reader, who would wait for the answer. */
  #refuseBesideStream() {
    if (this.#openStream) {
      throw new Error("Finish the stream first, or break out of it: until then its transaction does nothing else.");
    }
  }
}

/** A connection to one database: its address, and a token that opens it. */
class AybClient extends Queries {
  /**
   * @param options `url` and `token` connect at once. `appId` names the app: its migrations are recorded under it,
   * and `saveConfig` and `loadConfig` keep the connection in local storage under `storageKey`, or `ayb_` and the appId.
   */
  constructor({ appId, storageKey, url, token } = {}) {
    super((body, headers, options) => this.#request("POST", "query", { body, headers }, options));
    if (!appId && !(url && token)) {
      throw new TypeError("appId is required");
    }

    this.appId = appId;
    this.storageKey = storageKey ?? (appId && `ayb_${appId}`);
    this._config = url && token ? { ...AybClient.parseDatabaseUrl(url), token } : null;
  }

  /** Makes text safe between the single quotes of SQL. Parameters are the better way. */
  static escapeSQL(value) {
    return String(value ?? "").replaceAll("'", "''");
  }

  /** Takes https://host/entity/database and https://host/v1/entity/database apart. */
  static parseDatabaseUrl(url) {
    const { origin, pathname } = new URL(url);
    const names = pathname.split("/").filter(Boolean);
    const [entity, database] = names.length > 2 && names[0] === "v1" ? names.slice(1) : names;
    if (!database) {
      throw new TypeError(`${url} is not the URL of a database, which is like https://host/entity/database.`);
    }

    return { baseUrl: origin, entity, database };
  }

  isConnected() {
    return this._config !== null;
  }

  getConnectionInfo() {
    if (!this._config) {
      return null;
    }

    const { baseUrl, entity, database } = this._config;
    return { baseUrl, entity, database, databaseUrl: `${baseUrl}/v1/${entity}/${database}` };
  }

  /** Connects, and keeps the connection for `loadConfig`. */
  saveConfig(url, token) {
    this._save({ ...AybClient.parseDatabaseUrl(url), token });
  }

  /** Connects as `saveConfig` did in this browser. */
  loadConfig() {
    const config = this.storageKey && recall(this.storageKey);
    if (config) {
      this._config = config;
    }

    return Boolean(config);
  }

  disconnect() {
    this._config = null;
    if (this.storageKey) {
      forget(this.storageKey);
    }
  }

  /** Connects as `saveConfig` did, and runs migrations. */
  async connect(migrations = []) {
    if (!this.loadConfig()) {
      throw new Error("No connection has been saved: call saveConfig first.");
    }

    if (migrations.length > 0) {
      await this.runMigrations(migrations);
    }
  }

  /** Runs those of the migrations that this database has not seen, recorded under the appId. */
  runMigrations(migrations) {
    return runMigrations(this, this.appId, migrations);
  }

  /** Begins a transaction, which `commit` or `rollback` has to end. */
  async begin({ mode, ...options } = {}) {
    const request = mode === undefined
      ? {}
      : { body: JSON.stringify({ mode }), headers: { "Content-Type": "application/json" } };
    const connection = this._config;
    const response = await this.#request("POST", "sessions", request, options, connection);
    return new Transaction(
      await response.json(),
      (method, path, content, settings) => this.#request(method, path, content, settings, connection),
      { signal: options.signal },
    );
  }

  /** Does work in a transaction: commits it when the work is done, and rolls it back when the work throws. */
  async transaction(work, options = {}) {
    const transaction = await this.begin(options);
    try {
      const result = await work(transaction);
      options.signal?.throwIfAborted();
      if (!transaction.isOver) {
        await transaction.commit();
      }

      return result;
    } catch (error) {
      if (!transaction.isOver) {
        // What went wrong first is what the caller has to know. A session that is left alone ends by itself.
        await transaction._abandon().catch(() => {});
      }

      throw error;
    }
  }

  _save(config) {
    this._config = config;
    if (this.storageKey) {
      keep(this.storageKey, config);
    }
  }

  async #request(method, path, { body, headers } = {}, options = {}, connection = this._config) {
    if (!connection) {
      throw new Error("Not connected: give url and token to the constructor, or call saveConfig or loadConfig first.");
    }

    const { baseUrl, entity, database, token } = connection;
    return ask(`${baseUrl}/v1/${entity}/${database}/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...headers },
      body,
    }, options);
  }
}

/** Unguessable text for a URL, of 256 bits: RFC 7636 asks for as much. */
function randomText() {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** What may be shown of a verifier before it is asked for: the method S256 of RFC 7636. */
async function challengeOf(verifier) {
  if (!globalThis.crypto?.subtle) {
    throw new Error("This page is not secure: authorization needs https, or http on localhost.");
  }

  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64Url(bytes) {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const OTHER = "";

/** Asks the user, in a dialog, for the server that has their databases. */
function askForServer({ appName, serverUrls = [] }, connect) {
  const server = element("select", { style: "width: 100%" }, [
    ...serverUrls.map((url) => element("option", { value: url, textContent: url })),
    element("option", { value: OTHER, textContent: "Another server" }),
  ]);
  const address = element("input", {
    type: "url",
    pattern: "https?://.+",
    placeholder: "https://ayb.example.com",
    style: "width: 100%; box-sizing: border-box",
  });
  const addressLine = element("p", {}, [element("label", {}, ["Its address", address])]);
  const cancel = element("button", { type: "button", textContent: "Cancel" });
  const form = element("form", { method: "dialog" }, [
    element("p", {}, [element("strong", { textContent: `Connect ${appName} to your database` })]),
    element("p", { hidden: serverUrls.length === 0 }, [element("label", {}, ["Server", server])]),
    addressLine,
    element("p", { style: "text-align: right" }, [cancel, " ", element("button", { textContent: "Connect" })]),
  ]);
  const dialog = element("dialog", { style: "font: inherit; width: min(24rem, 80vw)" }, [form]);

  const showAddress = () => {
    addressLine.hidden = server.value !== OTHER;
    address.required = server.value === OTHER;
  };
  server.addEventListener("change", showAddress);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", () => connect(server.value || address.value));

  showAddress();
  document.body.append(dialog);
  dialog.showModal();
}

function element(name, { style = "", ...properties }, children = []) {
  const created = Object.assign(document.createElement(name), properties);
  created.style.cssText = style;
  created.append(...children);
  return created;
}

// The session storage lives as long as the tab: nothing of an authorization that was given up stays behind.
const SERVER = "ayb_oauth_server";
const STATE = "ayb_oauth_state";
const VERIFIER = "ayb_pkce_verifier";
const REDIRECT = "ayb_oauth_redirect_uri";
const LEVELS = ["read-only", "read-write"];

/** A connection that its user grants in the browser: OAuth 2.0, by an authorization code with PKCE. */
class AybOAuth extends AybClient {
  constructor({ appName, queryPermissionLevel, serverUrl, appId = appName, storageKey } = {}) {
    if (!appName) {
      throw new TypeError("appName is required");
    }

    if (!LEVELS.includes(queryPermissionLevel)) {
      throw new TypeError('queryPermissionLevel should be "read-only" or "read-write"');
    }

    super({ appId, storageKey });
    this.appName = appName;
    this.queryPermissionLevel = queryPermissionLevel;
    this.serverUrl = normalizeServerUrl(serverUrl);
  }

  static createServerSelectionModal(options) {
    createServerSelectionModal(options);
  }

  isAuthenticated() {
    return this.isConnected();
  }

  /** Adds the level that the user has granted, which may be less than was asked for. */
  getConnectionInfo() {
    const info = super.getConnectionInfo();
    return info && { ...info, queryPermissionLevel: this._config.queryPermissionLevel };
  }

  /** Sends the browser to the server, which sends it back to this page or to `callbackPath` of this origin. */
  async authorize({ callbackPath = location.origin + location.pathname } = {}) {
    const [state, verifier, redirectUri] = [randomText(), randomText(), resolveCallback(callbackPath)];
    const query = new URLSearchParams({
      response_type: "code",
      redirect_uri: redirectUri,
      scope: this.queryPermissionLevel,
      state,
      code_challenge: await challengeOf(verifier),
      code_challenge_method: "S256",
      app_name: this.appName,
    });
    sessionStorage.setItem(SERVER, this.serverUrl);
    sessionStorage.setItem(STATE, state);
    sessionStorage.setItem(VERIFIER, verifier);
    sessionStorage.setItem(REDIRECT, redirectUri);
    location.assign(`${this.serverUrl}/oauth/authorize?${query}`);
  }

  /**
   * Connects when the server has sent the browser back.
   * @returns {Promise<boolean>} whether it has
   * @throws {AybError} of type `access_denied` when the user said no, `issuer_mismatch` when the answer is another server's
   */
  async handleCallback() {
    if (!isCallback()) {
      return false;
    }

    const { serverUrl, config } = await takeGrant();
    this.serverUrl = serverUrl;
    this._save(config);
    return true;
  }
}

/** Lets the user choose a server, and sends the browser there. */
function createServerSelectionModal(options) {
  askForServer(options, (serverUrl) => new AybOAuth({ ...options, serverUrl }).authorize());
}

/**
 * Connects a page that has just been authorized, or was at an earlier visit.
 * @returns {Promise<AybOAuth | null>} null when the user has to be asked first
 */
async function restoreOAuth(options) {
  const granted = isCallback() ? await takeGrant() : null;
  const config = granted?.config ?? recall(options.storageKey ?? `ayb_${options.appId ?? options.appName}`);
  if (!config) {
    return null;
  }

  const client = new AybOAuth({ ...options, serverUrl: granted?.serverUrl ?? config.baseUrl });
  if (granted) {
    client._save(config);
  } else {
    client.loadConfig();
  }

  return client;
}

/** Users type it in, and the browser will go there: to a page, not to a script. */
function normalizeServerUrl(text) {
  if (!/^https?:\/\//i.test(text ?? "") || !URL.canParse(text)) {
    throw new TypeError("serverUrl is required, and starts with https:// or http://");
  }

  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/\/+$/, "");
}

function resolveCallback(path) {
  const { href, origin, hash } = new URL(path, location.origin);
  if (origin !== location.origin || hash) {
    throw new TypeError(`callbackPath should be a path of ${location.origin}, without a fragment`);
  }

  return href;
}

/** Whether this page is the answer to what this tab has asked. Others may have a code and a state of their own in their address. */
function isCallback() {
  const query = new URLSearchParams(location.search);
  const state = query.get("state");
  return (query.has("code") || query.has("error")) && Boolean(state) && state === sessionStorage.getItem(STATE);
}

/** What the server has sent the browser back with, exchanged for a connection. */
async function takeGrant() {
  const answer = takeAnswer();
  const pending = takePending();
  if (!pending || answer.state !== pending.state) {
    throw new AybError("This answer is to no question of this page: start over.", { type: "state_mismatch" });
  }

  if (answer.iss !== null && !isSameAddress(answer.iss, pending.serverUrl)) {
    const message = `${pending.serverUrl} was asked, and this answer says that it is from ${answer.iss}: nothing was done with it.`;
    throw new AybError(message, { type: "issuer_mismatch" });
  }

  if (answer.error) {
    throw new AybError(answer.error_description ?? `Authorization failed: ${answer.error}`, { type: answer.error });
  }

  const response = await ask(`${pending.serverUrl}/v1/oauth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      grant_type: "authorization_code",
      code: answer.code,
      redirect_uri: pending.redirectUri,
      code_verifier: pending.verifier,
    }),
  });
  const grant = await response.json();
  const config = {
    ...AybClient.parseDatabaseUrl(grant.database_url),
    token: grant.access_token,
    queryPermissionLevel: grant.query_permission_level,
  };
  return { serverUrl: pending.serverUrl, config };
}

/** Takes the answer out of the address bar, where a code would be copied, bookmarked and reloaded. */
function takeAnswer() {
  const url = new URL(location.href);
  const answer = {};
  for (const name of ["code", "state", "iss", "error", "error_description"]) {
    answer[name] = url.searchParams.get(name);
    url.searchParams.delete(name);
  }

  history.replaceState(history.state, "", url);
  return answer;
}

// A code for one server is no use to another, but would be told to it: RFC 9207. Servers of before do not say who they are.
// One on this machine may go by either name of it.
function isSameAddress(issuer, serverUrl) {
  return issuer === serverUrl || (URL.canParse(issuer) && addressOf(issuer) === addressOf(serverUrl));
}

function addressOf(text) {
  const url = new URL(text);
  url.hostname = url.hostname === "127.0.0.1" ? "localhost" : url.hostname;
  return url.href;
}

function takePending() {
  const [serverUrl, state, verifier, redirectUri] = [SERVER, STATE, VERIFIER, REDIRECT].map((key) => {
    const value = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return value;
  });
  return serverUrl && state && verifier && redirectUri ? { serverUrl, state, verifier, redirectUri } : null;
}

return { AybClient, AybError, AybOAuth, Transaction, createServerSelectionModal, restoreOAuth, runMigrations };
})());
