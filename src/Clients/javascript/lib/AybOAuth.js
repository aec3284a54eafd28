import { AybClient } from "./AybClient.js";
import { AybError } from "./AybError.js";
import { challengeOf, randomText } from "./pkce.js";
import { ask } from "./requests.js";
import { askForServer } from "./serverSelection.js";
import { recall } from "./storage.js";

// The session storage lives as long as the tab: nothing of an authorization that was given up stays behind.
const SERVER = "ayb_oauth_server";
const STATE = "ayb_oauth_state";
const VERIFIER = "ayb_pkce_verifier";
const REDIRECT = "ayb_oauth_redirect_uri";
const LEVELS = ["read-only", "read-write"];

/** A connection that its user grants in the browser: OAuth 2.0, by an authorization code with PKCE. */
export class AybOAuth extends AybClient {
  constructor({ appName, queryPermissionLevel, serverUrl, appId = appName, storageKey } = {}) {
    if (!appName) {
      throw new TypeError("appName is required");
    }

    if (!LEVELS.includes(queryPermissionLevel)) {
      throw new TypeError('queryPermissionLevel should be "read-only" or "read-write"');
    }

    super({ appId, storageKey });
    this.appName = appName;
    this.queryPermissionLevel = queryPermissionLevel;
    this.serverUrl = normalizeServerUrl(serverUrl);
  }

  static createServerSelectionModal(options) {
    createServerSelectionModal(options);
  }

  isAuthenticated() {
    return this.isConnected();
  }

  /** Adds the level that the user has granted, which may be less than was asked for. */
  getConnectionInfo() {
    const info = super.getConnectionInfo();
    return info && { ...info, queryPermissionLevel: this._config.queryPermissionLevel };
  }

  /** Sends the browser to the server, which sends it back to this page or to `callbackPath` of this origin. */
  async authorize({ callbackPath = location.origin + location.pathname } = {}) {
    const [state, verifier, redirectUri] = [randomText(), randomText(), resolveCallback(callbackPath)];
    const query = new URLSearchParams({
      response_type: "code",
      redirect_uri: redirectUri,
      scope: this.queryPermissionLevel,
      state,
      code_challenge: await challengeOf(verifier),
      code_challenge_method: "S256",
      app_name: this.appName,
    });
    sessionStorage.setItem(SERVER, this.serverUrl);
    sessionStorage.setItem(STATE, state);
    sessionStorage.setItem(VERIFIER, verifier);
    sessionStorage.setItem(REDIRECT, redirectUri);
    location.assign(`${this.serverUrl}/oauth/authorize?${query}`);
  }

  /**
   * Connects when the server has sent the browser back.
   * @returns {Promise<boolean>} whether it has
   * @throws {AybError} of type `access_denied` when the user said no, `issuer_mismatch` when the answer is another server's
   */
  async handleCallback() {
    if (!isCallback()) {
      return false;
    }

    const { serverUrl, config } = await takeGrant();
    this.serverUrl = serverUrl;
    this._save(config);
    return true;
  }
}

/** Lets the user choose a server, and sends the browser there. */
export function createServerSelectionModal(options) {
  askForServer(options, (serverUrl) => new AybOAuth({ ...options, serverUrl }).authorize());
}

/**
 * Connects a page that has just been authorized, or was at an earlier visit.
 * @returns {Promise<AybOAuth | null>} null when the user has to be asked first
 */
export async function restoreOAuth(options) {
  const granted = isCallback() ? await takeGrant() : null;
  const config = granted?.config ?? recall(options.storageKey ?? `ayb_${options.appId ?? options.appName}`);
  if (!config) {
    return null;
  }

  const client = new AybOAuth({ ...options, serverUrl: granted?.serverUrl ?? config.baseUrl });
  if (granted) {
    client._save(config);
  } else {
    client.loadConfig();
  }

  return client;
}

/** Users type it in, and the browser will go there: to a page, not to a script. */
function normalizeServerUrl(text) {
  if (!/^https?:\/\//i.test(text ?? "") || !URL.canParse(text)) {
    throw new TypeError("serverUrl is required, and starts with https:// or http://");
  }

  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/\/+$/, "");
}

function resolveCallback(path) {
  const { href, origin, hash } = new URL(path, location.origin);
  if (origin !== location.origin || hash) {
    throw new TypeError(`callbackPath should be a path of ${location.origin}, without a fragment`);
  }

  return href;
}

/** Whether this page is the answer to what this tab has asked. Others may have a code and a state of their own in their address. */
function isCallback() {
  const query = new URLSearchParams(location.search);
  const state = query.get("state");
  return (query.has("code") || query.has("error")) && Boolean(state) && state === sessionStorage.getItem(STATE);
}

/** What the server has sent the browser back with, exchanged for a connection. */
async function takeGrant() {
  const answer = takeAnswer();
  const pending = takePending();
  if (!pending || answer.state !== pending.state) {
    throw new AybError("This answer is to no question of this page: start over.", { type: "state_mismatch" });
  }

  if (answer.iss !== null && !isSameAddress(answer.iss, pending.serverUrl)) {
    const message = `${pending.serverUrl} was asked, and this answer says that it is from ${answer.iss}: nothing was done with it.`;
    throw new AybError(message, { type: "issuer_mismatch" });
  }

  if (answer.error) {
    throw new AybError(answer.error_description ?? `Authorization failed: ${answer.error}`, { type: answer.error });
  }

  const response = await ask(`${pending.serverUrl}/v1/oauth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      grant_type: "authorization_code",
      code: answer.code,
      redirect_uri: pending.redirectUri,
      code_verifier: pending.verifier,
    }),
  });
  const grant = await response.json();
  const config = {
    ...AybClient.parseDatabaseUrl(grant.database_url),
    token: grant.access_token,
    queryPermissionLevel: grant.query_permission_level,
  };
  return { serverUrl: pending.serverUrl, config };
}

/** Takes the answer out of the address bar, where a code would be copied, bookmarked and reloaded. */
function takeAnswer() {
  const url = new URL(location.href);
  const answer = {};
  for (const name of ["code", "state", "iss", "error", "error_description"]) {
    answer[name] = url.searchParams.get(name);
    url.searchParams.delete(name);
  }

  history.replaceState(history.state, "", url);
  return answer;
}

// A code for one server is no use to another, but would be told to it: RFC 9207. Servers of before do not say who they are.
// One on this machine may go by either name of it.
function isSameAddress(issuer, serverUrl) {
  return issuer === serverUrl || (URL.canParse(issuer) && addressOf(issuer) === addressOf(serverUrl));
}

function addressOf(text) {
  const url = new URL(text);
  url.hostname = url.hostname === "127.0.0.1" ? "localhost" : url.hostname;
  return url.href;
}

function takePending() {
  const [serverUrl, state, verifier, redirectUri] = [SERVER, STATE, VERIFIER, REDIRECT].map((key) => {
    const value = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return value;
  });
  return serverUrl && state && verifier && redirectUri ? { serverUrl, state, verifier, redirectUri } : null;
}
