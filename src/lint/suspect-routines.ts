import { lostName, type Step } from '../effects/index.ts'
import { identityOf, isTable, type Model, type Routine, type Table } from '../prediction/index.ts'
import type { BrokenFunction } from '../rehearsal/index.ts'

/**
 * The functions whose text names what a migration took away, by the database as it is after it. Only a server can say
 * whether they still work.
 */
export function suspectRoutines({ routines, relations }: Model, steps: readonly Step[]): BrokenFunction[] {
  const gone = steps.flatMap(({ effect }) => effect.changes).flatMap(lostName)
  if (gone.length === 0) return []
  const known = [...routines.values()].flat().filter(hasKnownText)
  if (known.length === 0) return []
  const tables = [...relations.values()].filter(isTable)
  const lost = gone.filter(
    ({ table, column }) => !tables.some(it => it.name === table && hasColumn(it, column)),
  )
  return known.flatMap(routine => {
    const { body } = routine
    const missing = lost.find(({ table, column = table }) => {
      if (!hasWord(body, table) || !hasWord(body, column)) return false
      // A column of that name may be meant of another table that the body names.
      return column === table || !tables.some(it => hasColumn(it, column) && hasWord(body, it.name))
    })
    if (missing === undefined) return []
    return [{ name: nameRoutine(routine), because: `its text names ${missing.what}`, isCertain: false }]
  })
}

/** Whether what it does can be read. */
function hasKnownText(routine: Routine): routine is Routine & { body: string } {
  const { body, language } = routine
  return body !== undefined && (language === 'sql' || language === 'plpgsql')
}

/** Whether it has the column; any table has what is no column. */
function hasColumn({ columns }: Table, column: string | undefined): boolean {
  return column === undefined || columns.some(({ name }) => name === column)
}

/** As `pg_identify_object()` has it: `shop.order_total(bigint)`. */
function nameRoutine(routine: Routine): string {
  return `${identityOf(routine)}(${routine.arguments.join(',')})`
}

function hasWord(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(text)
}
