import type { Location } from '../../base/index.ts'
import type { Knowledge } from '../../findings/index.ts'
import type { Model } from '../../prediction/index.ts'
import {
  insideOf,
  locateNode,
  type Node,
  type ParsedText,
  type Statement,
  textOfStatement,
} from '../../sql/index.ts'
import type { Block, Role } from './block.ts'
import { readBlocks, readCondition } from './blocks.ts'
import type { BodyScene } from './body-scene.ts'
import { readRoutineBlocks } from './routine-blocks.ts'

/** A query as a rule sees it, wherever it stands: alone, in a view, in a function, in a policy. */
export interface QueryScene {
  block: Block
  statement: Statement
  model: Model
  /** Where a part of the query is in the file. */
  at(node: object): Location
  knowledge: Knowledge
}

/** Every query of a statement and of the body that it brings, the outer ones first. */
export function queriesOf(statement: Statement, model: Model, body: BodyScene | undefined): QueryScene[] {
  const own = readStatementBlocks(statement.node, model).map(block => ({
    block,
    text: textOfStatement(statement),
  }))
  return [...own, ...readRoutineBlocks(statement, model, body)].map(({ block, text }) =>
    describe(block, text, model),
  )
}

function describe(block: Block, text: ParsedText, model: Model): QueryScene {
  const { sources } = block.scope
  const isKnown = sources.length > 0 && sources.every(({ columns }) => columns !== undefined)
  return {
    block,
    statement: text.statement,
    model,
    at: node => locateNode(node, text),
    knowledge: model.gaps.length === 0 || isKnown ? 'catalog' : 'text',
  }
}

/** How the queries of each kind of statement are found. */
function readStatementBlocks(node: Node, model: Model): Block[] {
  const read = (query: Node | undefined, role: Role) =>
    query === undefined ? [] : readBlocks(query, model, role)
  if ('ViewStmt' in node) return read(node.ViewStmt.query, 'view')
  if ('CreateTableAsStmt' in node) {
    const { query, objtype } = node.CreateTableAsStmt
    return read(query, objtype === 'OBJECT_MATVIEW' ? 'view' : 'table')
  }
  if ('ExplainStmt' in node) return readStatementBlocks(node.ExplainStmt.query!, model)
  if ('PrepareStmt' in node) return read(node.PrepareStmt.query, 'statement')
  if ('DeclareCursorStmt' in node) return read(node.DeclareCursorStmt.query, 'statement')
  if ('CopyStmt' in node) return read(node.CopyStmt.query, 'statement')
  if ('RuleStmt' in node) return (node.RuleStmt.actions ?? []).flatMap(action => read(action, 'routine'))
  if ('CreatePolicyStmt' in node) {
    const { table, qual, with_check } = node.CreatePolicyStmt
    return [qual, with_check].flatMap(condition => (condition ? readCondition(condition, table, model) : []))
  }
  if ('AlterPolicyStmt' in node) {
    const { table, qual, with_check } = node.AlterPolicyStmt
    return [qual, with_check].flatMap(condition => (condition ? readCondition(condition, table, model) : []))
  }
  if ('IndexStmt' in node) {
    const { relation, whereClause } = node.IndexStmt
    return whereClause === undefined ? [] : readCondition(whereClause, relation, model)
  }
  if ('CreateStmt' in node) return readChecks(node.CreateStmt.tableElts ?? [], model)
  if ('AlterTableStmt' in node) {
    const { cmds = [] } = node.AlterTableStmt
    return readChecks(
      cmds.flatMap(it => insideOf(it, 'AlterTableCmd')?.def ?? []),
      model,
    )
  }
  return read(node, 'statement')
}

/** The conditions of CHECK constraints, of tables and of columns. */
function readChecks(elements: readonly Node[], model: Model): Block[] {
  return elements.flatMap(element => {
    const { raw_expr, contype } = insideOf(element, 'Constraint') ?? {}
    if (raw_expr !== undefined && contype === 'CONSTR_CHECK') return readCondition(raw_expr, undefined, model)
    return readChecks(insideOf(element, 'ColumnDef')?.constraints ?? [], model)
  })
}
