import { UsageError } from '../base/index.ts'
import type { Choice } from '../history/index.ts'
import type { OptionDefinition } from './command.ts'
import { historyOptions } from './history-settings.ts'

/** The options of commands that judge what is pending in a folder of migrations. */
export const pendingOptions: OptionDefinition[] = [
  { flags: '--dir <folder>', summary: 'the migrations, or the root of the project (default: this folder)' },
  { flags: '--layout <name>', summary: 'read the folder as this tool’s, instead of finding out' },
  ...historyOptions,
  {
    flags: '--since <ref>',
    summary: 'pending is what this git ref does not have (default: the default branch)',
  },
  { flags: '--last <n>', summary: 'pending are the last n migrations', isCount: true },
  { flags: '--from <version>', summary: 'pending is everything from this version on' },
]

interface GivenChoice {
  since?: string
  last?: number
  from?: string
}

export function hasChoice({ since, last, from }: GivenChoice): boolean {
  return [since, last, from].some(it => it !== undefined)
}

/** At most one of the ways to say what is pending, of which some commands have more than the common ones. */
export function readChoice<Name extends string>(
  options: GivenChoice & Partial<Record<Name, unknown>>,
  ...others: Name[]
): Choice {
  const names = ['since', 'last', 'from', ...others] as const
  const given = names.filter(name => options[name] !== undefined)
  if (given.length > 1) {
    const flags = given.map(name => `--${name}`).join(' and ')
    throw new UsageError(`Give only one of ${flags}: each of them says what is pending`)
  }
  if (options.last !== undefined) return { last: options.last }
  if (options.from !== undefined) return { from: options.from }
  return { since: options.since }
}
