import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, test } from "node:test";
import { AybError, AybOAuth, restoreOAuth } from "ayb-client";
import { MemoryStorage, stubFetch, stubGlobals } from "../stubs.js";

const OPTIONS = { appName: "Reading List", queryPermissionLevel: "read-write" };
const SERVER = "https://ayb.example.com";
const GRANT = {
  access_token: "ayb_a_b",
  token_type: "Bearer",
  database: "ada/books",
  query_permission_level: "read-only",
  database_url: `${SERVER}/v1/ada/books`,
};

let page;

/** A page of an app at an address, in a tab. */
beforeEach((t) => {
  const location = Object.assign(new URL("https://app.example.com/list?sort=title#top"), {
    assign: (url) => (page.went = new URL(url)),
  });
  page = { location, localStorage: new MemoryStorage(), sessionStorage: new MemoryStorage() };
  const history = { state: { scrolled: 7 }, replaceState: (state, _, url) => ((location.href = String(url)), (history.state = state)) };
  page.history = history;
  stubGlobals(t, page);
});

/** The user has been to the server, and comes back with its answer. */
async function comeBack(answer) {
  await new AybOAuth({ ...OPTIONS, serverUrl: SERVER }).authorize();
  page.location.search = String(new URLSearchParams({ ...answer, sort: "title" }));
  return page.went.searchParams;
}

test("authorizing asks the server with a challenge, and keeps the verifier here", async () => {
  await new AybOAuth({ ...OPTIONS, serverUrl: `${SERVER}/` }).authorize();

  assert.equal(page.went.origin + page.went.pathname, `${SERVER}/oauth/authorize`);
  const { state, code_challenge: challenge, ...others } = Object.fromEntries(page.went.searchParams);
  assert.deepEqual(others, {
    response_type: "code",
    redirect_uri: "https://app.example.com/list",
    scope: "read-write",
    code_challenge_method: "S256",
    app_name: "Reading List",
  });
  const verifier = page.sessionStorage.getItem("ayb_pkce_verifier");
  assert.match(verifier, /^[\w-]{43}$/);
  assert.match(state, /^[\w-]{43}$/);
  assert.equal(challenge, createHash("sha256").update(verifier).digest("base64url"));
  assert.ok(!page.went.href.includes(verifier));
  assert.equal(page.localStorage.items.size, 0);
});

test("no two authorizations have anything in common that is secret", async () => {
  const first = await comeBack({});
  const second = await comeBack({});

  assert.notEqual(first.get("state"), second.get("state"));
  assert.notEqual(first.get("code_challenge"), second.get("code_challenge"));
});

for (const callbackPath of ["/callback", "callback", "https://app.example.com/callback"]) {
  test(`the server may be told to come back to ${callbackPath}`, async () => {
    await new AybOAuth({ ...OPTIONS, serverUrl: SERVER }).authorize({ callbackPath });

    assert.equal(page.went.searchParams.get("redirect_uri"), "https://app.example.com/callback");
  });
}

for (const callbackPath of ["https://example.com/callback", "//example.com", "javascript:alert(1)", "/callback#top"]) {
  test(`the server is not told to come back to ${callbackPath}`, async () => {
    await assert.rejects(new AybOAuth({ ...OPTIONS, serverUrl: SERVER }).authorize({ callbackPath }), /callbackPath should be/);

    assert.deepEqual([page.went, page.sessionStorage.items.size], [undefined, 0]);
  });
}

test("a page whose path looks like another host gets its answer", async () => {
  page.location.href = "https://app.example.com//list";

  await new AybOAuth({ ...OPTIONS, serverUrl: SERVER }).authorize();

  assert.equal(page.went.searchParams.get("redirect_uri"), "https://app.example.com//list");
});

for (const [serverUrl, normal] of [
  ["HTTPS://AYB.Example.com", SERVER],
  [`${SERVER}:443//`, SERVER],
  [`${SERVER}/?next=1#top`, SERVER],
  ["http://localhost:5433/ayb/", "http://localhost:5433/ayb"],
]) {
  test(`${serverUrl} is the server ${normal}`, () => {
    assert.equal(new AybOAuth({ ...OPTIONS, serverUrl }).serverUrl, normal);
  });
}

