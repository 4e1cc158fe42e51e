import { compareNames, type Table } from '../catalog/index.ts'
import { NoTableError } from './errors.ts'
import { findRoot, isChanged, type Model } from './model.ts'
import type { Edge } from './picture.ts'

/** Which part of a model is drawn. Patterns are names or `schema.name`; `*` stands for anything. */
export interface Choice {
  tables?: readonly string[]
  schemas?: readonly string[]
  exclude?: readonly string[]
  /** How many foreign keys away from what was chosen; default: 1 when something was, by name or by its change. */
  distance?: number
  hasViews?: boolean
}

/**
 * The keys of the boxes to draw, sorted by schema and name. What nobody chose is everything, and in a comparison what
 * changes; what an extension brought is left out unless it is named.
 *
 * @throws {NoTableError} when a pattern matches nothing
 */
export function chooseBoxes(model: Model, edges: readonly Edge[], choice: Choice): Set<string> {
  const { schemas = [], exclude = [], hasViews = false } = choice
  const roots = [...model.tables.values()]
    .filter(table => findRoot(table, model.tables) === table && (hasViews || !table.kind.endsWith('view')))
    .sort(compareNames)
  const isExcluded = matchAny(exclude, roots)
  const isInSchema = matchSchemas(schemas, roots)
  const isNamed = choice.tables && matchAny(choice.tables, roots)
  const candidates = roots.filter(
    table => !isExcluded(table) && isInSchema(table) && (table.extension === undefined || isNamed?.(table)),
  )
  const chosen = candidates.filter(isNamed ?? (table => !model.isComparison || isChanged(table, model)))
  const isPart = isNamed !== undefined || model.isComparison
  const near = walk(new Set(chosen.map(({ key }) => key)), edges, choice.distance ?? (isPart ? 1 : 0))
  return new Set(candidates.filter(({ key }) => near.has(key)).map(({ key }) => key))
}

function matchSchemas(schemas: readonly string[], tables: readonly Table[]): (table: Table) => boolean {
  if (schemas.length === 0) return () => true
  const known = new Set(tables.map(({ schema }) => schema))
  for (const schema of schemas) {
    if (![...known].some(name => compile(schema).test(name))) throw new NoTableError('schema', schema, known)
  }
  return ({ schema }) => schemas.some(pattern => compile(pattern).test(schema))
}

function matchAny(patterns: readonly string[], tables: readonly Table[]): (table: Table) => boolean {
  const matches = patterns.map(pattern => {
    const expression = compile(pattern)
    return ({ schema, name }: Table) => expression.test(name) || expression.test(`${schema}.${name}`)
  })
  for (const [i, match] of matches.entries()) {
    if (!tables.some(match)) {
      throw new NoTableError(
        'table',
        patterns[i]!,
        tables.flatMap(({ schema, name }) => [name, `${schema}.${name}`]),
      )
    }
  }
  return table => matches.some(match => match(table))
}

function compile(pattern: string): RegExp {
  const escaped = pattern.split('*').map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${escaped.join('.*')}$`, 'su')
}

/** What is at most so many edges away, in whichever direction. */
function walk(start: ReadonlySet<string>, edges: readonly Edge[], distance: number): Set<string> {
  const reached = new Set(start)
  for (let step = 0; step < distance; step++) {
    const before = new Set(reached)
    for (const { parent, child } of edges) {
      if (before.has(parent.box)) reached.add(child.box)
      if (before.has(child.box)) reached.add(parent.box)
    }
    if (reached.size === before.size) break
  }
  return reached
}
