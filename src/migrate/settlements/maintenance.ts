import { defineSettlement } from '../settlement.ts'

const kinds = new Set([
  'VacuumStmt',
  'ClusterStmt',
  'AlterSystemStmt',
  'DiscardStmt',
  'LockStmt',
  'DeclareCursorStmt',
])

export const maintenance = defineSettlement({
  title: 'VACUUM, CLUSTER, ALTER SYSTEM, DISCARD',
  docs: 'Running them once more does no harm, so an interrupted one is run again.',
  matches: ({ kind }) => kinds.has(kind),
  settle: async () => ({ state: 'repeatable', repaired: [] }),
})
