const MEMBERS = ["baseUrl", "entity", "database", "token"];

/**
 * The connection that the browser keeps for this page's origin. Where nothing can be kept, in Node.js say, there is none;
 * what somebody else has written under the key is none either.
 */
export function recall(key) {
  const connection = read(key);
  const { queryPermissionLevel } = Object(read(levelKey(key)));
  return isConnection(connection) ? { queryPermissionLevel, ...connection } : null;
}

export function keep(key, connection) {
  forget(key);
  try {
    globalThis.localStorage?.setItem(key, JSON.stringify(connection));
  } catch {
    // Storage is full or forbidden: the connection lives as long as the page.
  }
}

export function forget(key) {
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
