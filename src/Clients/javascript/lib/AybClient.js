import { runMigrations } from "./migrations.js";
import { Queries } from "./Queries.js";
import { ask } from "./requests.js";
import { forget, keep, recall } from "./storage.js";
import { Transaction } from "./Transaction.js";

/** A connection to one database: its address, and a token that opens it. */
export class AybClient extends Queries {
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
