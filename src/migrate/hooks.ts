import { PgwrightError } from '../base/index.ts'
import { SessionEndedError } from '../engine/index.ts'
import {
  type Direction,
  type History,
  type Hook,
  hooksOf,
  type Migration,
  type Moment,
  nameHook,
} from '../history/index.ts'
import type { LedgerTable } from '../ledger/index.ts'
import type { Applied } from './apply.ts'
import { HookFailedError } from './errors.ts'
import { runHookCommand } from './hook-command.ts'
import { runHookScript } from './hook-script.ts'
import type { RunOptions } from './options.ts'

/** A run, as its hooks see it. */
export interface HookScene {
  history: History
  direction: Direction
  table: LedgerTable
  options: RunOptions
  /** What the run has done so far. */
  done: readonly Applied[]
}

/** What a command is told on its standard input, as JSON. */
interface HookEvent {
  moment: Moment
  direction: Direction
  /** That of `beforeEach` and `afterEach`. */
  migration?: { version: string; name: string; file: string }
  /** Versions that the run has applied, or taken back, so far. */
  done: string[]
  /** Why the run failed. */
  error?: string
}

/** Does a run between its hooks; where it fails those that are for that are run, and it fails all the same. */
export async function runBetweenHooks(scene: HookScene, run: () => Promise<void>): Promise<void> {
  try {
    await runHooks(scene, 'before')
    await run()
    await runHooks(scene, 'after')
  } catch (error) {
    // A connection that was lost is come back to.
    if (error instanceof PgwrightError && !(error instanceof SessionEndedError))
      await tellFailure(scene, error)
    throw error
  }
}

/** The commands before or after a migration; its SQL hooks are in its script. */
export async function runHooksOfEach(
  scene: HookScene,
  moment: 'beforeEach' | 'afterEach',
  { version, name, up }: Migration,
): Promise<void> {
  const migration = { version, name, file: up.file }
  for (const hook of hooksOf(scene.history, moment, scene.direction))
    if ('command' in hook) await runHook(scene, hook, { migration })
}

async function runHooks(
  scene: HookScene,
  moment: Moment,
  about: Pick<HookEvent, 'error'> = {},
): Promise<void> {
  for (const hook of hooksOf(scene.history, moment, scene.direction)) await runHook(scene, hook, about)
}

async function runHook(
  { history, direction, table, options, done }: HookScene,
  hook: Hook,
  about: Pick<HookEvent, 'migration' | 'error'>,
): Promise<void> {
  const { moment } = hook
  const { onEvent } = options
  const isPartial = done.length > 0 || moment === 'after' || moment === 'afterEach'
  const name = nameHook(hook)
  onEvent?.({ kind: 'hook', moment, name })
  if ('script' in hook) return runHookScript(hook.script, history, table, options, isPartial)
  const versions = done.map(({ migration }) => migration.version)
  const event: HookEvent = { moment, direction, ...about, done: versions }
  try {
    await runHookCommand(hook, event, line => onEvent?.({ kind: 'hook-output', name, line }))
  } catch (cause) {
    throw new HookFailedError(`the hook ${name}: ${(cause as Error).message}`, isPartial, { cause })
  }
}

/** The first failure is the one that counts. */
async function tellFailure(scene: HookScene, { message }: PgwrightError): Promise<void> {
  try {
    await runHooks(scene, 'failed', { error: message })
  } catch (error) {
    if (!(error instanceof PgwrightError)) throw error
    scene.options.onEvent?.({ kind: 'hook-failed', because: error.message })
  }
}
