export {
  dropDetail,
  type EntryDraft,
  insertEntry,
  keepTurn,
  type LedgerEntry,
  type Origin,
  type Outcome,
  readEntries,
  updateEntry,
} from './entry.ts'
export { LedgerError, TurnLostError } from './errors.ts'
export { hashScript, prefixHasher } from './hash.ts'
export { readStandings, type Standing } from './standing.ts'
export { createLedger, findLedger, type LedgerTable } from './table.ts'
