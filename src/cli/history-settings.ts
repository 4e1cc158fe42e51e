import { UsageError } from '../base/index.ts'
import type { HistorySettings } from '../history/index.ts'
import type { Invocation, OptionDefinition } from './command.ts'
import type { Config } from './config-schema.ts'

/** The options of every command that reads a folder of migrations. */
export const historyOptions: OptionDefinition[] = [
  {
    flags: '--placeholder <name=value>',
    summary: 'the value of a placeholder in the migrations; may be repeated',
    isRepeatable: true,
  },
]

/** What the command line and the configuration say of the migrations that are read. */
export function readHistorySettings({ placeholder }: Invocation['options'], config: Config): HistorySettings {
  const declared = Object.entries(config.migrate?.placeholders ?? {})
  return {
    hooks: config.migrate?.hooks,
    placeholders: readValues(placeholder),
    declarations: Object.fromEntries(
      declared.map(([name, it]) => [name, typeof it === 'object' ? it : { value: it }]),
    ),
  }
}

function readValues(given: readonly string[] = []): Record<string, string> {
  const pairs = given.map(text => {
    const end = text.indexOf('=')
    if (end < 1) throw new UsageError(`--placeholder ${text}: write it as <name>=<value>`)
    return [text.slice(0, end), text.slice(end + 1)] as const
  })
  return Object.fromEntries(pairs)
}
