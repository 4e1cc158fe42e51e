import type { Model, Statistics, Table } from './model.ts'
import { isTable, searchPath } from './names.ts'

export function listStatistics(model: Model): Statistics[] {
  return [...model.relations.values()].filter(isTable).flatMap(table => table.statistics)
}

/** An extended statistics object by its name, and its table. */
export function findStatistics(
  model: Model,
  names: readonly string[],
): { table: Table; statistics: Statistics } | undefined {
  const [name, schema] = names.toReversed()
  const tables = [...model.relations.values()].filter(isTable)
  for (const place of schema === undefined ? searchPath(model) : [schema]) {
    for (const table of tables) {
      const statistics = table.statistics.find(it => it.name === name && it.schema === place)
      if (statistics !== undefined) return { table, statistics }
    }
  }
  return undefined
}
