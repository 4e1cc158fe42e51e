export { type Alongside, workAlongside } from './alongside.ts'
export {
  AmbiguousHistoryError,
  BrokenHistoryError,
  GitError,
  NoHistoryError,
  SelectionError,
} from './errors.ts'
export type { Format, Writing } from './format.ts'
export { formats } from './formats.gen.ts'
export { hashMigration, hashTexts } from './hash.ts'
export type { HistorySettings } from './history-settings.ts'
export type { Direction, HookCommand, Moment } from './hook.ts'
export { tabulateHooks } from './hook-table.ts'
export { aroundRun, attachHooks, hooksOf, nameHook, unseenHooks } from './hooks.ts'
export { type LedgerState, readLedger } from './ledger.ts'
export {
  type Execution,
  type History,
  type Hook,
  type Migration,
  type Phase,
  phases,
  type Script,
  type Substitution,
  type Unread,
} from './migration.ts'
export { type Files, type NewMigration, readEdited, writeMigrations } from './new-migrations.ts'
export { type Choice, pendingInDatabase, type Selection, selectPending } from './pending.ts'
export { type PendingScripts, readScripts } from './pending-scripts.ts'
export { placeholderTypes } from './placeholder-types.ts'
export { placeInFile } from './placeholders.ts'
export { historyOfTexts, readPlainFiles } from './plain-files.ts'
export { findFormat, type HistoryOptions, readHistory } from './read.ts'
export { type Executor, runScript } from './run-script.ts'
export { type Scaffold, scaffoldMigration } from './scaffold.ts'
export {
  putAround,
  type ReadingOptions,
  readStatements,
  readTexts,
  type ScriptStatements,
} from './script-statements.ts'
export { pathOf } from './scripts.ts'
export { applySettings, locateError, sendStatement, transactionsOf } from './sending.ts'
export {
  checkHash,
  listTables as listToolTables,
  type Querier,
  readToolLedger,
  type ToolApplied,
  type ToolLedger,
} from './tool-ledger.ts'
