import { createHash } from 'node:crypto'
import { BrokenHistoryError } from '../errors.ts'
import type { Folder } from '../folder.ts'
import { defineFormat, type LedgerChange, type LedgerRow, type SqlCommand } from '../format.ts'
import { insertRow } from '../ledger-commands.ts'
import { type Changeset, isFormattedSql, parseFormattedSql } from '../liquibase-changesets.ts'
import { readChangelog } from '../liquibase-master.ts'
import type { Execution, History, Migration, Script, Unread } from '../migration.ts'
import type { Placeholders } from '../placeholder-values.ts'
import { substitute } from '../placeholders.ts'
import { pathOf, readScript } from '../scripts.ts'

export const liquibase = defineFormat({
  name: 'liquibase',
  title: 'Liquibase formatted SQL',
  docs: `SQL files that begin with \`--liquibase formatted sql\` and hold changesets \`--changeset author:id\`, with their
\`--rollback\` (\`AbstractFormattedChangeLogParser\`). The order is that of a master changelog in XML or YAML
(\`include\`, \`includeAll\`); without one, by path. A changeset runs in one transaction; with \`runInTransaction:false\`
statement by statement, without. Changesets for another database (\`dbms\`) or marked \`ignore\` are left out; contexts and
labels are not filtered, which is what Liquibase does when none are asked for. Preconditions are taken as met and told.`,
  detect(folder) {
    const near = [...folder.list(), ...folder.list().flatMap(name => filesIn(folder, name))]
    const file = near.find(path => path.endsWith('.sql') && isFormattedSql(folder.text(path)))
    if (file === undefined) return undefined
    return { certainty: 'certain', because: `${folder.label(file)} says liquibase formatted sql` }
  },
  read(folder, placeholders) {
    const changelog = readChangelog(folder)
    const migrations: Migration[] = []
    const preconditions: Unread[] = []
    const properties = new Map<string, string>()
    for (const path of changelog.files) {
      const parsed = readFile(folder, path)
      for (const [name, value] of parsed.properties) if (!properties.has(name)) properties.set(name, value)
      for (const changeset of parsed.changesets.filter(isForPostgres)) {
        const fill = (script: Script) => fillProperties(script, properties, placeholders)
        const migration = toMigration(folder, path, changeset, fill)
        checkUnique(migrations, migration, changeset)
        migrations.push(migration)
        if (!changeset.hasPreconditions) continue
        const because = 'its preconditions depend on the database and are taken as met'
        preconditions.push({ file: `${folder.label(path)}:${changeset.line}`, because })
      }
    }
    return { migrations, notAssessed: [...changelog.notAssessed, ...preconditions] }
  },
  bookkeeping: `create table if not exists databasechangelog (
  id varchar(255) not null,
  author varchar(255) not null,
  filename varchar(255) not null,
  dateexecuted timestamp not null,
  orderexecuted integer not null,
  exectype varchar(10) not null,
  md5sum varchar(35),
  description varchar(255),
  comments varchar(255),
  tag varchar(255),
  liquibase varchar(20),
  contexts varchar(255),
  labels varchar(255),
  deployment_id varchar(10)
);
create table if not exists databasechangeloglock (
  id integer not null primary key,
  locked boolean not null,
  lockgranted timestamp,
  lockedby varchar(255)
)`,
  ledger: {
    tables: ['databasechangelog'],
    // Liquibase before 4.22 wrote hashes of another kind, beginning with 8.
    select:
      table => `select filename || '::' || id || '::' || author as version, dateexecuted::timestamptz as at,
  case when md5sum like '9:%' then md5sum end as hash from ${table}`,
    rowOf: ({ version }, rows) => rows.find(row => isSameChangeset(version, row)),
    hashes: checksumsOf,
    add: addChangeset,
    remove: ({ table, migration, rows, history }) => [
      {
        sql: `delete from ${table} where filename || '::' || id || '::' || author = $1`,
        params: [prefixOf(history, rows) + migration.version],
      },
    ],
  },
})

function filesIn(folder: Folder, name: string): string[] {
  return name.endsWith('/') ? folder.list(name.slice(0, -1)).map(inner => name + inner) : []
}

/** Liquibase takes an SQL file without its header as one changeset, `includeAll:raw`. */
function readFile(folder: Folder, path: string) {
  const text = folder.text(path)
  if (isFormattedSql(text)) return parseFormattedSql(text)
  const raw: Changeset = {
    author: 'includeAll',
    id: 'raw',
    attributes: new Map(),
    up: text,
    hasPreconditions: false,
    line: 1,
  }
  return { changesets: [raw], properties: new Map<string, string>() }
}

