import { formatLocation } from '../../base/index.ts'
import {
  conditionSlot,
  type InsertStmt,
  insideOf,
  type Node,
  nameOf,
  type RangeVar,
  type SelectStmt,
  type Statement,
  walkNodes,
} from '../../sql/index.ts'
import { BackfillRefusedError } from '../errors.ts'
import { findObstacle, selectOf } from './obstacles.ts'

/** What a statement that is run in batches does, as far as its text tells. */
export interface Shape {
  statement: Statement
  verb: 'UPDATE' | 'DELETE' | 'INSERT'
  target: RangeVar
  /** Tables of which each row that is changed or made has exactly one row; the key of one of them cuts the batches. */
  drivers: RangeVar[]
  /** Everything else that is read. */
  reads: RangeVar[]
  /** The columns that it sets in the target. */
  assigned: string[]
  /** The statement with one more condition. */
  narrow(condition: string): string
}

/** @throws {BackfillRefusedError} for a statement that would not do the same in batches. */
export function readShape(statement: Statement): Shape {
  const { node } = statement
  const obstacle = findObstacle(node)
  if (obstacle !== undefined) throw refuse(statement, obstacle)
  const narrow = conditionSlot(statement)
  if (narrow === undefined) throw refuse(statement, 'there is no place in it for the condition of a batch')
  const { relation, targetList = [] } = Object.values(node)[0] as { relation: RangeVar; targetList?: Node[] }
  const verb = ({ UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE' } as const)[nameOf(node)] ?? 'INSERT'
  const tables = listTables(node)
  const insert = insideOf(node, 'InsertStmt')
  const drivers = insert === undefined ? [relation] : listDrivers(insert).filter(it => tables.includes(it))
  if (drivers.length === 0) {
    throw refuse(statement, 'there is no table in its FROM from which each of its rows comes')
  }
  const assigned = verb === 'UPDATE' ? targetList.map(it => insideOf(it, 'ResTarget')?.name ?? '') : []
  return { statement, verb, target: relation, drivers, reads: tables, assigned, narrow }
}

export function refuse({ location }: Statement, because: string, hint?: string): BackfillRefusedError {
  return new BackfillRefusedError(`${formatLocation(location)}: this cannot be done in batches: ${because}`, {
    hint: hint ?? 'Run it as a whole, without the mark, or write it so that each row can be done by itself.',
  })
}

/** What is named where rows are read, without what WITH names. The target of a statement is no such place. */
function listTables(node: Node): RangeVar[] {
  const named = new Set<string>()
  const found: RangeVar[] = []
  walkNodes(node, inner => {
    const { ctename } = insideOf(inner, 'CommonTableExpr') ?? {}
    if (ctename !== undefined) named.add(ctename)
    const table = insideOf(inner, 'RangeVar')
    if (table !== undefined) found.push(table)
  })
  return found.filter(({ schemaname, relname }) => schemaname !== undefined || !named.has(relname!))
}

function listDrivers(insert: InsertStmt): RangeVar[] {
  const { fromClause = [] } = selectOf(insert) as SelectStmt
  return fromClause.flatMap(listPreserved)
}

/** An outer join gives rows in which one of its sides is missing, and its key with it. */
function listPreserved(from: Node): RangeVar[] {
  const table = insideOf(from, 'RangeVar')
  if (table !== undefined) return [table]
  const join = insideOf(from, 'JoinExpr')
  if (join?.alias !== undefined) return []
  const left = () => listPreserved(join!.larg!)
  const right = () => listPreserved(join!.rarg!)
  switch (join?.jointype) {
    case 'JOIN_INNER':
      return [...left(), ...right()]
    case 'JOIN_LEFT':
      return left()
    case 'JOIN_RIGHT':
      return right()
    default:
      return []
  }
}
