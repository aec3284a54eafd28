import { Queries } from "./Queries.js";

/** A transaction over several requests. The server rolls it back when nothing is asked of it for some seconds. */
export class Transaction extends Queries {
  #session;
  #request;
  #running = new Set();
  #isOver = false;

  /** Made by `begin` and `transaction` of a client, which say how to reach its database. */
  constructor({ session, mode }, request, defaults) {
    super((body, headers, options) => this.#run(body, headers, { ...defaults, ...options }));
    this.#session = session;
    this.#request = request;
    this.mode = mode;
  }

  get isOver() {
    return this.#isOver;
  }

  async commit() {
    await this.#end();
    await this.#request("POST", `sessions/${this.#session}/commit`);
  }

  async rollback() {
    await this.#end();
    await this.#request("POST", `sessions/${this.#session}/rollback`);
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

    this.#isOver = true;
    await Promise.allSettled(this.#running);
  }
}
