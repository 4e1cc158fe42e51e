import { BrokenHistoryError } from '../errors.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { deleteRow, insertRow } from '../ledger-commands.ts'
import type { Migration, Script } from '../migration.ts'
import { blank, byVersion, findByText, keepRanges, matchFiles } from '../scripts.ts'
import { quoteTable, readDotEnv } from '../tool-tables.ts'

const directive = /^--\s*migrate:(up|down)(?:[^\S\n]*$|[^\S\n]+\S.*$)/gm

export const dbmate = defineFormat({
  name: 'dbmate',
  title: 'dbmate',
  docs: `\`<version>….sql\`, each with a section \`-- migrate:up\` and one \`-- migrate:down\`, ordered by file name
(\`pkg/dbmate/migration.go\`, \`db.go\`). A section runs in one transaction; with \`transaction:false\` behind the directive
it goes to the server as one simple-query message. Nothing but comments may stand before the first section, and both
sections must be there.`,
  detect(folder) {
    const file = findByText(folder, /^--\s*migrate:(up|down)\b/m)
    return file === undefined
      ? undefined
      : { certainty: 'certain', because: `${folder.label(file)} says migrate:up` }
  },
  read(folder) {
    const files = matchFiles(folder, /^(\d+)(.*)\.sql$/).map(({ path, match: [, version, name] }) => ({
      path,
      version: version!,
      name: name!.replace(/^_/, ''),
    }))
    const migrations = [...byVersion(folder, files).values()].map(({ path, version, name }): Migration => {
      return { version, name, isRepeatable: false, ...readSections(folder, path) }
    })
    return { migrations }
  },
  bookkeeping: 'create table if not exists schema_migrations (version varchar primary key)',
  write: {
    path: (version, name) => `${version}_${name}.sql`,
    frame: (script, isAlone) =>
      `-- migrate:up${isAlone ? ' transaction:false' : ''}\n${script}\n-- migrate:down\n`,
    alone: 'one',
    makeAlone: text => text.replace(/^--\s*migrate:up[^\S\n]*$/m, '$& transaction:false'),
  },
  ledger: {
    tables: ['schema_migrations'],
    configured: folder => {
      const [table, schema] = readDotEnv(folder, 'DBMATE_MIGRATIONS_TABLE')?.split('.').toReversed() ?? []
      return quoteTable(table, schema)
    },
    select: table => `select version from ${table}`,
    add: change => [insertRow(change, { version: change.migration.version })],
    remove: change => [deleteRow(change, 'version', change.migration.version)],
  },
})

interface Section {
  direction: string
  isTransactional: boolean
  start: number
  end: number
}

/** A file may repeat the pair of sections; each direction then runs its sections in the order of the file. */
function readSections(folder: Folder, path: string): { up: Script; down: Script } {
  const text = folder.text(path)
  const fail = (problem: string) => new BrokenHistoryError([folder.label(path)], problem)
  const marks = [...text.matchAll(directive)]
  if (marks.length === 0) throw fail('no section "-- migrate:up"')
  if (/^(?!\s*--)\s*\S/m.test(text.slice(0, marks[0]!.index)))
    throw fail('a statement stands before "-- migrate:up"')
  const isAlternating = marks.every((mark, i) => mark[1] === (i % 2 === 0 ? 'up' : 'down'))
  if (!isAlternating) throw fail('"-- migrate:up" must come first, and one "-- migrate:down" after each')
  if (marks.length % 2 === 1) throw fail('no section "-- migrate:down"')
  const sections = marks.map(
    (mark, i): Section => ({
      direction: mark[1]!,
      isTransactional: !/\stransaction:false(\s|$)/.test(mark[0]),
      start: mark.index + mark[0].length,
      end: marks[i + 1]?.index ?? text.length,
    }),
  )
  const toScript = (direction: string): Script => {
    const own = sections.filter(section => section.direction === direction)
    if (own.some(section => section.isTransactional !== own[0]!.isTransactional)) {
      throw fail(
        `sections "-- migrate:${direction}" with and without transaction in one file are not supported`,
      )
    }
    return {
      file: folder.label(path),
      text:
        own.length === 0
          ? blank(text)
          : keepRanges(
              text,
              own.map(({ start, end }) => [start, end] as const),
            ),
      execution: own[0]?.isTransactional ? 'transaction' : 'single-call',
    }
  }
  return { up: toScript('up'), down: toScript('down') }
}
