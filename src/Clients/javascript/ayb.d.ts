/** What a database holds, as a parameter. Whole numbers up to 2^53 are integers, others reals; larger integers are BigInts. */
export type Parameter = string | number | bigint | boolean | null | ArrayBuffer | ArrayBufferView;

/** An array for `?`, an object for `:name`, `@name` and `$name`. */
export type Parameters = readonly Parameter[] | Readonly<Record<string, Parameter>>;

/** What a database holds, in an answer. */
export type Value = string | number | bigint | Uint8Array | null;

/** The answer to SQL without parameters: every value is text. */
export interface TextResult {
  fields: string[];
  rows: (string | null)[][];
}

/** The answer to a statement with parameters: values have their types. */
export interface Result {
  fields: string[];
  /** Those that the columns are declared with, in lower case; of an expression, that of its first value. */
  types: (string | null)[];
  rows: Value[][];
  rowsAffected: number;
  lastInsertRowid: number | bigint;
}

export type Statement = string | { sql: string; params?: Parameters };

export interface RequestOptions {
  signal?: AbortSignal;
  /**
   * How often to ask again when the server cannot be reached, after 2, 4, 8… seconds, or when it says when to come back.
   * Who could not hear the answer to a write does not know whether it took effect: it may take effect twice.
   */
  maxRetries?: number;
}

export interface QueryOptions extends RequestOptions {
  /**
   * "auto" (default): numbers, but BigInts where a number would round; "bigint": BigInts; "number": numbers, rounded
   * beyond 2^53.
   */
  integers?: "auto" | "bigint" | "number";
}

export interface BatchOptions extends QueryOptions {
  /** Whether all statements take effect or none (default). Otherwise each stands for itself. */
  transaction?: boolean;
}

export interface TransactionOptions extends RequestOptions {
  /** A "write" transaction (default for who may write) is the only one at a time; a "read" one sees one state. */
  mode?: "read" | "write";
}

/** What can be asked of a database, be it within a transaction or not. */
interface Queries {
  /** Sends SQL as text: it may have several statements, which are one transaction, and the answer is the last one's. */
  query(sql: string, maxRetries?: number): Promise<TextResult>;
  query(sql: string, params: null | undefined, options?: RequestOptions): Promise<TextResult>;
  /** Sends one statement with parameters, `[]` for none. */
  query(sql: string, params: Parameters, options?: QueryOptions): Promise<Result>;

  /** Like query; an object for each row. Of columns that have the same name, the last one wins. */
  queryObjects<Row = Record<string, string | null>>(sql: string, maxRetries?: number): Promise<Row[]>;
  queryObjects<Row = Record<string, string | null>>(sql: string, params: null | undefined, options?: RequestOptions): Promise<Row[]>;
  queryObjects<Row = Record<string, Value>>(sql: string, params: Parameters, options?: QueryOptions): Promise<Row[]>;

  /** Sends several statements in one request; a result for each. */
  batch(statements: readonly Statement[], options?: BatchOptions & { transaction?: true }): Promise<Result[]>;
  batch(statements: readonly Statement[], options: BatchOptions): Promise<(Result | { error: AybError })[]>;

  /**
   * The rows of a query as they arrive. To break out of the loop stops the query.
   * A column whose name has occurred before gets a number after it, as `name:1`.
   */
  stream<Row = Record<string, Value>>(sql: string, params?: Parameters, options?: QueryOptions): AsyncGenerator<Row, void, undefined>;
}

export interface ConnectionInfo {
  baseUrl: string;
  entity: string;
  database: string;
  databaseUrl: string;
}

export interface AybClientOptions {
  /** The app's name for itself: what it keeps and the migrations that it records are told apart by it. */
  appId?: string;
  /** Where the connection is kept in the local storage, instead of `ayb_` and the appId. */
  storageKey?: string;
  /** The database, as https://host/entity/database or https://host/v1/entity/database. */
  url?: string;
  token?: string;
}

/** A connection to one database: its address, and a token that opens it. */
export class AybClient implements Queries {
  /** Connects at once with `url` and `token`; otherwise `appId` is required. */
  constructor(options?: AybClientOptions);

  /** Makes text safe between the single quotes of SQL. Parameters are the better way. */
  static escapeSQL(value: unknown): string;
  static parseDatabaseUrl(url: string): { baseUrl: string; entity: string; database: string };

  appId: string | undefined;
  storageKey: string | undefined;

  query: Queries["query"];
  queryObjects: Queries["queryObjects"];
  batch: Queries["batch"];
  stream: Queries["stream"];

