import {
  type Files,
  findFormat,
  type History,
  type NewMigration,
  type PendingScripts,
  pathOf,
  writeMigrations,
} from '../history/index.ts'
import type { Choice } from './choose-cures.ts'
import { lockTimeout } from './cure.ts'
import type { PlannedMigration } from './remedy.ts'

/** Why a plan cannot be written into the files of a history. */
export class LayOutRefusal extends Error {}

/**
 * The files of a history with some statements replaced by what cures them: in their place what may share the transaction of
 * the file, and in new files after it the rest. `read` gives the text of a file.
 *
 * @throws {LayOutRefusal} where the format of the history, or the file, leaves no room for that.
 */
export function layOut(history: History, choices: readonly Choice[], read: (file: string) => string): Files {
  const files: Files = new Map()
  for (const script of new Set(choices.map(it => it.script))) {
    const own = choices.filter(it => it.script === script)
    for (const [path, text] of layOutScript(history, script, own, read)) {
      if (files.has(path)) throw new LayOutRefusal(`two new migrations would have the name ${path}`)
      files.set(path, text)
    }
  }
  return files
}

function layOutScript(
  history: History,
  script: PendingScripts,
  choices: readonly Choice[],
  read: (file: string) => string,
): Files {
  const { migration, up } = script
  const text = read(migration.up.file)
  const edits = choices.map(choice => ({ choice, ...split(history, script, choice) }))
  const later = edits.flatMap(edit => edit.later)
  const written = later.length === 0 ? new Map<string, string>() : writeLater(history, script, later)
  let edited = text
  let hasTimeout = false
  const byPlace = edits.toSorted((a, b) => a.choice.statement.start - b.choice.statement.start)
  const texts = byPlace.map(({ here, choice }) => {
    if (here === undefined) return 'moved to a migration of its own, after this one'
    const isTimed = here.pace === 'brief' && !hasTimeout && here.execution === 'shared'
    if (here.pace === 'brief') hasTimeout = true
    return writeHere(here, isTimed, indentOf(text, choice.statement.start))
  })
  for (const [i, { choice, here }] of [...byPlace.entries()].reverse()) {
    edited = replace(edited, choice, texts[i]!, here === undefined)
  }
  const becomesAlone = edits.some(({ here }) => here?.pace === 'alone' && here.execution === 'alone')
  const { write } = findFormat(history.format)
  if (becomesAlone && up.statements.length === 1) edited = write?.makeAlone?.(edited) ?? edited
  return new Map([[pathOf(history, migration), edited], ...written])
}

function writeLater(
  history: History,
  { migration }: PendingScripts,
  later: readonly PlannedMigration[],
): Files {
  const written = writeMigrations(history, migration, later.map(toNewMigration))
  if (typeof written === 'string') throw new LayOutRefusal(written)
  return written
}

function toNewMigration({ name, pace, statements }: PlannedMigration): NewMigration {
  const timeout = pace === 'brief' ? [lockTimeout] : []
  return { name, statements: [...timeout, ...statements], isAlone: pace === 'alone' }
}

/** What stays in the file: in its transaction, each statement by itself as psql runs them, or as the only one. */
interface Here extends PlannedMigration {
  execution: 'shared' | 'psql' | 'alone'
}

/** Divides a plan into what can stand in the place of its statement and what needs files of its own. */
function split(
  history: History,
  { migration, up }: PendingScripts,
  { plan, statement }: Choice,
): { here?: Here; later: PlannedMigration[] } {
  const { execution, file, substitutions } = migration.up
  if (statement.location.file !== file)
    throw new LayOutRefusal(`it stands in ${statement.location.file}, which is included`)
  if (substitutions !== undefined) throw new LayOutRefusal('the file has placeholders')
  const [first, ...rest] = plan.migrations
  if (history.format === 'sql-files' && execution === 'autocommit') {
    if (up.statements.some(({ kind }) => kind === 'TransactionStmt'))
      throw new LayOutRefusal('the file has transactions of its own')
    const statements = plan.migrations.flatMap(writeForPsql)
    return { here: { name: first!.name, pace: 'quiet', statements, execution: 'psql' }, later: [] }
  }
  const isOnly = up.statements.length === 1
  const canJoin = first!.pace === 'brief' && !first!.isSeparate && execution !== 'autocommit'
  if (canJoin || (isOnly && first!.pace !== 'alone'))
    return { here: { ...first!, execution: 'shared' }, later: rest }
  const { write } = findFormat(history.format)
  const canBeAlone =
    execution === 'autocommit' ||
    (write?.makeAlone !== undefined && (write.alone === 'many' || first!.statements.length === 1))
  const isPlain = first!.statements.every(sql => write?.wrap === undefined || write.wrap(sql) === sql)
  if (isOnly && first!.pace === 'alone' && canBeAlone && isPlain)
    return { here: { ...first!, execution: execution === 'autocommit' ? 'psql' : 'alone' }, later: rest }
  return { later: plan.migrations }
}

/** psql runs statement by statement, so a transaction has to be said. */
function writeForPsql({ pace, statements }: PlannedMigration): string[] {
  return pace === 'brief' ? ['BEGIN', lockTimeout, ...statements, 'COMMIT'] : statements
}

function writeHere({ statements }: Here, isTimed: boolean, indent: string): string {
  return [...(isTimed ? [lockTimeout] : []), ...statements].join(`;\n${indent}`)
}

function indentOf(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  return /^\s*$/.test(line) ? line : ''
}

/**
 * Puts a text in the place of a statement; with its semicolon where only a comment is left of it. Tools that look for the end
 * of a statement in each line know comments of a line, but not the other ones.
 */
function replace(text: string, { statement }: Choice, by: string, isGone: boolean): string {
  if (text.slice(statement.start, statement.end) !== statement.text)
    throw new LayOutRefusal('the file is not as it was read')
  const [semicolon = ''] = isGone ? (/^\s*;/.exec(text.slice(statement.end)) ?? []) : []
  const after = text.slice(statement.end + semicolon.length)
  const isLastOfLine = /^[ \t]*(\r?\n|$)/.test(after)
  const written = isGone ? (isLastOfLine ? `-- ${by}` : `/* ${by} */`) : by
  const lines = text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written
  return text.slice(0, statement.start) + lines + after
}
