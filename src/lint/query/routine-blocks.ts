import type { Model } from '../../prediction/index.ts'
import {
  insideOf,
  type Node,
  type ParsedText,
  parseRoutineText,
  type Statement,
  textOfStatement,
} from '../../sql/index.ts'
import type { Block } from './block.ts'
import { readBlocks } from './blocks.ts'
import { type BodyScene, blocksOfPart } from './body-scene.ts'

/** The queries in a function, a procedure or a DO block, in SQL or, as `body`, in PL/pgSQL. */
export function readRoutineBlocks(
  statement: Statement,
  model: Model,
  body: BodyScene | undefined,
): { block: Block; text: ParsedText }[] {
  if (body !== undefined) {
    return body.parts.flatMap(part => blocksOfPart(part, model).map(block => ({ block, text: part.text })))
  }
  const routine = insideOf(statement.node, 'CreateFunctionStmt')
  if (routine === undefined) return []
  if (routine.sql_body !== undefined) {
    const text = textOfStatement(statement)
    return statementsIn(routine.sql_body).flatMap(node =>
      readBlocks(node, model, 'routine').map(block => ({ block, text })),
    )
  }
  return parseRoutineText(statement).flatMap(({ node, text }) =>
    readBlocks(node, model, 'routine').map(block => ({ block, text })),
  )
}

/** `RETURN expression` is a SELECT of it; BEGIN ATOMIC is a list of lists. */
function statementsIn(body: Node): Node[] {
  if ('ReturnStmt' in body) {
    const { returnval } = body.ReturnStmt
    return [{ SelectStmt: { targetList: [{ ResTarget: { val: returnval } }], op: 'SETOP_NONE' } }]
  }
  return 'List' in body ? (body.List.items ?? []).flatMap(statementsIn) : [body]
}
