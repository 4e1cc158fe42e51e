import { crc32 } from 'node:zlib'
import { SqlSyntaxError, splitSource } from '../../sql/index.ts'
import { BrokenHistoryError } from '../errors.ts'
import { readWhole } from '../file-hashes.ts'
import { readCallbacks } from '../flyway-callbacks.ts'
import { type FlywaySettings, readFlywaySettings, readScriptSettings } from '../flyway-settings.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Execution, Migration, Script, Unread } from '../migration.ts'
import { compareDotted, compareText } from '../order.ts'
import type { Placeholders } from '../placeholder-values.ts'
import { substitute } from '../placeholders.ts'
import { pathOf, readScript } from '../scripts.ts'
import { quoteTable } from '../tool-tables.ts'

export const flyway = defineFormat({
  name: 'flyway',
  title: 'Flyway',
  docs: `\`V<version>__<name>.sql\`, \`U…\` to undo, \`R__<name>.sql\` to repeat, in the folder and all below
(\`ResourceNameParser\`). Versions are numbers between dots or underscores, 1.10 after 1.9, 1.0 the same as 1
(\`MigrationVersion\`); repeatable migrations come last, by name. A migration runs in one transaction unless
\`<file>.conf\` says \`executeInTransaction=false\` or a statement cannot run in one (\`PostgreSQLParser\`); both kinds in one
file are an error unless \`mixed\` is set (\`ParserSqlScript\`). Placeholders \`\${…}\` come from \`flyway.conf\` or
\`flyway.toml\`; one without a value is an error as in Flyway. Callbacks in SQL around \`migrate\` and \`undo\`, around each migration
and on errors, are run as hooks (\`DefaultCallbackExecutor\`): those of each migration in its transaction, the others by themselves, and
only when there is something to do.`,
  detect(folder) {
    const file = [...folder.list(), ...folder.list().flatMap(name => namesIn(folder, name))].find(isNamed)
    return file === undefined
      ? undefined
      : { certainty: 'certain', because: `${folder.label(file)} is named as Flyway names` }
  },
  normalizePlaceholder: name => name.toLowerCase(),
  async read(folder, placeholders) {
    const settings = readFlywaySettings(folder)
    const toScript = (path: string) => readFlywayScript(folder, path, settings, placeholders)
    const files = folder.walk().flatMap(path => parseName(path) ?? [])
    const versioned = checkVersions(
      folder,
      files.filter(file => file.kind === 'V'),
    ).sort((a, b) => compareDotted(a.version, b.version))
    const repeatable = files.filter(file => file.kind === 'R').sort((a, b) => compareText(a.name, b.name))
    const undos = checkVersions(
      folder,
      files.filter(file => file.kind === 'U'),
    )
    checkUndos(folder, undos, versioned)
    const migrations: Migration[] = []
    for (const file of [...versioned, ...repeatable]) {
      const undo = undos.find(
        ({ version }) => file.kind === 'V' && compareDotted(version, file.version) === 0,
      )
      const up = await toScript(file.path)
      const migration = { version: file.version, name: file.name, isRepeatable: file.kind === 'R', up }
      if (undo === undefined) migrations.push(migration)
      else migrations.push({ ...migration, down: await toScript(undo.path) })
    }
    const { hooks, ignored, notAssessed } = await readCallbacks(folder, toScript)
    return { migrations, hooks, ignored, notAssessed: [...notAssessed, ...findBaselines(folder)] }
  },
  bookkeeping: `create table if not exists flyway_schema_history (
  installed_rank integer not null constraint flyway_schema_history_pk primary key,
  version varchar(50),
  description varchar(200) not null,
  type varchar(20) not null,
  script varchar(1000) not null,
  checksum integer,
  installed_by varchar(100) not null,
  installed_on timestamp not null default now(),
  execution_time integer not null,
  success boolean not null
);
create index if not exists flyway_schema_history_s_idx on flyway_schema_history (success)`,
  write: {
    path: (version, name) => `V${version}__${name}.sql`,
    frame: script => script,
    companions: (path, isAlone) => (isAlone ? { [`${path}.conf`]: 'executeInTransaction=false\n' } : {}),
    alone: 'many',
  },
  ledger: {
    tables: ['flyway_schema_history', 'schema_version'],
    configured: folder => {
      const { table, schema } = readFlywaySettings(folder)
      return quoteTable(table ?? (schema && 'flyway_schema_history'), schema)
    },
    // What was undone, or deleted by `flyway repair`, has a later row that says so.
    select: table => `select coalesce(version, 'R__' || replace(description, ' ', '_')) as version,
  installed_on::timestamptz as at, installed_by as by, checksum::text as hash, type = 'BASELINE' as "isBaseline",
  case when not success then 'it failed' end as problem
from (
  select distinct on (coalesce(version, description)) * from ${table}
  order by coalesce(version, description), installed_rank desc
) as latest
where type not like 'UNDO%' and type not in ('SCHEMA', 'DELETE')`,
    rowOf: ({ version, isRepeatable }, rows) =>
      rows.find(row => {
        if (isRepeatable || row.version.startsWith('R__')) return row.version === version
        const order = compareDotted(version, row.version)
        return order === 0 || (order < 0 && row.isBaseline)
      }),
    hashes: checksumsOf,
    mend: 'take back what it left, then `flyway repair`',
    add: change => {
      const { migration, folder, user, durationMs } = change
      return [
        insertRow(change, {
          installed_rank: { sql: `(select coalesce(max(installed_rank), 0) + 1 from ${change.table})` },
          version: migration.isRepeatable ? null : migration.version,
          description: migration.name.replaceAll('_', ' '),
          type: 'SQL',
          script: pathOf(folder, migration),
          checksum: Number(checksumsOf(migration, folder)[0]),
          installed_by: user,
          execution_time: Math.round(durationMs),
          success: true,
        }),
      ]
    },
    remove: change => [deleteRow(change, 'version', change.migration.version)],
  },
})

