import type { Node } from '../sql/index.ts'
import { baseType, findCoercion } from './casts.ts'
import { columnsOf } from './expressions.ts'
import type { Recorder } from './recorder.ts'
import type { TypeRef } from './type.ts'
import { readTypeName } from './type-ref.ts'

/** A default that PostgreSQL would not take for a column of this type. */
export function refuseDefault(recorder: Recorder, type: TypeRef | undefined, value: Node): void {
  if (columnsOf(value).length > 0) recorder.fail('0A000', 'cannot use column reference in DEFAULT expression')
  if (type === undefined) return
  const own = typeOf(recorder, value)
  if (own === undefined) refuseText(recorder, type, value)
  else if (findCoercion(recorder.model, own, type, 'assignment') === undefined) {
    recorder.fail('42804', `column is of type ${type.name} but default expression is of type ${own.name}`)
  }
}

/** A literal without a type is read by the column's. */
function refuseText(recorder: Recorder, type: TypeRef, value: Node): void {
  const text = 'A_Const' in value ? value.A_Const.sval?.sval : undefined
  const { name, isArray } = baseType(recorder.model, type)
  if (text === undefined || isArray) return
  const isNumber = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)
  const isWhole = /^\s*[+-]?\d+\s*$/.test(text)
  const isWrong =
    (/^(smallint|integer|bigint)$/.test(name) && !isWhole) ||
    (/^(numeric|real|double precision)$/.test(name) && !isNumber && !/nan|inf/i.test(text)) ||
    (name === 'uuid' && !/^\{?[0-9a-f]{4}(-?[0-9a-f]{4}){7}\}?$/i.test(text)) ||
    (/^jsonb?$/.test(name) && !isJson(text)) ||
    (name === 'boolean' &&
      !/^\s*(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|0|1)\s*$/i.test(text))
  if (isWrong) recorder.fail('22P02', `invalid input syntax for type ${name}: "${text}"`)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The type of a value that shows it: a number, a truth value, a cast; nothing for what must be looked up or has none. */
export function typeOf({ model }: Recorder, value: Node): TypeRef | undefined {
  if ('TypeCast' in value) return readTypeName(value.TypeCast.typeName!, model)
  if ('SQLValueFunction' in value) return plain(valueTypes[value.SQLValueFunction.op ?? ''])
  if ('FuncCall' in value) return plain(functionTypes[lastName(value.FuncCall.funcname)])
  if (!('A_Const' in value)) return undefined
  const { ival, fval, boolval } = value.A_Const
  if (ival !== undefined) return plain('integer')
  if (fval !== undefined) return plain(/^\d+$/.test(fval.fval ?? '') ? 'bigint' : 'numeric')
  return boolval === undefined ? undefined : plain('boolean')
}

function plain(name: string | undefined): TypeRef | undefined {
  return name === undefined ? undefined : { name, modifiers: [], isArray: false }
}

function lastName(names: readonly Node[] = []): string {
  const last = names.at(-1)
  return last !== undefined && 'String' in last ? (last.String.sval ?? '') : ''
}

const valueTypes: Record<string, string> = {
  SVFOP_CURRENT_DATE: 'date',
  SVFOP_CURRENT_TIMESTAMP: 'timestamp with time zone',
  SVFOP_LOCALTIMESTAMP: 'timestamp without time zone',
  SVFOP_CURRENT_TIME: 'time with time zone',
  SVFOP_LOCALTIME: 'time without time zone',
  SVFOP_CURRENT_USER: 'name',
  SVFOP_SESSION_USER: 'name',
}

/** Functions that defaults are made of. */
const functionTypes: Record<string, string> = {
  now: 'timestamp with time zone',
  clock_timestamp: 'timestamp with time zone',
  statement_timestamp: 'timestamp with time zone',
  transaction_timestamp: 'timestamp with time zone',
  gen_random_uuid: 'uuid',
  uuidv7: 'uuid',
  uuidv4: 'uuid',
  random: 'double precision',
  nextval: 'bigint',
}