function isForPostgres({ attributes }: Changeset): boolean {
  if (attributes.get('ignore') === 'true') return false
  const databases =
    attributes
      .get('dbms')
      ?.split(',')
      .map(name => name.trim()) ?? []
  if (databases.includes('!postgresql')) return false
  const wanted = databases.filter(name => !name.startsWith('!'))
  return wanted.length === 0 || wanted.includes('postgresql') || wanted.includes('all')
}

function toMigration(
  folder: Folder,
  path: string,
  { author, id, attributes, up, down }: Changeset,
  fill: (script: Script) => Script,
): Migration {
  const isOn = (name: string) => attributes.get(name) === 'true'
  const toScript = (text: string) => fill({ ...readScript(folder, path, executionOf(attributes)), text })
  const migration: Migration = {
    version: `${path}::${id}::${author}`,
    name: `${author}:${id}`,
    isRepeatable: isOn('runonchange') || isOn('runalways'),
    up: toScript(up),
  }
  return down === undefined ? migration : { ...migration, down: toScript(down) }
}

/** Liquibase leaves what has no value as it is. */
function fillProperties(
  script: Script,
  properties: ReadonlyMap<string, string>,
  placeholders: Placeholders,
): Script {
  return substitute(script, /\$\{([^}\s]+)\}/g, ([, name = ''], mark) =>
    placeholders.fill({ name, ...mark }, { own: properties.get(name) }),
  )
}

function executionOf(attributes: ReadonlyMap<string, string>): Execution {
  if (attributes.get('runintransaction') !== 'false') return 'transaction'
  return attributes.get('splitstatements') === 'false' ? 'single-call' : 'autocommit'
}

function checkUnique(
  migrations: readonly Migration[],
  { version, up }: Migration,
  { line }: Changeset,
): void {
  if (!migrations.some(other => other.version === version)) return
  throw new BrokenHistoryError([`${up.file}:${line}`], `a second changeset ${version}`)
}

/** The ledger's file name depends on Liquibase's search path, so one may be the end of the other. */
function isSameChangeset(version: string, row: LedgerRow): boolean {
  return row.version === version || row.version.endsWith(`/${version}`) || version.endsWith(`/${row.version}`)
}

/** How Liquibase's search path makes the names of files begin, as the rows that are there tell. */
function prefixOf({ migrations }: History, rows: readonly LedgerRow[]): string {
  for (const { version } of migrations) {
    const row = rows.find(row => row.version === version || row.version.endsWith(`/${version}`))
    if (row !== undefined) return row.version.slice(0, -version.length)
  }
  return ''
}

/**
 * MD5 of the MD5 of what the changeset says, without anything blank, as Liquibase writes it since 4.22
 * (`AbstractSQLChange.NormalizingStream`, `ChangeSet.generateCheckSum`); a delimiter of its own is gone from our text.
 */
function checksumsOf({ version, up }: Migration, folder: Folder): string[] {
  const { changesets } = readFile(folder, pathOf(folder, { up }))
  const own = changesets.find(({ id, author }) => version.endsWith(`::${id}::${author}`))
  if (own?.attributes.has('enddelimiter')) return []
  const md5 = (text: string) => `9:${createHash('md5').update(text).digest('hex')}`
  return [md5(`${md5(up.text.replace(/[ \t\r\n]/g, ''))}:`)]
}

/** A changeset that runs again keeps its row. */
function addChangeset(change: LedgerChange): SqlCommand[] {
  const { history, migration, folder, table, rows } = change
  const [path, id, author] = migration.version.split('::')
  const filename = prefixOf(history, rows) + path
  const checksum = checksumsOf(migration, folder)[0] ?? null
  const order = `(select coalesce(max(orderexecuted), 0) + 1 from ${table})`
  const ran = rows.some(row => isSameChangeset(migration.version, row))
  if (ran) {
    return [
      {
        sql: `update ${table} set dateexecuted = now(), orderexecuted = ${order}, md5sum = $4, exectype = 'RERAN'
where id = $1 and author = $2 and filename = $3`,
        params: [id, author, filename, checksum],
      },
    ]
  }
  return [
    insertRow(change, {
      ...{
        id: id!,
        author: author!,
        filename,
        dateexecuted: { sql: 'now()' },
        orderexecuted: { sql: order },
      },
      ...{ exectype: 'EXECUTED', md5sum: checksum, description: 'sql', comments: '', liquibase: 'pgwright' },
      deployment_id: String(Date.now()).slice(-10),
    }),
  ]
}
