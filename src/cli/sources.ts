import type { CompareOptions } from '../drift/index.ts'
import type { Invocation, OptionDefinition } from './command.ts'
import { loadConfig } from './config.ts'
import { historyOptions, readHistorySettings } from './history-settings.ts'

/** The options of commands that read databases from wherever they are. */
export const sourceOptions: OptionDefinition[] = [
  { flags: '--layout <name>', summary: 'read a migration folder as this tool’s, instead of finding out' },
  ...historyOptions,
  {
    flags: '--server <major>',
    summary: 'run SQL on this major version of PostgreSQL (default: that of the other side)',
    isCount: true,
  },
  {
    flags: '--setup <file>',
    summary: 'SQL to run before the first migration: roles and extensions of the platform; may be repeated',
    isRepeatable: true,
  },
]

/** The options of commands that compare databases. */
export const comparisonOptions: OptionDefinition[] = [
  { flags: '--cosmetic', summary: 'tell also what only people see, such as the order of columns' },
  ...sourceOptions,
]

export async function readSourceOptions(
  options: Invocation['options'],
  io: Invocation['io'],
): Promise<CompareOptions> {
  const config = await loadConfig(options.config)
  const { databases, drift, review, engine } = config
  return {
    ...readHistorySettings(options, config),
    databases,
    ignore: drift?.ignore,
    hasCosmetics: options.cosmetic,
    layout: options.layout ?? review?.layout,
    major: options.server,
    defaultMajor: engine?.version,
    setup: options.setup ?? review?.setup,
    onProgress: step => io.progress(step),
  }
}
