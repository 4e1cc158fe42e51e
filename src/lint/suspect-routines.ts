import { lostName, type Step } from '../effects/index.ts'
import { identityOf, type Model, type Routine } from '../prediction/index.ts'
import type { BrokenFunction } from '../rehearsal/index.ts'

/**
 * The functions whose text names what a migration took away, by the database as it is after it. Only a server can say
 * whether they still work.
 */
export function suspectRoutines({ routines }: Model, steps: readonly Step[]): BrokenFunction[] {
  const lost = steps.flatMap(({ effect }) => effect.changes).flatMap(lostName)
  if (lost.length === 0) return []
  return [...routines.values()].flat().flatMap(routine => {
    const { body, isExisting, language } = routine
    if (body === undefined || !isExisting || (language !== 'sql' && language !== 'plpgsql')) return []
    const missing = lost.find(({ table, column = table }) => hasWord(body, table) && hasWord(body, column))
    if (missing === undefined) return []
    return [{ name: nameRoutine(routine), because: `its text names ${missing.what}`, isCertain: false }]
  })
}

/** As `pg_identify_object()` has it: `shop.order_total(bigint)`. */
function nameRoutine(routine: Routine): string {
  return `${identityOf(routine)}(${routine.arguments.join(',')})`
}

function hasWord(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(text)
}
