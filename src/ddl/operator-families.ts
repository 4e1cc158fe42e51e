import type { CatalogObject } from '../catalog/index.ts'
import { describeOperatorClass } from './operator-classes.ts'
import { text, words } from './values.ts'

/** `OPERATOR 1 (integer, bigint)` of `operator 1 (integer, bigint) of shop.family USING btree`. */
export function placeOf({ identity }: CatalogObject): string {
  const [, what = '', place = ''] = /^(\w+) (\d+ \(.*\)) of .* USING .*$/s.exec(identity) ?? []
  return `${what.toUpperCase()} ${place}`
}

/** An operator or a function as CREATE OPERATOR CLASS has it, and ADD for a family. */
export function describeMember(member: CatalogObject): string {
  const place = placeOf(member)
  if (place.startsWith('FUNCTION')) return `${place} ${text(member, 'amproc')}`
  return words(
    place.replace(/ \(.*$/s, ''),
    text(member, 'amopopr'),
    text(member, 'amopsortfamily') !== undefined &&
      `FOR ORDER BY ${describeOperatorClass(text(member, 'amopsortfamily'))}`,
  )
}
