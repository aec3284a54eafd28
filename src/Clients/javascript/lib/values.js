/** The parameters of a statement as JSON can carry them: an array for `?`, an object for `:name`. */
export function encodeParameters(parameters) {
  if (Array.isArray(parameters)) {
    return parameters.map((value, index) => encode(value, index + 1));
  }

  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, encode(value, name)]));
}

/** A value of an answer, whose integers `parseAnswer` has marked where a number would not hold them. */
export function decode(value) {
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

export function toBase64(bytes) {
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
