import { insideOf, type Node, parseNodes, type RangeVar, type SelectStmt, walkNodes } from '../sql/index.ts'
import { columnsOf } from './expressions.ts'
import { needTable } from './lookup.ts'
import type { Table, Use } from './model.ts'
import { descendants } from './names.ts'
import { type Asked, isNeverTrue, mayUseIndex } from './query-indexes.ts'
import type { Recorder } from './recorder.ts'

/*
 * What queries read. Whether a table is read from one end to the other is up to the planner; it is said only where there is
 * no other way: nothing is asked for but all rows, or no index has to do with what is asked for.
 */

/** Locks all that a query uses, says what it reads as a whole if it is run, and gives back what it uses. */
export function readQuery(
  recorder: Recorder,
  query: Node,
  { isRun = true, outer = [] }: { isRun?: boolean; outer?: Iterable<string> } = {},
): Use[] {
  const own = new Set([...outer, ...recorder.namedQueries, ...namesByWith(query)])
  const tables = tablesIn(recorder, query, own)
  for (const table of tables) readTable(recorder, table)
  if (isRun && 'SelectStmt' in query) scanSurely(recorder, query.SelectStmt, own)
  walkNodes(query, node => {
    if ('LockingClause' in node) for (const table of tables) recorder.lock(table, 'ROW SHARE')
    const query = insideOf(node, 'CommonTableExpr')?.ctequery
    if (query !== undefined && !('SelectStmt' in query)) recorder.playNested(query)
  })
  const columns = columnsOf(query)
  return tables.flatMap(table => [
    { table },
    ...table.columns
      .filter(({ name }) => columns.includes(name))
      .map(({ name }): Use => ({ table, column: name })),
  ])
}

/** The names that WITH gives, which are no tables. */
export function namesByWith(query: unknown): Set<string> {
  const own = new Set<string>()
  walkNodes(query, node => {
    if ('CommonTableExpr' in node) own.add(node.CommonTableExpr.ctename ?? '')
  })
  return own
}

/** The tables that a query, or a part of one, names in FROM. */
export function tablesIn(recorder: Recorder, query: unknown, own: ReadonlySet<string>): Table[] {
  const tables = new Set<Table>()
  walkNodes(query, node => {
    const name = insideOf(node, 'RangeVar')
    const table = name && isTableName(name, own) ? needTable(recorder, name) : undefined
    if (table !== undefined) tables.add(table)
  })
  return [...tables]
}

function isTableName({ schemaname, relname = '' }: RangeVar, own: ReadonlySet<string>): boolean {
  return schemaname !== undefined || !own.has(relname)
}

/** Locks a table for reading, its children too, and what a view reads. */
export function readTable(recorder: Recorder, table: Table): void {
  for (const it of [table, ...descendants(table)]) recorder.lock(it, 'ACCESS SHARE')
  if (table.kind !== 'view') return
  for (const { table: used } of table.uses) if (recorder.heldOn(used) === undefined) readTable(recorder, used)
}

/** Reads what the query of a view or materialized view reads. */
export function readDefinition(recorder: Recorder, view: Table): void {
  const [query] = parseNodes(view.definition ?? '') ?? []
  if (query !== undefined) readQuery(recorder, query)
  else for (const { table } of view.uses) readTable(recorder, table)
}

function scanSurely(recorder: Recorder, query: SelectStmt, own: ReadonlySet<string>): void {
  const { larg, rarg, limitCount, fromClause = [], sortClause, distinctClause, groupClause } = query
  if (limitCount !== undefined) return
  for (const side of [larg, rarg]) if (side !== undefined) scanSurely(recorder, side, own)
  const [from, ...more] = fromClause
  if (from === undefined || more.length > 0) return
  if ('RangeSubselect' in from && query.whereClause === undefined) {
    const { subquery } = from.RangeSubselect
    if (subquery !== undefined && 'SelectStmt' in subquery) scanSurely(recorder, subquery.SelectStmt, own)
  }
  if ('RangeVar' in from && isTableName(from.RangeVar, own)) {
    scanUnlessIndexed(recorder, from.RangeVar, {
      where: query.whereClause,
      order: [
        sortClause,
        groupClause,
        query.windowClause,
        distinctClause && [distinctClause, query.targetList],
      ],
      shown: query.targetList,
    })
  }
}

/** Reads a table as a whole unless an index or a partition key has to do with what is asked for. */
export function scanUnlessIndexed(recorder: Recorder, name: RangeVar, asked: Asked): void {
  const table = needTable(recorder, name)
  if (table === undefined) return
  const columns = new Set(columnsOf(Object.values(asked) as never))
  // Of a table that nobody knows there may be an index on whatever is asked for.
  if (!table.isKnown && columns.size > 0) return
  if (table.kind === 'view') {
    if (columns.size === 0) readDefinition(recorder, table)
    return
  }
  if (isNeverTrue(table, asked.where, recorder.model.major)) return
  const family = name.inh === true ? [table, ...descendants(table)] : [table]
  const isPruned = family.some(
    ({ partitioning }) => partitioning?.hasExpressions || partitioning?.columns.some(key => columns.has(key)),
  )
  if (isPruned) return
  for (const it of family) if (!mayUseIndex(it, asked)) recorder.scan(it)
}
