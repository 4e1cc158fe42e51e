import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Judgement } from './judgement.ts'
import type { LintOptions } from './lint-options.ts'
import type { Input } from './read-input.ts'

/** What was judged last in one place, and of what. */
interface Remembered {
  key: string
  judgement: Judgement
}

/** More than anybody has projects; the oldest make room. */
const mostEntries = 200

/**
 * What was found before in the same texts, with the same options and by the same program; else it is judged now. A live
 * database is another each time, and is not remembered.
 */
export async function recall(
  input: Input,
  options: LintOptions,
  judge: () => Promise<Judgement>,
): Promise<Judgement> {
  const { memory, structure } = options
  if (memory === undefined || structure !== undefined || includesFiles(input)) return judge()
  const file = join(memory.folder, `${hashOf([process.cwd(), listFiles(input)])}.json`)
  const key = hashOf(describeAll(input, options, memory.program))
  const known = read(file)
  if (known?.key === key) return known.judgement
  const judgement = await judge()
  write(memory.folder, file, { key, judgement })
  return judgement
}

/** What psql would include is found only by parsing. */
function includesFiles({ history }: Input): boolean {
  return history.migrations.some(({ up, down }) =>
    [up, down].some(script => /\\ir?\b/.test(script?.text ?? '')),
  )
}

function listFiles({ history }: Input): string[] {
  return history.migrations.map(({ up }) => up.file)
}

function describeAll(
  { history, selection, isHistory }: Input,
  options: LintOptions,
  program: string,
): unknown[] {
  const { policy, major, setup, snapshot } = options
  // The texts have what placeholders were filled with, and nothing that is secret.
  const { migrations: _, readWith: __, secrets: ___, ...about } = history
  return [
    [program, isHistory, about, selection, policy, major, setup, snapshot],
    // What a down migration of the base does is never looked at.
    history.migrations.map(({ version, up }) => [version, up]),
  ]
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
}

function read(file: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Not there, or cut off: then it is judged anew.
    return undefined
  }
}

function write(folder: string, file: string, remembered: Remembered): void {
  try {
    mkdirSync(folder, { recursive: true })
    const entries = readdirSync(folder).map(name => join(folder, name))
    if (entries.length > mostEntries) rmSync(oldestOf(entries), { force: true })
    // Another run may read it meanwhile.
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, JSON.stringify(remembered))
    renameSync(draft, file)
  } catch {
    // A folder that cannot be written to costs time and nothing else.
  }
}

function oldestOf(files: readonly string[]): string {
  const ages = files.map(file => ({ file, time: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
  return ages.reduce((oldest, it) => (it.time < oldest.time ? it : oldest)).file
}
