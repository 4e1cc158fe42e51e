import type { Dictionary } from './dictionary.ts'
import { groupBySchema, type Page } from './page.ts'
import { describeOverview } from './pages/overview.ts'
import { describeRoutine } from './pages/routine.ts'
import { describeSchema } from './pages/schema.ts'
import { describeSequence } from './pages/sequence.ts'
import { describeTable } from './pages/table.ts'
import { describeType } from './pages/type.ts'
import { makeReferences } from './references.ts'

/** The overview, and every schema followed by what is in it. */
export function arrangePages(dictionary: Dictionary): Page[] {
  const referencesFrom = makeReferences(dictionary)
  const { schemas, tables, types, routines, sequences } = dictionary
  const inSchemas = [
    ...tables.map(table => describeTable(table, referencesFrom(table.schema))),
    ...types.map(type => describeType(type, referencesFrom(type.schema))),
    ...routines.map(routine => describeRoutine(routine, referencesFrom(routine.schema))),
    ...sequences.map(describeSequence),
  ]
  const bySchema = groupBySchema(inSchemas)
  const described = schemas.flatMap(schema => {
    const pages = bySchema.get(schema.name) ?? []
    bySchema.delete(schema.name)
    return [describeSchema(schema, dictionary), ...pages]
  })
  // What somebody put into a schema of PostgreSQL's own comes last.
  return [describeOverview(dictionary), ...described, ...[...bySchema.values()].flat()]
}
