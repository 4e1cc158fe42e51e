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
  const named = gone.map(it => ({ ...it, isNamedIn: naming(it) }))
  const tables = () => [...relations.values()].filter(isTable)
  return [...routines.values()].flat().flatMap(routine => {
    if (!hasKnownText(routine)) return []
    const { body } = routine
    const missing = named.find(({ table, column, isNamedIn }) => {
      if (!isNamedIn(body) || tables().some(it => it.name === table && hasColumn(it, column))) return false
      if (column === undefined || column === table) return true
      // A column of that name may be meant of another table that the body names.
      return !tables().some(it => hasColumn(it, column) && hasWord(it.name)(body))
    })
    if (missing === undefined) return []
    return [{ name: nameRoutine(routine), because: `its text names ${missing.what}`, isCertain: false }]
  })
}

/** Whether a text has the name of a table, and of its column where it is about one. */
function naming({ table, column }: { table: string; column?: string }): (text: string) => boolean {
  const words = [table, column].flatMap(word => (word === undefined ? [] : [hasWord(word)]))
  return text => words.every(isIn => isIn(text))
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

function hasWord(word: string): (text: string) => boolean {
  const escaped = word.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')
  const pattern = new RegExp(`(?:^|[^\\w$])${escaped}(?![\\w$])`, 'i')
  return text => pattern.test(text)
}
