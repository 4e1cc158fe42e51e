// Written by `npm run gen` from commands/; do not edit.
export const commands = [
  { name: "demo", summary: "review the pending change of a small shop: the tour", load: async () => (await import('./commands/demo.ts')).demo },
  { name: "dictionary", summary: "describe a database to the people who work with it", load: async () => (await import('./commands/dictionary.ts')).dictionary },
  { name: "diff", summary: "compare two databases, object by object", load: async () => (await import('./commands/diff.ts')).diff },
  { name: "doctor", summary: "examine this machine and a database, and say what to mend", load: async () => (await import('./commands/doctor.ts')).doctor },
  { name: "drift", summary: "find where databases are not what they should be", load: async () => (await import('./commands/drift.ts')).drift },
  { name: "dump", summary: "write the SQL that makes an empty database this one", load: async () => (await import('./commands/dump.ts')).dump },
  { name: "erd", summary: "draw the tables of a database and what ties them together", load: async () => (await import('./commands/erd.ts')).erd },
  { name: "explain-check", summary: "tell what a check finds, why it matters and what is better", load: async () => (await import('./commands/explain-check.ts')).explainCheck },
  { name: "history", summary: "show how a migration folder is read", load: async () => (await import('./commands/history.ts')).history },
  { name: "lint", summary: "judge SQL files, or what is pending in a migration folder, without running them", load: async () => (await import('./commands/lint.ts')).lint },
  { name: "lsp", summary: "serve an editor: findings while SQL is written, on hover what a statement does, and quick fixes", load: async () => (await import('./commands/lsp.ts')).lsp },
  { name: "migrate backfill", summary: "run an UPDATE, DELETE or INSERT … SELECT in batches beside the workload", load: async () => (await import('./commands/migrate-backfill.ts')).migrateBackfill },
  { name: "migrate status", summary: "show what is applied, what is pending, and what is not as it should be", load: async () => (await import('./commands/migrate-status.ts')).migrateStatus },
  { name: "migrate up", summary: "apply what is pending", load: async () => (await import('./commands/migrate-up.ts')).migrateUp },
  { name: "review", summary: "rehearse what is pending in a migration folder and judge it", load: async () => (await import('./commands/review.ts')).review },
  { name: "snapshot", summary: "write down what a database is: every object with every attribute", load: async () => (await import('./commands/snapshot.ts')).snapshot },
]
