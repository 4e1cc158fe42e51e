import { needsOwnTransaction, readTableActions } from '../../sql/index.ts'
import type { StatementScene } from '../remedy.ts'
import { briefly, defineRemedy, quietly } from '../remedy.ts'

export const ownTransaction = defineRemedy({
  name: 'own-transaction',
  summary: 'Put it into a migration of its own, so that no lock of an earlier statement is held meanwhile',
  cures: ['validation-in-same-transaction', 'several-tables-locked'],
  sources: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  examples: [
    {
      title: 'A validation',
      up: 'alter table shop.items validate constraint positive',
      setup: 'alter table shop.items add constraint positive check (quantity > 0) not valid;',
    },
    { title: 'A change of another table', up: 'alter table shop.customers add column region text' },
  ],
  isForWhole: true,
  build({ statement }: StatementScene) {
    if (needsOwnTransaction(statement) || statement.kind === 'TransactionStmt') return undefined
    const actions = readTableActions(statement)
    const [action] = actions
    if (action?.subtype === 'AT_ValidateConstraint' && actions.length === 1) {
      const part = quietly(`validate ${action.name}`, statement.text)
      return { migrations: [{ ...part, isSeparate: true }] }
    }
    if (statement.kind !== 'AlterTableStmt') return undefined
    return {
      migrations: [{ ...briefly(`alter ${action?.table ?? 'table'}`, statement.text), isSeparate: true }],
    }
  },
})
