// What tests without a server put in the place of the browser's and Node's globals, for as long as a test runs.

/** Answers fetch with each of the answers in turn, the last one again and again; an Error is thrown. Returns the calls. */
export function stubFetch(test, ...answers) {
  const calls = [];
  test.mock.method(globalThis, "fetch", async (url, request) => {
    calls.push({ url, ...request });
    const answer = answers[Math.min(calls.length, answers.length) - 1];
    if (answer instanceof Error) {
      throw answer;
    }

    const { status = 200, headers = {}, body = {} } = answer;
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
  });
  return calls;
}

export function stubGlobals(test, globals) {
  for (const [name, value] of Object.entries(globals)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    test.after(() => (before ? Object.defineProperty(globalThis, name, before) : delete globalThis[name]));
  }
}

export class MemoryStorage {
  items = new Map();

  getItem(key) {
    return this.items.get(key) ?? null;
  }

  setItem(key, value) {
    this.items.set(key, String(value));
  }

  removeItem(key) {
    this.items.delete(key);
  }
}
