import type { Node, TypeName } from '../sql/index.ts'
import { builtins } from './builtins.gen.ts'
import type { Model } from './model.ts'
import { findType } from './names.ts'
import type { TypeRef } from './type.ts'

/** Reads what `format_type()` printed, such as `character varying(50)[]` or `timestamp(3) without time zone`. */
export function parseType(text: string): TypeRef {
  const isArray = text.endsWith('[]')
  const plain = text.replace(/(\[\])+$/, '')
  const [, fields] = /^interval ([a-z][a-z ]+)/.exec(plain) ?? []
  const [, list] = /\(([^()]*)\)/.exec(plain) ?? []
  const modifiers = list === undefined ? [] : list.split(',').map(Number)
  const name =
    fields === undefined ? plain.replace(/\([^()]*\)/, '').replace(/^bpchar$/, 'character') : 'interval'
  return { name, modifiers: fields === undefined ? modifiers : [fields, ...modifiers], isArray }
}

const serials: Record<string, string> = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
}

/** Whether a column of this type gets a sequence. */
export function isSerial({ names = [] }: TypeName): boolean {
  return names.length === 1 && namesOf(names)[0]! in serials
}

/** Reads the type of a column in a statement; a serial is its integer. */
export function readTypeName(type: TypeName, model: Model): TypeRef {
  const names = namesOf(type.names ?? [])
  const last = names.at(-1) ?? ''
  const isArray = (type.arrayBounds ?? []).length > 0
  const isOwn = names.length === 1 || names[0] === 'pg_catalog'
  const builtin = isOwn ? builtins.types[last] : undefined
  if (names.length === 1 && last in serials) return { name: serials[last]!, modifiers: [], isArray }
  if (builtin === undefined) {
    return { name: findType(model, names) ?? names.join('.'), modifiers: numbersOf(type.typmods), isArray }
  }
  return { name: builtin.name, modifiers: modifiersOf(builtin.name, numbersOf(type.typmods)), isArray }
}

/** Fields of an interval by their mask (`INTERVAL_MASK` of the server's `utils/timestamp.h`). */
const intervalFields: Record<number, string> = {
  4: 'year',
  2: 'month',
  8: 'day',
  1024: 'hour',
  2048: 'minute',
  4096: 'second',
  6: 'year to month',
  1032: 'day to hour',
  3080: 'day to minute',
  7176: 'day to second',
  3072: 'hour to minute',
  7168: 'hour to second',
  6144: 'minute to second',
}
const allFields = 0x7fff

function modifiersOf(name: string, given: number[]): (number | string)[] {
  if (name === 'numeric' && given.length === 1) return [given[0]!, 0]
  if (/^time/.test(name)) return given.map(clampDigits)
  if (name !== 'interval' || given.length === 0) return given
  const [mask = allFields, ...digits] = given
  const precision = digits.map(clampDigits)
  const fields = intervalFields[mask]
  return fields === undefined ? precision : [fields, ...precision]
}

/** More digits of a second than six are six (`anytimestamp_typmod_check()`). */
function clampDigits(digits: number): number {
  return Math.min(digits, 6)
}

function namesOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []))
}

function numbersOf(nodes: readonly Node[] = []): number[] {
  return nodes.flatMap(node => {
    if (!('A_Const' in node)) return []
    const { ival } = node.A_Const
    return ival === undefined ? [] : [ival.ival ?? 0]
  })
}

/** As `format_type()` prints it. */
export function formatType({ name, modifiers, isArray }: TypeRef): string {
  const [first, ...rest] = modifiers
  const fields = typeof first === 'string' ? ` ${first}` : ''
  const numbers = fields === '' ? modifiers : rest
  if (name === 'character' && numbers.length === 0) return `bpchar${isArray ? '[]' : ''}`
  const list = numbers.length === 0 ? '' : `(${numbers.join(',')})`
  const [, head = name, zone = ''] = /^(timestamp|time)( .*)$/.exec(name) ?? []
  return `${head}${fields}${list}${zone}${isArray ? '[]' : ''}`
}
