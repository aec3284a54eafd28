import assert from "node:assert/strict";
import { test } from "node:test";
import { toStatements, transactionControlIn } from "../../lib/statements.js";

const TRIGGER = `CREATE TEMP TRIGGER "a;b" AFTER INSERT ON note BEGIN
  UPDATE note SET text = CASE WHEN 1 THEN 'x' END;
  DELETE FROM note WHERE text = 'END;';
END`;

for (const [sql, count] of [
  ["", 0],
  [" ; -- nothing;\n;/* at; all", 0],
  ["SELECT 1", 1],
  ["SELECT 1;\n-- the only one;\n", 1],
  ["SELECT 1; SELECT 2", 2],
  ["INSERT INTO note VALUES ('it''s; fine'), (\"a;\"\"b\"), (`c;`)", 1],
  ["CREATE TABLE [a;b] (c DEFAULT ';')", 1],
  ["SELECT 1 /* ; */ -- '\n; SELECT 2 /*/ ; */", 2],
  ["SELECT ';", 1],
  [TRIGGER, 1],
  [`${TRIGGER};`, 1],
  [`${TRIGGER.replace("TEMP ", "/* ; */ ")}; SELECT 1`, 2],
  ["CREATE TABLE trigger_log (at); CREATE INDEX i ON trigger_log (at)", 2],
]) {
  test(`${JSON.stringify(sql)} is ${count} statements`, () => {
    assert.equal(toStatements(sql).length, count);
  });
}

for (const [sql, control] of [
  ["SELECT 1; commit", "COMMIT"],
  ["\ufeffBEGIN immediate", "BEGIN"],
  ["SELECT ';'; /* now */ End Transaction", "END"],
  ["ROLLBACK; SELECT 1", "ROLLBACK"],
  ["ROLLBACK TRANSACTION", "ROLLBACK"],
  [`${TRIGGER}; COMMIT`, "COMMIT"],
  ["SAVEPOINT a; ROLLBACK TO a; ROLLBACK TRANSACTION TO SAVEPOINT a; RELEASE a", undefined],
  [TRIGGER, undefined],
  ["INSERT INTO note VALUES ('; COMMIT;') -- ; COMMIT", undefined],
  ["CREATE TABLE commits (\"END\", [; ROLLBACK], begin_at)", undefined],
]) {
  test(`${JSON.stringify(sql)} has ${control ?? "nothing"} of a transaction`, () => {
    assert.equal(transactionControlIn(toStatements(sql)), control);
  });
}
