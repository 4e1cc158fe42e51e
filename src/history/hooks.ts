import { readFileSync } from 'node:fs'
import { SqlSyntaxError, splitSource } from '../sql/index.ts'
import { BrokenHistoryError } from './errors.ts'
import { decode, labelPath } from './folder.ts'
import { type Direction, type HookDefinitions, type Moment, moments } from './hook.ts'
import type { History, Hook, Migration, Script, Unread } from './migration.ts'
import type { Placeholders } from './placeholder-values.ts'
import { fillVariables } from './psql-variables.ts'

/** @throws {BrokenHistoryError} for a file that is not there, or is no text. */
export async function readHooks(
  definitions: HookDefinitions = {},
  placeholders: Placeholders,
): Promise<Hook[]> {
  const hooks: Hook[] = []
  for (const moment of moments) {
    for (const definition of definitions[moment] ?? []) {
      if (typeof definition !== 'string') hooks.push({ moment, ...definition })
      else {
        const script = await fillVariables(readHookFile(definition), placeholders, { needsType: true })
        hooks.push({ moment, script })
      }
    }
  }
  return hooks
}

function readHookFile(path: string): Script {
  const file = labelPath(path)
  try {
    const text = decode(readFileSync(path), file)
    const isAlone = /^--[ \t]*pgwright:[ \t]*no-transaction\b/m.test(text)
    return { file, text, execution: isAlone ? 'autocommit' : 'transaction' }
  } catch (cause) {
    if (cause instanceof BrokenHistoryError) throw cause
    throw new BrokenHistoryError([file], `the hook cannot be read: ${(cause as Error).message}`, { cause })
  }
}

/** The hooks of a moment, in the order in which they are run. */
export function hooksOf(
  { hooks = [] }: Pick<History, 'hooks'>,
  moment: Moment,
  direction: Direction,
): readonly Hook[] {
  return hooks.filter(hook => hook.moment === moment && (hook.direction ?? direction) === direction)
}

function scriptsOf(...given: Parameters<typeof hooksOf>): Script[] {
  return hooksOf(...given).flatMap(hook => ('script' in hook ? [hook.script] : []))
}

/** A script of a migration with the SQL that is run before and after each. */
export async function attachHooks(
  history: Pick<History, 'hooks'>,
  script: Script,
  direction: Direction,
): Promise<Script> {
  const first = scriptsOf(history, 'beforeEach', direction)
  const last = scriptsOf(history, 'afterEach', direction)
  if (first.length + last.length === 0) return script
  // One statement has no transaction when it is sent by itself, and would have one with others.
  const isAlone = script.execution === 'single-call' && (await countStatements(script)) < 2
  return { ...script, first, last, ...(isAlone && { execution: 'autocommit' }) }
}

async function countStatements(script: Script): Promise<number> {
  try {
    return (await splitSource(script)).statements.length
  } catch (error) {
    if (error instanceof SqlSyntaxError) return 0
    throw error
  }
}

/** The migrations of a run up, with the SQL before and after it as if it were some too. */
export function aroundRun(
  history: Pick<History, 'hooks'>,
  migrations: readonly Migration[],
): readonly Migration[] {
  if (migrations.length === 0) return migrations
  const [before, after] = (['before', 'after'] as const).map(moment =>
    scriptsOf(history, moment, 'up').map((up): Migration => {
      return { version: up.file, name: moment, isRepeatable: true, isHook: true, up }
    }),
  )
  return [...before!, ...migrations, ...after!]
}

/** What of a run up no rehearsal shows. */
export function unseenHooks({ hooks = [] }: Pick<History, 'hooks'>): Unread[] {
  return hooks
    .filter(({ direction }) => direction !== 'down')
    .flatMap((hook): Unread[] => {
      if (hook.moment !== 'failed' && 'script' in hook) return []
      const because =
        hook.moment === 'failed'
          ? 'a hook that is run only when a run fails'
          : 'a hook that is a command, which may do anything'
      return [{ file: nameHook(hook), because }]
    })
}

/** The file, or the command as it would be typed. */
export function nameHook(hook: Hook): string {
  return 'script' in hook ? hook.script.file : hook.command.join(' ')
}
