import { AybError } from "./AybError.js";
import { parseAnswer } from "./answers.js";
import { decode } from "./values.js";

/** The rows of an answer in NDJSON, as they arrive. Who stops asking for more ends the answer, and with it the statement. */
export async function* readRows(body, integers) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let line = "";
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      let start = 0;
      for (let end = value.indexOf("\n"); end >= 0; end = value.indexOf("\n", start)) {
        yield toRow(line + value.slice(start, end), integers);
        line = "";
        start = end + 1;
      }

      line += value.slice(start);
    }
  } finally {
    // A stream that has failed has nothing to cancel, and says so.
    await reader.cancel().catch(() => {});
  }
}

function toRow(line, integers) {
  const row = parseAnswer(line, integers);
  // A value that is an object has one of the members base64, real and integer: this is no column of that name.
  if (typeof row.error?.type === "string") {
    throw new AybError(row.error.message, row.error);
  }

  for (const column of Object.keys(row)) {
    row[column] = decode(row[column]);
  }

  return row;
}
