import { AybError } from "./AybError.js";

/**
 * Asks the server, and asks again up to `maxRetries` times when it cannot be reached or says when to come back.
 * @returns {Promise<Response>} an answer of success
 * @throws {AybError} the server answered with an error
 */
export async function ask(url, request, { maxRetries = 0, signal } = {}) {
  for (let attempt = 1; ; attempt++) {
    const { response, error, wait } = await tryToAsk(url, { ...request, signal, credentials: "omit" }, attempt);
    if (response) {
      return response;
    }

    if (attempt > maxRetries || wait === undefined || signal?.aborted) {
      throw error;
    }

    await pause(wait, signal);
  }
}

async function tryToAsk(url, request, attempt) {
  let response;
  try {
    response = await fetch(url, request);
  } catch (error) {
    return { error, wait: 2 ** attempt };
  }

  if (response.ok) {
    return { response };
  }

  const error = await AybError.of(response);
  return { error, wait: error.retryAfter };
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
