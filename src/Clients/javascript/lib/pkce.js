import { toBase64 } from "./values.js";

/** Unguessable text for a URL, of 256 bits: RFC 7636 asks for as much. */
export function randomText() {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** What may be shown of a verifier before it is asked for: the method S256 of RFC 7636. */
export async function challengeOf(verifier) {
  if (!globalThis.crypto?.subtle) {
    throw new Error("This page is not secure: authorization needs https, or http on localhost.");
  }

  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64Url(bytes) {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
