import { historyChecks } from './history-findings.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules.gen.ts'

const all: readonly Rule[] = rules

/** The ids of everything that can be found: what configurations and suppressions may name. */
export const allChecks: readonly string[] = [...all.map(({ name }) => name), ...historyChecks]

/** What a lint can find; of the other checks only a review can say that nothing is there. */
export const checksOfLint: readonly string[] = all
  .filter(rule => !rule.needsRehearsal)
  .map(({ name }) => name)

/** Those that say something only where somebody asks for it. */
export const optionalRules: readonly Rule[] = all.filter(rule => rule.isOptional)
