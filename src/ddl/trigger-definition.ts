import type { CatalogObject } from '../catalog/index.ts'
import { literal, text } from './values.ts'

/**
 * The bits of `pg_trigger.tgtype`.
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_trigger.h
 */
const bits = { row: 1, before: 2, insert: 4, delete: 8, update: 16, truncate: 32, instead: 64 }

export function describeMoment(type: number): string {
  if (type & bits.instead) return 'INSTEAD OF'
  return type & bits.before ? 'BEFORE' : 'AFTER'
}

export function describeLevel(type: number): string {
  return type & bits.row ? 'FOR EACH ROW' : 'FOR EACH STATEMENT'
}

/** `INSERT OR UPDATE OF note` */
export function describeEvents(type: number, columns: readonly string[]): string {
  const update = columns.length === 0 ? 'UPDATE' : `UPDATE OF ${columns.join(', ')}`
  const events = [
    type & bits.insert && 'INSERT',
    type & bits.delete && 'DELETE',
    type & bits.update && update,
    type & bits.truncate && 'TRUNCATE',
  ]
  return events.filter(Boolean).join(' OR ')
}

/** The strings that a trigger calls its function with. */
export function describeStrings(trigger: CatalogObject): string {
  return decodeStrings(text(trigger, 'tgargs') ?? '')
    .map(literal)
    .join(', ')
}

/** Strings that each end with a zero byte, in the escapes of `encode(…, 'escape')`. */
export function decodeStrings(escaped: string): string[] {
  const bytes = escaped.replace(/\\(\\|\d{3})/g, (_, code: string) =>
    code === '\\' ? code : String.fromCharCode(Number.parseInt(code, 8)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8').split('\0').slice(0, -1)
}
