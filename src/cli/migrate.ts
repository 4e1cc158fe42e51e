import { connectTarget, resolveConninfo } from '../engine/index.ts'
import { type History, readHistory } from '../history/index.ts'
import { type RunOptions, writing } from '../migrate/index.ts'
import type { Invocation, OptionDefinition } from './command.ts'
import { loadConfig } from './config.ts'
import type { Config } from './config-schema.ts'
import { historyOptions, readHistorySettings } from './history-settings.ts'
import { holdInterrupts } from './interrupts.ts'
import { tellEvent } from './migrate-progress.ts'
import { version } from './version.ts'

/** The options of every command that deals with a database and its ledger. */
export const connectionOptions: OptionDefinition[] = [
  {
    flags: '--database <url|name>',
    summary: 'the database (default: PGWRIGHT_DATABASE_URL, DATABASE_URL, the configuration, PG* variables)',
  },
  {
    flags: '--ledger <[schema.]table>',
    summary: 'the table that remembers what is applied (default: pgwright_ledger on the search path)',
  },
]

/** The options of every command that deals with a folder of migrations and the database it belongs to. */
export const targetOptions: OptionDefinition[] = [
  { flags: '--dir <folder>', summary: 'the migrations, or the root of the project (default: this folder)' },
  { flags: '--layout <name>', summary: 'read the folder as this tool’s, instead of finding out' },
  ...historyOptions,
  ...connectionOptions,
]

/** The options of every command that takes its turn among the runners of a ledger. */
export const turnOptions: OptionDefinition[] = [
  {
    flags: '--turn-timeout <seconds>',
    summary: 'how long another runner is waited for (default: 600)',
    isCount: true,
  },
  { flags: '--events', summary: 'tell what happens on standard error as lines of JSON' },
]

/** The options of every command that runs migrations. */
export const runOptions: OptionDefinition[] = [
  {
    flags: '--lock-timeout <ms>',
    summary: 'how long a strong lock may be waited for, while others wait behind it (default: 1000)',
    isCount: true,
  },
  {
    flags: '--patience <seconds>',
    summary: 'how long a transaction is tried again while others are in its way (default: 60)',
    isCount: true,
  },
  ...turnOptions,
  {
    flags: '--end-idle <seconds>',
    summary:
      'end sessions that are in the way and have been idle in a transaction for so long (default: never)',
    isCount: true,
  },
]

export interface MigrationTarget {
  config: Config
  history: History
  run: RunOptions
}

/** Reads the folder and finds out which database it is for; nothing is connected yet. */
export async function openTarget(invocation: Invocation): Promise<MigrationTarget> {
  const { config, run } = await openRun(invocation)
  const { migrate = {}, review = {} } = config
  const { dir, layout } = invocation.options
  const history = await readHistory(dir ?? migrate.dir ?? review.dir ?? '.', {
    ...readHistorySettings(invocation.options, config),
    format: layout ?? migrate.layout ?? review.layout,
  })
  return { config, history, run }
}

/** Finds out which database is meant; nothing is connected yet. */
export async function openRun({ options, io }: Invocation): Promise<Omit<MigrationTarget, 'history'>> {
  const config = await loadConfig(options.config)
  const { migrate = {}, databases } = config
  const conninfo = await resolveConninfo({ database: options.database ?? migrate.database, databases })
  return {
    config,
    run: {
      connect: () => connectTarget(conninfo, writing),
      ledger: options.ledger ?? migrate.ledger,
      tool: `pgwright ${version}`,
      lockTimeoutMs: options.lockTimeout ?? migrate.lockTimeoutMs,
      patienceMs: toMs(options.patience),
      turnTimeoutMs: toMs(options.turnTimeout),
      holdInterrupts,
      endIdleMs: toMs(options.endIdle),
      onEvent: event => tellEvent(event, options.events ?? false, io),
    },
  }
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000
}