  /** Does work in a transaction: commits it when the work is done, and rolls it back when the work throws. */
  transaction<T>(work: (transaction: Transaction) => Promise<T> | T, options?: TransactionOptions): Promise<T>;
  /** Begins a transaction, which `commit` or `rollback` has to end. */
  begin(options?: TransactionOptions): Promise<Transaction>;

  /** Runs those of the migrations that this database has not seen, recorded under the appId. */
  runMigrations(migrations: readonly string[]): Promise<void>;

  isConnected(): boolean;
  getConnectionInfo(): ConnectionInfo | null;
  /** Connects, and keeps the connection in the local storage, token and all. */
  saveConfig(url: string, token: string): void;
  /** Connects as `saveConfig` did in this browser; tells whether it did. */
  loadConfig(): boolean;
  /** Connects as `saveConfig` did, and runs migrations. */
  connect(migrations?: readonly string[]): Promise<void>;
  /** Forgets the connection. The token stays valid until it is revoked. */
  disconnect(): void;
}

/**
 * A transaction over several requests. The server rolls it back when nothing is asked of it for some seconds.
 * While one of its streams is open, all else throws: read it to its end, or break out of it.
 */
export class Transaction implements Queries {
  private constructor();

  readonly mode: "read" | "write";
  readonly isOver: boolean;

  query: Queries["query"];
  queryObjects: Queries["queryObjects"];
  batch: Queries["batch"];
  stream: Queries["stream"];

  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * What the server refused or could not do. That the server cannot be reached, or that a signal aborted the request,
 * is not one of these: it stays the error that fetch throws.
 */
export class AybError extends Error {
  constructor(message: string, details?: { type?: string; status?: number; retryAfter?: number; statement?: number; record_type?: string });

  /** As in the HTTP API: `QueryError`, `NoWriteAccessError`, `Unauthorized`…; of an authorization, `access_denied` and the like. */
  readonly type: string;
  /** That of the answer; undefined when the failure stands in an answer that had begun well. */
  readonly status: number | undefined;
  /** After how many seconds to try again. */
  readonly retryAfter: number | undefined;
  /** Which statement of a batch failed, counted from 0. */
  readonly statement: number | undefined;
  /** What is not there: `database`, `session`… */
  readonly recordType: string | undefined;
}

export interface AybOAuthOptions {
  /** Shown to the user who is asked; also the appId, unless one is given. */
  appName: string;
  queryPermissionLevel: "read-only" | "read-write";
  /** The server, as https://host. */
  serverUrl: string;
  appId?: string;
  storageKey?: string;
}

/** A connection that its user grants in the browser: OAuth 2.0, by an authorization code with PKCE. */
export class AybOAuth extends AybClient {
  constructor(options: AybOAuthOptions);

  /** As the function of this name. */
  static createServerSelectionModal(options: ServerSelectionModalOptions): void;

  serverUrl: string;
  appName: string;
  queryPermissionLevel: "read-only" | "read-write";

  isAuthenticated(): boolean;
  /** With the level that the user has granted, which may be less than was asked for. */
  getConnectionInfo(): (ConnectionInfo & { queryPermissionLevel?: "read-only" | "read-write" }) | null;
  /** Sends the browser to the server, which sends it back to this page, or to `callbackPath` of this origin (no fragment). */
  authorize(options?: { callbackPath?: string }): Promise<void>;
  /**
   * Connects when the server has sent the browser back; tells whether it has. Throws an AybError of type `access_denied`
   * when the user said no, and of type `issuer_mismatch` when the answer is another server's. An answer that this tab
   * has not asked for is left where it is.
   */
  handleCallback(): Promise<boolean>;
}

/** Connects a page that has just been authorized, or was at an earlier visit; null when the user has to be asked first. */
export function restoreOAuth(options: Omit<AybOAuthOptions, "serverUrl"> & { serverUrl?: string }): Promise<AybOAuth | null>;

export interface ServerSelectionModalOptions extends Omit<AybOAuthOptions, "serverUrl"> {
  /** The servers to choose from; the user can always name another one. */
  serverUrls?: readonly string[];
}

/** Lets the user choose a server, and sends the browser there. */
export function createServerSelectionModal(options: ServerSelectionModalOptions): void;

/**
 * Runs those of an app's migrations that its database has not seen, in order. A migration may have several statements and
 * takes effect together with its record in the table `_ayb_migrations`; callers who come at once do not get in each other's
 * way. The list may only grow at its end. A migration of one statement that fails because something "already exists", or
 * because of a "duplicate column", counts as done. One that says BEGIN, COMMIT, END or ROLLBACK itself is refused.
 */
export function runMigrations(client: AybClient, appId: string, migrations: readonly string[]): Promise<void>;