/** CRC-32 of the lines without their ends; of repeatable migrations with the values of placeholders (`ChecksumCalculator`). */
function checksumsOf(migration: Migration, folder: Folder): string[] {
  const whole = readWhole(folder, migration)
  const texts = migration.isRepeatable ? [migration.up.text, whole] : [whole]
  return texts.map(text => String(crc32(text.replace(/[\r\n]/g, '')) | 0))
}

interface NamedFile {
  kind: 'V' | 'U' | 'R'
  path: string
  version: string
  name: string
}

/** A repeatable migration has no version in Flyway; here its file's name stands for it. */
function parseName(path: string): NamedFile | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1)
  const [, kind, version, name] = /^([VUR])(.*?)__(.*)\.sql$/i.exec(file) ?? []
  if (kind === 'R' && version === '') return { kind, path, version: `R__${name}`, name: name! }
  if ((kind !== 'V' && kind !== 'U') || !/^\d+([._]\d+)*$/.test(version!)) return undefined
  return { kind, path, version: version!.replaceAll('_', '.'), name: name! }
}

function isNamed(path: string): boolean {
  return parseName(path) !== undefined
}

function namesIn(folder: Folder, name: string): string[] {
  return name.endsWith('/') ? folder.list(name.slice(0, -1)).map(inner => `${name}${inner}`) : []
}

function checkVersions(folder: Folder, files: NamedFile[]): NamedFile[] {
  const sorted = files.toSorted((a, b) => compareDotted(a.version, b.version))
  for (const [i, file] of sorted.entries()) {
    const before = sorted[i - 1]
    if (before !== undefined && compareDotted(before.version, file.version) === 0) {
      const labels = [before, file].map(({ path }) => folder.label(path))
      throw new BrokenHistoryError(labels, `two migrations with the version ${file.version}`)
    }
  }
  return sorted
}

function checkUndos(folder: Folder, undos: readonly NamedFile[], versioned: readonly NamedFile[]): void {
  const orphans = undos.filter(
    undo => !versioned.some(({ version }) => compareDotted(version, undo.version) === 0),
  )
  if (orphans.length === 0) return
  throw new BrokenHistoryError(
    orphans.map(({ path }) => folder.label(path)),
    'an undo migration without its versioned migration',
  )
}

function findBaselines(folder: Folder): Unread[] {
  return folder
    .walk()
    .filter(path => /(^|\/)B\d[^/]*__[^/]*\.sql$/.test(path))
    .map(path => ({ file: folder.label(path), because: 'a baseline, run instead of migrations' }))
}

async function readFlywayScript(
  folder: Folder,
  path: string,
  settings: FlywaySettings,
  placeholders: Placeholders,
): Promise<Script> {
  const own = readScriptSettings(folder, `${path}.conf`)
  const raw = readScript(folder, path, 'transaction')
  const isRaw = own.placeholderReplacement === false
  const script = isRaw ? raw : replacePlaceholders(raw, path, settings, placeholders)
  if (own.executeInTransaction !== undefined) {
    return { ...script, execution: own.executeInTransaction ? 'transaction' : 'autocommit' }
  }
  return { ...script, execution: await detectExecution(script, settings.mixed) }
}

function replacePlaceholders(
  script: Script,
  path: string,
  settings: FlywaySettings,
  placeholders: Placeholders,
): Script {
  return substitute(script, /\$\{([^}]*)\}/g, ([, name = ''], mark) => {
    const key = name.toLowerCase()
    const isFile = key === 'flyway:filename'
    const own = isFile ? path.slice(path.lastIndexOf('/') + 1) : settings.placeholders.get(key)
    return placeholders.require(
      { name, ...mark },
      { own, hint: `Give it in flyway.conf or flyway.toml, or by --placeholder ${name}=<value>` },
    )
  })
}

/** Flyway's own list, which is shorter than PostgreSQL's: what it does not know it runs in a transaction, and that fails. */
const nonTransactional =
  /^((create|drop) (database|tablespace|subscription)|alter system|(create( unique)?|drop) index concurrently|reindex( verbose)? (schema|database|system)|vacuum|discard all)\b/i

async function detectExecution(script: Script, mixed: boolean): Promise<Execution> {
  if (!/concurrently|vacuum|tablespace|database|subscription|system|discard/i.test(script.text))
    return 'transaction'
  const statements = await splitOrNone(script)
  const outside = statements.filter(({ text }) => nonTransactional.test(text.replace(/\s+/g, ' ')))
  if (outside.length === 0) return 'transaction'
  if (outside.length < statements.length && !mixed) {
    const { line } = outside[0]!.location
    throw new BrokenHistoryError(
      [`${script.file}:${line}`],
      'statements that can and that cannot run in a transaction, in one migration',
      { hint: 'Put them into two files, or set mixed=true in flyway.conf.' },
    )
  }
  return 'autocommit'
}

/** A syntax error is told where the script is run, with its place; here it only means that nothing is detected. */
async function splitOrNone(script: Script) {
  try {
    return (await splitSource(script)).statements
  } catch (error) {
    if (error instanceof SqlSyntaxError) return []
    throw error
  }
}
