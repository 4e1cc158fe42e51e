import { needsOwnTransaction } from '../../sql/index.ts'
import { briefly, defineRemedy } from '../remedy.ts'

export const withLockTimeout = defineRemedy({
  name: 'with-lock-timeout',
  summary: 'Give up after a moment and try again',
  cures: ['missing-lock-timeout'],
  sources: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  examples: [{ title: 'A new column', up: 'alter table shop.orders add column region text' }],
  isForWhole: true,
  build({ statement }) {
    // CONCURRENTLY waits for others without keeping anybody out, and a timeout would leave an invalid index.
    if (needsOwnTransaction(statement) || statement.copyData !== undefined) return undefined
    if (!/Stmt$/.test(statement.kind) || /^(Transaction|VariableSet|Insert|Select)Stmt$/.test(statement.kind))
      return undefined
    return { migrations: [briefly('with a lock_timeout', statement.text)] }
  },
})
