import { AybError } from "./AybError.js";
import { decode } from "./values.js";

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const INTEGER = /^-?\d+$/;
const LONG_INTEGER = /\d{16}/;

/**
 * Parses an answer that has typed values.
 * @param {"auto" | "bigint" | "number"} integers "auto" makes BigInts of those that a number would round
 */
export function parseAnswer(text, integers = "auto") {
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
export function toResult(result, statement) {
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
