import { BrokenHistoryError } from '../errors.ts'
import { hashWhole } from '../file-hashes.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import { compareNumbers } from '../order.ts'
import { matchFiles, pairFiles, readScript, writeNoWayBack } from '../scripts.ts'
import { readProperty } from '../tool-tables.ts'

const fileName = /^([^_]*)_(.*?)(?:\.(up|down))?\.sql$/

const noTransaction = '-- no-transaction\n'

export const sqlx = defineFormat({
  name: 'sqlx',
  title: 'sqlx',
  docs: `\`<version>_<name>.sql\`, or reversible pairs \`.up.sql\` and \`.down.sql\`, in one folder, ordered by the version
as a number (\`sqlx-core/src/migrate/source.rs\`). A file runs in one transaction, unless it begins with
\`-- no-transaction\`: then it goes to the server as one simple-query message (\`sqlx-postgres/src/migrate.rs\`).
A file \`<name>_….sql\` whose version is no number is an error in sqlx too.`,
  detect(folder) {
    const file = folder.list().find(name => /^\d+_.*\.sql$/.test(name))
    if (file === undefined) return undefined
    const isUsed = /\bsqlx\b/.test(folder.above('Cargo.toml') ?? '')
    return isUsed
      ? { certainty: 'likely', because: `${folder.label(file)} and sqlx in Cargo.toml` }
      : undefined
  },
  read(folder) {
    const files = matchFiles(folder, fileName)
      .map(({ path, match: [, version, name, direction] }) => {
        if (!/^\d+$/.test(version!)) {
          throw new BrokenHistoryError(
            [folder.label(path)],
            'sqlx wants a whole number before the first underscore',
          )
        }
        return { path, version: String(BigInt(version!)), name: name!, isDown: direction === 'down' }
      })
      .sort((a, b) => compareNumbers(a.version, b.version))
    const toScript = (path: string) =>
      readScript(
        folder,
        path,
        folder.text(path).startsWith('-- no-transaction') ? 'single-call' : 'transaction',
      )
    return { migrations: pairFiles(folder, files, toScript) }
  },
  bookkeeping: `create table if not exists _sqlx_migrations (
  version bigint primary key,
  description text not null,
  installed_on timestamptz not null default now(),
  success boolean not null,
  checksum bytea not null,
  execution_time bigint not null
)`,
  write: {
    path: (version, name, beside) => `${version}_${name}${beside.endsWith('.up.sql') ? '.up' : ''}.sql`,
    frame: (script, isAlone) => (isAlone ? noTransaction : '') + script,
    companions: writeNoWayBack,
    alone: 'one',
    makeAlone: text => noTransaction + text,
  },
  ledger: {
    tables: ['_sqlx_migrations'],
    configured: folder => readProperty(folder.above('sqlx.toml'), 'table-name'),
    select: table => `select version::text, installed_on as at, encode(checksum, 'hex') as hash,
  case when not success then 'it failed' end as problem from ${table}`,
    hashes: (migration, folder) => hashWhole('sha384', folder, migration),
    mend: 'finish or take back what it left, then correct or delete its row',
    add: change => {
      const { migration, folder, durationMs } = change
      return [
        insertRow(change, {
          version: migration.version,
          description: migration.name.replaceAll('_', ' '),
          success: true,
          checksum: Buffer.from(hashWhole('sha384', folder, migration)[0]!, 'hex'),
          execution_time: Math.round(durationMs * 1e6),
        }),
      ]
    },
    remove: change => [deleteRow(change, 'version', change.migration.version)],
  },
})
