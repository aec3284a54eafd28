import { Queries } from "./Queries.js";

/** A transaction over several requests. The server rolls it back when nothing is asked of it for some seconds. */
export class Transaction extends Queries {
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
