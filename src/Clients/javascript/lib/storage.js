/** What the browser keeps for this page's origin. Where nothing can be kept, in Node.js say, there is nothing to recall. */
export function recall(key) {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(key) ?? null);
  } catch {
    // Storage is forbidden to this page, or holds what somebody else has written.
    return null;
  }
}

export function keep(key, value) {
  try {
    globalThis.localStorage?.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the connection lives as long as the page.
  }
}

export function forget(key) {
  try {
    globalThis.localStorage?.removeItem(key);
  } catch {
    // What is forbidden was never kept.
  }
}
