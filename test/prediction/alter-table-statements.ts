import fc from 'fast-check'
import { columnActions, listActions, tableActions, tables } from './alter-actions.ts'
import { namedCases } from './alter-cases.ts'
import { listTypeChanges } from './type-changes.ts'

/*
 * ALTER TABLE and its relatives in great number, on the database of `schema.ts`: every action on many tables and columns,
 * every type to every other one, and random actions together.
 */

/** Two to four actions on one table at once. */
function combinations(): fc.Arbitrary<string> {
  return fc.constantFrom(...Object.entries(tables)).chain(([table, columns]) => {
    const onColumn = fc
      .tuple(fc.constantFrom(...columnActions), fc.constantFrom(...columns))
      .map(([action, column]) => action(column))
    const action = fc.oneof(onColumn, fc.constantFrom(...tableActions))
    return fc
      .array(action, { minLength: 2, maxLength: 4 })
      .map(actions => `alter table ${table} ${actions.join(', ')}`)
  })
}

/** The first `count` of all statements in a random order that the seed decides; the last third are combinations. */
export function listStatements(seed: number, count: number): string[] {
  const enumerated = [...new Set([...namedCases, ...listActions(), ...listTypeChanges()])]
  const combined = Math.floor(count / 3)
  const keyed = fc.sample(
    fc.array(fc.nat(), { minLength: enumerated.length, maxLength: enumerated.length }),
    {
      seed,
      numRuns: 1,
    },
  )[0]!
  const shuffled = enumerated
    .map((sql, i) => ({ sql, key: keyed[i]! }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ sql }) => sql)
  return [...shuffled.slice(0, count - combined), ...fc.sample(combinations(), { seed, numRuns: combined })]
}
