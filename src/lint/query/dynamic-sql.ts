import { insideOf, type Node, type PlpgsqlVariable, parseNodes, stringsOf } from '../../sql/index.ts'
import type { BodyScene } from './body-scene.ts'

/** A value that becomes a piece of SQL as it is. */
export interface UnquotedPiece {
  name: string
  isArgument: boolean
}

/** The variables whose text goes unquoted into the SQL that an expression builds. */
export function unquotedPieces(expression: string, { body, statements }: BodyScene): UnquotedPiece[] {
  const seen = new Set<string>()
  const readText = (text: string): UnquotedPiece[] => {
    const [select] = parseNodes(`select ${text}`) ?? []
    const node = insideOf(insideOf(select, 'SelectStmt')?.targetList?.[0], 'ResTarget')?.val
    return node === undefined ? [] : read(node, true)
  }
  /** A variable that is executed whole holds SQL; what was put together in it counts. */
  const readVariable = (name: string, isWhole: boolean): UnquotedPiece[] => {
    const variable = body.variables.find(it => it.name === name)
    if (variable === undefined || !holdsText(variable)) return []
    if (!isWhole && variable.isArgument) return [{ name, isArgument: true }]
    if (seen.has(name)) return []
    seen.add(name)
    const texts = [
      ...(variable.initial === undefined ? [] : [variable.initial]),
      ...statements.flatMap(it => (it.kind === 'assign' && it.variable === name ? [it.expression] : [])),
    ]
    return texts.flatMap(readText)
  }
  const read = (node: Node, isWhole = false): UnquotedPiece[] => {
    const { fields = [] } = insideOf(node, 'ColumnRef') ?? {}
    if (fields.length === 1) return readVariable(stringsOf(fields)[0] ?? '', isWhole)
    const operator = insideOf(node, 'A_Expr')
    if (operator !== undefined) {
      const isJoined = stringsOf(operator.name).at(-1) === '||'
      return isJoined ? [operator.lexpr!, operator.rexpr!].flatMap(side => read(side)) : []
    }
    const call = insideOf(node, 'FuncCall')
    const name = stringsOf(call?.funcname).at(-1)
    if (name === 'format') return formatPieces(call?.args ?? []).flatMap(it => read(it))
    if (/^(concat|concat_ws|lower|upper|trim|btrim|replace|coalesce)$/.test(name ?? '')) {
      return (call?.args ?? []).flatMap(it => read(it))
    }
    const coalesce = insideOf(node, 'CoalesceExpr')
    if (coalesce !== undefined) return (coalesce.args ?? []).flatMap(it => read(it))
    const cast = insideOf(node, 'TypeCast')
    const isText = /^(text|varchar)$/.test(stringsOf(cast?.typeName?.names).at(-1) ?? '')
    return cast?.arg !== undefined && isText ? read(cast.arg) : []
  }
  return readText(expression)
}

/** What `%s` puts in as it is; `%I` and `%L` quote. */
function formatPieces([pattern, ...values]: readonly Node[]): Node[] {
  const text = pattern === undefined ? undefined : insideOf(pattern, 'A_Const')?.sval?.sval
  if (text === undefined) return pattern === undefined ? [] : [pattern, ...values]
  let next = 0
  return [...text.matchAll(/%(?:(\d+)\$)?[-\d*$]*([sIL%])/g)].flatMap(([, position, kind]) => {
    if (kind === '%') return []
    const at = position === undefined ? next++ : Number(position) - 1
    if (position !== undefined) next = at + 1
    const value = values[at]
    return kind === 's' && value !== undefined ? [value] : []
  })
}

/** Whether a value of the type can hold SQL; `regclass` prints itself quoted. */
function holdsText({ type = '' }: PlpgsqlVariable): boolean {
  return /^(text|varchar|character varying|name|char|character|json|jsonb|xml|bpchar)\b(?!.*\[)/i.test(type)
}