test("a connection that @aybdb/client has kept comes with its level, until it is given up", async () => {
  const kept = { baseUrl: SERVER, entity: "ada", database: "books", token: "ayb_a_b" };
  page.localStorage.setItem("ayb_Reading List", JSON.stringify(kept));
  page.localStorage.setItem("ayb_Reading List_meta", '{"database":"ada/books","queryPermissionLevel":"read-only"}');

  const db = await restoreOAuth(OPTIONS);

  assert.equal(db.getConnectionInfo().queryPermissionLevel, "read-only");
  assert.equal(db.getConnectionInfo().database, "books");
  db.saveConfig(`${SERVER}/ada/others`, "ayb_c_d");
  assert.equal((await restoreOAuth(OPTIONS)).getConnectionInfo().queryPermissionLevel, undefined);
  page.localStorage.setItem("ayb_Reading List_meta", "{");
  db.disconnect();
  assert.equal(page.localStorage.items.size, 0);
});

test("a code becomes a connection, and leaves the address bar", async (t) => {
  const calls = stubFetch(t, { body: GRANT });
  const asked = await comeBack({});
  const verifier = page.sessionStorage.getItem("ayb_pkce_verifier");
  page.location.search = `?code=secret-code&state=${asked.get("state")}&sort=title`;

  const db = await restoreOAuth(OPTIONS);

  assert.deepEqual(db.getConnectionInfo(), {
    baseUrl: SERVER, entity: "ada", database: "books", databaseUrl: `${SERVER}/v1/ada/books`, queryPermissionLevel: "read-only",
  });
  assert.equal(calls.length, 1);
  assert.equal(calls[0].url, `${SERVER}/v1/oauth/token`);
  assert.deepEqual(JSON.parse(calls[0].body), {
    grant_type: "authorization_code",
    code: "secret-code",
    redirect_uri: "https://app.example.com/list",
    code_verifier: verifier,
  });
  assert.equal(page.location.href, "https://app.example.com/list?sort=title#top");
  assert.deepEqual(page.history.state, { scrolled: 7 });
  assert.equal(page.sessionStorage.items.size, 0);
  assert.ok(db.isAuthenticated());

  const revisited = await restoreOAuth(OPTIONS);
  assert.deepEqual(revisited.getConnectionInfo(), db.getConnectionInfo());
  assert.equal(calls.length, 1);
  revisited.disconnect();
  assert.equal(await restoreOAuth(OPTIONS), null);
});

for (const [what, state] of [["another", "x".repeat(43)], ["no", ""]]) {
  test(`an answer with ${what} state is not this page's, and does not disturb the one that is waited for`, async (t) => {
    const calls = stubFetch(t, { body: GRANT });
    const asked = await comeBack({ code: "code-of-mallory", state });
    const address = page.location.href;

    assert.equal(await restoreOAuth(OPTIONS), null);
    assert.equal(await new AybOAuth({ ...OPTIONS, serverUrl: SERVER }).handleCallback(), false);

    assert.deepEqual([calls.length, page.localStorage.items.size, page.location.href], [0, 0, address]);
    page.location.search = `?code=c&state=${asked.get("state")}`;
    assert.ok((await restoreOAuth(OPTIONS)).isAuthenticated());
  });
}

for (const answer of [{ code: "code-of-mallory" }, { error: "access_denied" }]) {
  for (const iss of ["https://mallory.example", `${SERVER}.mallory.example`, `${SERVER}/v1`, "http://ayb.example.com", "mallory", ""]) {
    test(`an answer (${Object.keys(answer)}) of another server, "${iss}", is refused before anything is asked`, async (t) => {
      const calls = stubFetch(t, { body: GRANT });
      const asked = await comeBack({});
      page.location.search = String(new URLSearchParams({ ...answer, state: asked.get("state"), iss, sort: "title" }));

      await assert.rejects(restoreOAuth(OPTIONS), (error) => error instanceof AybError && error.type === "issuer_mismatch");

      assert.equal(calls.length, 0);
      assert.equal(page.localStorage.items.size, 0);
      assert.equal(page.sessionStorage.items.size, 0);
      assert.equal(page.location.search, "?sort=title");
    });
  }
}

for (const iss of [SERVER, `${SERVER}/`, "https://AYB.example.com:443"]) {
  test(`an answer of the server itself, "${iss}", is taken`, async (t) => {
    const calls = stubFetch(t, { body: GRANT });
    const asked = await comeBack({});
    page.location.search = String(new URLSearchParams({ code: "c", state: asked.get("state"), iss }));

    assert.ok(await restoreOAuth(OPTIONS));

    assert.equal(calls.length, 1);
    assert.equal(page.location.search, "");
  });
}

