import type { Statement } from '../../sql/index.ts'
import { defineSettlement } from '../settlement.ts'

/** Where the server keeps what each statement makes or drops, and where the statement has its name. */
const kinds: Record<string, { catalog: string; column: string; field: string; makes: boolean }> = {
  CreatedbStmt: { catalog: 'pg_database', column: 'datname', field: 'dbname', makes: true },
  DropdbStmt: { catalog: 'pg_database', column: 'datname', field: 'dbname', makes: false },
  CreateTableSpaceStmt: { catalog: 'pg_tablespace', column: 'spcname', field: 'tablespacename', makes: true },
  DropTableSpaceStmt: { catalog: 'pg_tablespace', column: 'spcname', field: 'tablespacename', makes: false },
  CreateSubscriptionStmt: { catalog: 'pg_subscription', column: 'subname', field: 'subname', makes: true },
}

export const database = defineSettlement({
  title: 'CREATE or DROP DATABASE and TABLESPACE, CREATE SUBSCRIPTION',
  docs: 'The server does these wholly or not at all: whether one is done is seen by looking whether the thing is there.',
  matches: ({ kind }) => kind in kinds,
  async settle(session, statement) {
    const { catalog, column, makes } = kinds[statement.kind]!
    const rows = await session.query(`select from pg_catalog.${catalog} where ${column} = $1`, [
      nameOf(statement),
    ])
    return { state: rows.length > 0 === makes ? 'done' : 'undone', repaired: [] }
  },
})

function nameOf({ node, kind }: Statement): string {
  const inner = Object.values(node)[0] as Record<string, string>
  return inner[kinds[kind]!.field]!
}
