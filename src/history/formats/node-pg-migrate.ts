import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Migration, Script } from '../migration.ts'
import { compareNumbers, compareText } from '../order.ts'
import {
  byVersion,
  findByText,
  keepRanges,
  matchFiles,
  pairFiles,
  readScript,
  writeNoWayBack,
} from '../scripts.ts'

const fileName = /^(\d+)(.*?)(?:\.(up|down))?\.sql$/

export const nodePgMigrate = defineFormat({
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  docs: `SQL files with \`-- Up Migration\` and \`-- Down Migration\` (\`src/sqlMigration.ts\`), or pairs \`.up.sql\` and
\`.down.sql\` (\`src/migrationLoader.ts\`), ordered by the number the name begins with; 17 digits are a UTC time
(\`src/utils/fileNameUtils.ts\`). A migration runs in one transaction; only those written in JavaScript can opt out. The
ledger \`pgmigrations\` keeps the file's name without its ending.`,
  detect(folder) {
    const marked = findByText(folder, /^\s*--[\s-]*(up|down)\s+migration/im)
    const isUsed = folder.above('package.json')?.includes('"node-pg-migrate"') ?? false
    if (marked !== undefined) {
      const certainty = isUsed ? 'certain' : 'possible'
      return { certainty, because: `${folder.label(marked)} has a section "Up Migration"` }
    }
    const file = folder.list().find(name => fileName.test(name))
    if (!isUsed || file === undefined) return undefined
    return { certainty: 'likely', because: `${folder.label(file)} and node-pg-migrate in package.json` }
  },
  read(folder) {
    const files = matchFiles(folder, fileName)
      .map(({ path, match: [, digits, rest, direction] }) => ({
        path,
        version: `${digits}${rest}`,
        name: rest!.replace(/^[_-]/, ''),
        isDown: direction === 'down',
        isPaired: direction !== undefined,
        time: timeOf(digits!),
      }))
      .sort((a, b) => compareNumbers(a.time, b.time) || compareText(a.path, b.path))
    const paired = pairFiles(
      folder,
      files.filter(file => file.isPaired),
      path => readScript(folder, path, 'transaction'),
    )
    const pairs = new Map(paired.map(migration => [migration.version, migration]))
    const ups = files.filter(file => !file.isDown)
    const migrations = [...byVersion(folder, ups).values()].map(({ path, version, name }): Migration => {
      return pairs.get(version) ?? { version, name, isRepeatable: false, ...readSections(folder, path) }
    })
    return { migrations }
  },
  bookkeeping: `create table if not exists pgmigrations (
  id serial primary key,
  name varchar(255) not null,
  run_on timestamp not null
)`,
  write: {
    path: (version, name, beside) => `${version}_${name}${beside.endsWith('.up.sql') ? '.up' : ''}.sql`,
    frame: script => `-- Up Migration\n${script}\n-- Down Migration\n`,
    companions: writeNoWayBack,
  },
  ledger: {
    tables: ['pgmigrations'],
    select: table => `select name as version, run_on::timestamptz as at from ${table}`,
    add: change => [insertRow(change, { name: change.migration.version, run_on: { sql: 'now()' } })],
    remove: change => [deleteRow(change, 'name', change.migration.version)],
  },
})

function timeOf(digits: string): string {
  if (digits.length !== 17) return digits
  const [year, month, ...rest] = [0, 4, 6, 8, 10, 12, 14].map(
    (from, i) => +digits.slice(from, i === 0 ? 4 : i === 6 ? 17 : from + 2),
  )
  const [day = 1, hour, minute, second, millis] = rest
  return String(Date.UTC(year!, month! - 1, day, hour, minute, second, millis))
}

/** Each section runs from its comment to the other's, or to the end; without an "Up" comment all of it is up. */
function readSections(folder: Folder, path: string): { up: Script; down?: Script } {
  const text = folder.text(path)
  const up = text.search(/^\s*--[\s-]*up\s+migration/im)
  const down = text.search(/^\s*--[\s-]*down\s+migration/im)
  const section = (start: number, other: number): Script => ({
    file: folder.label(path),
    text: keepRanges(text, [[start, other > start ? other : text.length]]),
    execution: 'transaction',
  })
  const upScript = up < 0 ? readScript(folder, path, 'transaction') : section(up, down)
  return down < 0 ? { up: upScript } : { up: upScript, down: section(down, up) }
}
