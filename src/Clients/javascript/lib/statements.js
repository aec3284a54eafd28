// What SQLite makes a token of, as far as it decides where a statement ends. What is not closed reaches to the end.
// A quote that is doubled ends one token and begins the next, which comes to the same.
const TOKEN = new RegExp([
  /--[^\n]*|\/\*[^]*?(?:\*\/|$)/,
  /'[^']*'?|"[^"]*"?|`[^`]*`?|\[[^\]]*\]?/,
  /[a-z_\x80-\ufefe\uff00-\uffff][\w$\x80-\uffff]*/,
  /[^\s\ufeff]/,
].map(({ source }) => source).join("|"), "gi");
const COMMENT = /^(?:--|\/\*)/;
const TRIGGER = /^CREATE (?:TEMP |TEMPORARY )?TRIGGER /;
const CONTROL = /^(?:BEGIN|COMMIT|END|ROLLBACK(?! (?:TRANSACTION )?TO )) /;

/** The statements of a script, each as its tokens in upper case with a space after each. Statements of nothing are left out. */
export function toStatements(sql) {
  const statements = [""];
  for (const [token] of sql.matchAll(TOKEN)) {
    const statement = statements.at(-1);
    if (token === ";" && !isWithinTrigger(statement)) {
      statements.push("");
    } else if (!COMMENT.test(token)) {
      statements[statements.length - 1] += `${token.toUpperCase()} `;
    }
  }

  return statements.filter(Boolean);
}

/** Which of the statements that begin and end transactions a script has, if any. Of savepoints it may have any. */
export function transactionControlIn(statements) {
  return statements.map((statement) => statement.match(CONTROL)?.[0].trim()).find(Boolean);
}

/** The body of a trigger has statements of its own, and ends with an END that follows one. */
function isWithinTrigger(statement) {
  return TRIGGER.test(statement) && !statement.endsWith("; END ");
}
