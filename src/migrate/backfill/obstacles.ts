import { type InsertStmt, insideOf, type Node, nameOf, type SelectStmt, walkNodes } from '../../sql/index.ts'

/** Why a statement would not do the same in batches, where its text alone tells; a clause. */
export function findObstacle(node: Node): string | undefined {
  const insert = insideOf(node, 'InsertStmt')
  const isKnown = ['UpdateStmt', 'DeleteStmt', 'InsertStmt'].includes(nameOf(node))
  if (!isKnown) return 'only UPDATE, DELETE and INSERT … SELECT can'
  const { returningClause } = Object.values(node)[0] as { returningClause?: unknown }
  if (returningClause !== undefined) return 'nobody would receive what it is RETURNING'
  return (insert && findInSelect(insert)) ?? findWithin(node)
}

/** The SELECT of an INSERT, where it is one. */
export function selectOf({ selectStmt }: InsertStmt): SelectStmt | undefined {
  return insideOf(selectStmt, 'SelectStmt')
}

/** Clauses that make of many rows one, or need all rows at once. */
const clauses: [clause: keyof SelectStmt, name: string][] = [
  ['groupClause', 'GROUP BY'],
  ['havingClause', 'HAVING'],
  ['distinctClause', 'DISTINCT'],
  ['windowClause', 'WINDOW'],
  ['sortClause', 'ORDER BY'],
  ['limitCount', 'LIMIT'],
  ['limitOffset', 'OFFSET'],
  ['lockingClause', 'FOR UPDATE or SHARE'],
]

function findInSelect(insert: InsertStmt): string | undefined {
  const select = selectOf(insert)
  if (select === undefined || select.valuesLists !== undefined) return 'it selects from no table'
  if (select.op !== 'SETOP_NONE') return 'UNION, INTERSECT and EXCEPT need all rows at once'
  const [, clause] = clauses.find(([field]) => select[field] !== undefined) ?? []
  if (clause !== undefined) return `${clause} means all rows together`
  let isWindow = false
  walkNodes(select.targetList, inner => {
    if (insideOf(inner, 'FuncCall')?.over !== undefined) isWindow = true
    return !('SubLink' in inner)
  })
  return isWindow ? 'a window function looks at all rows together' : undefined
}

const reasons: Partial<Record<string, string>> = {
  CurrentOfExpr: 'a cursor does not outlast a batch',
  RangeTableSample: 'TABLESAMPLE would choose anew in each batch',
}

const modifying = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

function findWithin(statement: Node): string | undefined {
  let found: string | undefined
  const perRow = new Set<unknown>()
  walkNodes(statement, node => {
    const query = insideOf(node, 'CommonTableExpr')?.ctequery
    if (query !== undefined && modifying.has(nameOf(query))) {
      found ??= 'what WITH changes would be changed again by each batch'
    }
    for (const inner of listPerRow(node)) perRow.add(inner)
    const select = insideOf(node, 'SelectStmt')
    const isCut = select?.limitCount !== undefined || select?.limitOffset !== undefined
    if (isCut && !perRow.has(select))
      found ??= 'what LIMIT or OFFSET leaves may be something else in each batch'
    found ??= reasons[nameOf(node)]
  })
  return found
}

/** Selects that are asked once for a row, so that the batch makes no difference to what LIMIT leaves. */
function listPerRow(node: Node): (SelectStmt | undefined)[] {
  const link = insideOf(node, 'SubLink')
  const isValue = link?.subLinkType !== 'ANY_SUBLINK' && link?.subLinkType !== 'ALL_SUBLINK'
  const lateral = insideOf(node, 'RangeSubselect')
  return [
    ...(link !== undefined && isValue ? [insideOf(link.subselect, 'SelectStmt')] : []),
    ...(lateral?.lateral ? [insideOf(lateral.subquery, 'SelectStmt')] : []),
  ]
}
