/**
 * What the server refused or could not do. That the server cannot be reached, or that a signal aborted the request,
 * is not one of these: it stays the error that fetch throws.
 */
export class AybError extends Error {
  constructor(message, { type = "Other", status, retryAfter, statement, record_type: recordType } = {}) {
    super(message);
    this.name = "AybError";
    this.type = type;
    this.status = status;
    this.retryAfter = retryAfter;
    this.statement = statement;
    this.recordType = recordType;
  }

  /** The error of an answer whose status is not one of success. */
  static async of(response) {
    const body = parseObject(await response.text());
    return new AybError(body.message ?? body.error_description ?? `The server answered with status ${response.status}.`, {
      ...body,
      // The token endpoint's errors have the members of RFC 6749.
      type: body.type ?? body.error,
      status: response.status,
      retryAfter: seconds(response.headers.get("Retry-After")),
    });
  }
}

function parseObject(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    // What stands between us and the server, a proxy say, answers with pages.
    return {};
  }
}

function seconds(header) {
  return /^\d+$/.test(header ?? "") ? Number(header) : undefined;
}
