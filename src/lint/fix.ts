import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { count, type FileChange, formatLocation } from '../base/index.ts'
import {
  aroundRun,
  type Files,
  type History,
  type Migration,
  type PendingScripts,
  pathOf,
  readEdited,
  readScripts,
} from '../history/index.ts'
import { type Choice, chooseCures } from './choose-cures.ts'
import { judgeInput } from './judge-input.ts'
import { LayOutRefusal, layOut } from './lay-out.ts'
import { type Lint, reportOn } from './lint.ts'
import type { LintOptions } from './lint-options.ts'
import { type Input, readInput } from './read-input.ts'

/** What `lint --fix` would do. */
export interface Fix {
  report: Lint
  /** Files to be written, with the text of those that are there. */
  changes: (FileChange & { before: string })[]
  fixed: Fixed[]
  refused: (Fixed & { because: string })[]
}

/** A statement with what is done about it. */
export interface Fixed {
  /** Such as `db/migrations/3.sql:4:1`. */
  place: string
  title: string
  /** The checks whose findings go away. */
  checks: string[]
}

/**
 * Cures what a lint found: writes nothing, but says what to write, after it was proved on disposable servers that the change
 * then ends in the same catalog and holds no lock for long. Migrations that are applied are never touched.
 */
export async function planFix(
  options: LintOptions,
  onProgress: (step: string) => void = () => {},
): Promise<Fix> {
  const input = await readInput(options)
  const { judgement, scripts, cures } = await judgeInput(input, options)
  const report = reportOn(input, judgement, options)
  const choices = chooseCures(report.findings, scripts, cures)
  const sources = await readSources(choices)
  const attempt = (chosen: readonly Choice[]) =>
    tryFix({ input, scripts }, chosen, sources, options, onProgress)
  const whole = choices.length === 0 ? { files: new Map() } : await attempt(choices)
  const { files, accepted, refused } =
    'files' in whole
      ? { files: whole.files, accepted: choices, refused: [] }
      : await tryOneByOne(choices, whole.because, attempt)
  const { history } = input
  const originals = new Map(
    choices.map(({ script: { migration } }) => [pathOf(history, migration), sources.get(migration.up.file)]),
  )
  const changes = [...files].map(([path, text]) => {
    const before = originals.get(path)
    const state = before === undefined ? ('missing' as const) : ('stale' as const)
    return { file: join(history.dir, path), text, before: before ?? '', state }
  })
  return {
    report,
    changes,
    fixed: accepted.map(describe),
    refused: refused.map(({ choice, because }) => ({ ...describe(choice), because })),
  }
}

function describe({ statement, title, checks }: Choice): Fixed {
  return { place: formatLocation(statement.location), title, checks }
}

type Attempt = { files: Files } | { because: string }

/** Where all at once is refused, each statement is tried with those that were accepted before it. */
async function tryOneByOne(
  choices: readonly Choice[],
  because: string,
  attempt: (chosen: readonly Choice[]) => Promise<Attempt>,
) {
  if (choices.length === 1)
    return { files: new Map() as Files, accepted: [], refused: [{ choice: choices[0]!, because }] }
  let files: Files = new Map()
  const accepted: Choice[] = []
  const refused: { choice: Choice; because: string }[] = []
  for (const choice of choices) {
    const tried = await attempt([...accepted, choice])
    if ('files' in tried) {
      files = tried.files
      accepted.push(choice)
    } else refused.push({ choice, because: tried.because })
  }
  return { files, accepted, refused }
}

async function tryFix(
  { input, scripts }: { input: Input; scripts: readonly PendingScripts[] },
  choices: readonly Choice[],
  sources: ReadonlyMap<string, string>,
  options: LintOptions,
  onProgress: (step: string) => void,
): Promise<Attempt> {
  if (!input.isHistory) return { because: 'only migrations of a folder can be tried: name it with --dir' }
  if (options.isStaged) return { because: 'what is staged is not what stands in the files' }
  const { history, selection } = input
  try {
    const files = layOut(history, choices, file => sources.get(file)!)
    const cured = await readCured(history, selection.base, files)
    onProgress(`proving ${count(choices.length, 'remedy', 'remedies')}`)
    const { proveFix } = await import('./prove-fix.ts')
    const proof = await proveFix(input, scripts, cured, choices, options)
    return proof.isProved ? { files } : { because: proof.because }
  } catch (error) {
    if (!(error instanceof LayOutRefusal)) throw error
    return { because: error.message }
  }
}

/** What would then be pending. */
async function readCured(
  history: History,
  base: readonly Migration[],
  files: Files,
): Promise<PendingScripts[]> {
  const applied = new Set(base.map(({ up }) => up.file))
  const { migrations } = await readEdited(history, files)
  return readScripts(
    aroundRun(
      history,
      migrations.filter(({ up }) => !applied.has(up.file)),
    ),
  )
}

/** The texts of the files with statements to be replaced, by what findings call them, without a byte order mark. */
async function readSources(choices: readonly Choice[]): Promise<Map<string, string>> {
  const files = new Set(choices.map(({ script }) => script.migration.up.file))
  const texts = [...files].map(async file => [file, await readFile(file, 'utf8')] as const)
  return new Map(await Promise.all(texts))
}
