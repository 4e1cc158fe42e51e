import { type Node, parseExpression, parseNodes, stringsOf, walkNodes } from '../sql/index.ts'
import { evaluateText, type Frame } from './frame.ts'
import { bindVariables } from './plpgsql-variables.ts'
import { answerQuery } from './query.ts'
import { formatValue, type Row, type Value } from './value.ts'

/** Plays what EXECUTE is given, where that can be computed. */
export function playDynamic(expression: string, frame: Frame, into: readonly string[] = []): void {
  refuseUnknownName(expression, frame)
  const text = compute(expression, frame)
  if (text === null) frame.recorder.fail('22004', 'query string argument of EXECUTE is null')
  if (text !== undefined) {
    playQuery(formatValue(text), frame, into)
    return
  }
  leaveDynamic(expression, frame)
  for (const name of into) set(frame, name, undefined)
}

/** A name alone that is no variable would be a column, and there is none. */
function refuseUnknownName(expression: string, { recorder, variables }: Frame): void {
  const tree = parseExpression(expression)
  if (tree === undefined || !('ColumnRef' in tree)) return
  const [name = '', ...more] = stringsOf(tree.ColumnRef.fields)
  if (more.length > 0 || variables.has(name) || ownVariables.test(name)) return
  recorder.fail('42703', `column "${name}" does not exist`)
}

const ownVariables = /^(found|tg_\w+)$/

/** Says that SQL is known only when it runs. */
export function leaveDynamic(expression: string, { recorder }: Frame): void {
  recorder.leaveUnfollowed(`SQL put together at run time by ${expression.replace(/\s+/g, ' ')}`)
}

/** Plays SQL that stands in the body; where it is a query of the catalog, its answer goes to the variables. */
export function playQuery(text: string, frame: Frame, into: readonly string[] = []): void {
  const rows = playRows(text, frame)
  const [target, ...more] = into
  set(frame, 'found', rows === undefined ? undefined : rows.length > 0)
  if (target === undefined) return
  const values = [...(rows?.[0]?.values() ?? [])]
  const isRecord = more.length === 0 && values.length > 1
  for (const [i, name] of into.entries()) {
    const value = isRecord ? rows![0] : values[i]
    set(frame, name, rows === undefined ? undefined : (value ?? (rows.length === 0 ? null : undefined)))
  }
}

/** Plays statements; the rows of the last one, where it is a query whose rows are known. */
export function playRows(text: string, frame: Frame): Row[] | undefined {
  const nodes = parseNodes(text)
  if (nodes === undefined) frame.recorder.fail('42601', `syntax error in ${text}`)
  let rows: Row[] | undefined
  for (const node of nodes) {
    const answer =
      'SelectStmt' in node ? answerQuery(frame.recorder.model, node.SelectStmt, frame.scope) : undefined
    rows = answer?.isComplete ? answer.rows : undefined
    frame.recorder.playNested(takesVariables(node) ? bindVariables(node, frame.variables) : node)
  }
  return rows
}

/** In DDL no name is a variable. */
function takesVariables(node: Node): boolean {
  return /^(Select|Insert|Update|Delete|Merge|Call)Stmt$/.test(Object.keys(node)[0] ?? '')
}

/** The value of an expression; the calls and queries in it are played. */
export function compute(text: string, frame: Frame): Value | undefined {
  const expression = parseExpression(text)
  if (expression !== undefined && asksTheServer(expression)) {
    const select: Node = {
      SelectStmt: { targetList: [{ ResTarget: { val: expression } }], op: 'SETOP_NONE' },
    }
    frame.recorder.playNested(bindVariables(select, frame.variables))
  }
  return evaluateText(text, frame)
}

function asksTheServer(expression: Node): boolean {
  let doesAsk = false
  walkNodes(expression, node => {
    doesAsk ||= 'SubLink' in node || 'FuncCall' in node
  })
  return doesAsk
}

/** Fields and elements of a variable make the whole of it unknown. */
export function set({ variables }: Frame, target: string, value: Value | Row | undefined): void {
  const [, quoted, plain = target, rest = ''] = /^(?:"([^"]+)"|([^".[\s]+))(.*)$/s.exec(target) ?? []
  variables.set(quoted ?? plain.toLowerCase(), rest === '' ? value : undefined)
}
