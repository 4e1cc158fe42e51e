import { splitIdentity } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'
import type { Script } from '../history/index.ts'
import { quoteIdentifier, quoteLiteral, quoteQualified } from '../sql/index.ts'
import type { Loss } from './losses.ts'
import type { WayBack } from './way-back.ts'

/** SQL that copies what would be lost, and the side tables into which it does. */
export interface Archive {
  script: Script
  tables: string[]
}

/** SQL that copies what a way back loses into side tables, before that begins. */
export async function writeArchive(
  session: Session,
  schema: string,
  { entry, script }: WayBack,
  losses: readonly Loss[],
): Promise<Archive> {
  const lines: string[] = []
  const tables: string[] = []
  const [known] = await session.query('select from pg_catalog.pg_namespace where nspname = $1', [schema])
  // Who may not make schemas may have been given one.
  if (known === undefined) lines.push(`create schema if not exists ${quoteIdentifier(schema)}`)
  for (const { table, column } of losses) {
    const into = quoteQualified(schema, nameCopy(table, column, entry.id))
    const key = column === undefined ? [] : await readKey(session, table)
    const columns = column === undefined || key.length === 0 ? '*' : [...new Set([...key, column])].join(', ')
    const rows = column === undefined ? '' : ` where ${column} is not null`
    // What is written after the copy would be lost all the same.
    if (script.execution === 'transaction') lines.push(`lock table ${table} in access exclusive mode`)
    lines.push(
      `create table ${into} as select ${columns} from ${table}${rows}`,
      `comment on table ${into} is ${quoteLiteral(`What pgwright migrate down took from ${[table, column].filter(Boolean).join('.')}.`)}`,
    )
    tables.push(into)
  }
  const text = lines.map(line => `${line};\n`).join('')
  return { script: { file: 'archive', text, execution: script.execution }, tables }
}

/** The same each time, so that an attempt that was interrupted can be gone on with. */
function nameCopy(table: string, column: string | undefined, entry: number): string {
  const names = [...splitIdentity(table).slice(-1), ...(column === undefined ? [] : splitIdentity(column))]
  const suffix = `_${entry}`
  return `${Buffer.from(names.join('_'))
    .subarray(0, 63 - suffix.length)
    .toString()
    .replace(/\uFFFD$/, '')}${suffix}`
}

async function readKey(session: Session, table: string): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `select pg_catalog.quote_ident(a.attname) as name from pg_catalog.pg_index i
     join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = pg_catalog.to_regclass($1) and i.indisprimary order by a.attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}