for (const search of ["?code=code-of-mallory&state=x", "?code=c&state=", "?error=sold_out&state=ny"]) {
  test(`${search}, which nobody has asked for, is the page's own, and a connection that is kept stays`, async (t) => {
    const calls = stubFetch(t, { body: GRANT });
    const kept = { baseUrl: SERVER, entity: "ada", database: "books", token: "ayb_a_b" };
    page.localStorage.setItem("ayb_Reading List", JSON.stringify(kept));
    page.location.search = search;

    assert.equal(await new AybOAuth({ ...OPTIONS, serverUrl: SERVER }).handleCallback(), false);
    assert.ok((await restoreOAuth(OPTIONS)).isAuthenticated());

    assert.deepEqual([calls.length, page.location.search], [0, search]);
  });
}

test("an answer to a question that the tab has half forgotten is refused", async (t) => {
  const calls = stubFetch(t, { body: GRANT });
  const asked = await comeBack({});
  page.sessionStorage.removeItem("ayb_pkce_verifier");
  page.location.search = `?code=c&state=${asked.get("state")}`;

  await assert.rejects(restoreOAuth(OPTIONS), (error) => error instanceof AybError && error.type === "state_mismatch");

  assert.deepEqual([calls.length, page.location.search, page.sessionStorage.items.size], [0, "", 0]);
});

test("an answer works once, also when it did not work", async (t) => {
  const calls = stubFetch(t, { status: 400, body: { error: "invalid_grant", error_description: "The code has expired." } });
  const asked = await comeBack({});
  const answer = `?code=c&state=${asked.get("state")}`;
  page.location.search = answer;

  await assert.rejects(restoreOAuth(OPTIONS), { name: "AybError", type: "invalid_grant", status: 400, message: "The code has expired." });
  page.location.search = answer;
  assert.equal(await restoreOAuth(OPTIONS), null);

  assert.equal(calls.length, 1);
});

test("a user who says no is an error at the app", async () => {
  const asked = await comeBack({});
  page.location.search = `?error=access_denied&state=${asked.get("state")}`;

  await assert.rejects(restoreOAuth(OPTIONS), { name: "AybError", type: "access_denied" });

  assert.equal(page.location.search, "");
  assert.equal(await restoreOAuth(OPTIONS), null);
});

for (const search of ["", "?code=SPRING10", "?state=open", "?error=1"]) {
  test(`a page at "${search}" is not back from a server`, async (t) => {
    const calls = stubFetch(t, { body: GRANT });
    page.location.search = search;

    assert.equal(await new AybOAuth({ ...OPTIONS, serverUrl: SERVER }).handleCallback(), false);
    assert.equal(await restoreOAuth(OPTIONS), null);

    assert.equal(calls.length, 0);
    assert.equal(page.location.search, search);
  });
}

for (const [options, complaint] of [
  [{ ...OPTIONS, appName: "" }, /appName is required/],
  [{ ...OPTIONS, queryPermissionLevel: "manager" }, /"read-only" or "read-write"/],
  [{ ...OPTIONS, serverUrl: undefined }, /serverUrl is required/],
  [{ ...OPTIONS, serverUrl: "javascript:alert(1)//" }, /starts with https/],
  [{ ...OPTIONS, serverUrl: "https://" }, /starts with https/],
]) {
  test(`${JSON.stringify(options)} is refused`, () => {
    assert.throws(() => new AybOAuth({ serverUrl: SERVER, ...options }), complaint);
  });
}

for (const [iss, taken] of [["http://localhost:5433", true], ["http://localhost:5434", false], ["https://localhost:5433", false]]) {
  test(`an answer of "${iss}" is ${taken ? "" : "not "}that of the server on this machine that was asked`, async (t) => {
    stubFetch(t, { body: GRANT });
    await new AybOAuth({ ...OPTIONS, serverUrl: "http://127.0.0.1:5433" }).authorize();
    page.location.search = String(new URLSearchParams({ code: "c", state: page.went.searchParams.get("state"), iss }));

    const answered = restoreOAuth(OPTIONS);

    await (taken ? answered : assert.rejects(answered, { type: "issuer_mismatch" }));
  });
}
