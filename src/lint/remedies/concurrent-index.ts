import type { Remedy } from '../../findings/index.ts'
import {
  formatNode,
  quoteIdentifier,
  readTableActions,
  type Statement,
  type TableAction,
} from '../../sql/index.ts'

/** Builds an index without keeping writers out; a unique or primary key then takes the finished index over. */
export function adviseConcurrentIndex(statement: Statement): Remedy | undefined {
  if ('IndexStmt' in statement.node) {
    const sql = formatNode({
      IndexStmt: { ...statement.node.IndexStmt, concurrent: true, if_not_exists: undefined },
    })
    return sql === undefined
      ? undefined
      : { title: 'Build the index concurrently, outside a transaction', sql: `${sql};` }
  }
  const actions = readTableActions(statement).filter(action => isIndexConstraint(action))
  const sql = actions.map(adviseConstraint).filter(it => it !== undefined)
  if (sql.length === 0) return undefined
  return { title: 'Build the index first, concurrently, then make the constraint of it', sql: sql.join('\n') }
}

function isIndexConstraint({ constraint }: TableAction): boolean {
  return constraint?.contype === 'CONSTR_UNIQUE' || constraint?.contype === 'CONSTR_PRIMARY'
}

function adviseConstraint({ table, constraint }: TableAction): string | undefined {
  if (constraint?.keys === undefined || constraint.indexname !== undefined) return undefined
  const isPrimary = constraint.contype === 'CONSTR_PRIMARY'
  const columns = namesOf(constraint.keys)
  const suffix = isPrimary ? 'pkey' : `${columns.join('_')}_key`
  const name = quoteIdentifier(
    constraint.conname ?? `${table.split('.').at(-1)?.replaceAll('"', '')}_${suffix}`,
  )
  const included =
    constraint.including === undefined ? '' : ` INCLUDE (${quoteAll(namesOf(constraint.including))})`
  const nulls = constraint.nulls_not_distinct ? ' NULLS NOT DISTINCT' : ''
  const later = [constraint.deferrable && ' DEFERRABLE', constraint.initdeferred && ' INITIALLY DEFERRED']
  return [
    '-- one migration, outside a transaction:',
    `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (${quoteAll(columns)})${included}${nulls};`,
    '-- the next:',
    `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${isPrimary ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${name}${later.filter(Boolean).join('')};`,
  ].join('\n')
}

function namesOf(nodes: NonNullable<NonNullable<TableAction['constraint']>['keys']>): string[] {
  return nodes.flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []))
}

function quoteAll(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ')
}
