export { AybClient } from "./lib/AybClient.js";
export { AybError } from "./lib/AybError.js";
export { AybOAuth, createServerSelectionModal, restoreOAuth } from "./lib/AybOAuth.js";
export { Transaction } from "./lib/Transaction.js";
export { runMigrations } from "./lib/migrations.js";
