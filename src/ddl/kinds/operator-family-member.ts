import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { describeMember, placeOf } from '../operator-families.ts'

/** @see https://www.postgresql.org/docs/18/sql-alteropfamily.html */
export const operatorFamilyMember = defineKind({
  kinds: ['operator of access method', 'function of access method'],
  rank: 2,
  create: member => alterFamily(member, `ADD ${describeMember(member)}`),
  drop: member => alterFamily(member, `DROP ${placeOf(member)}`),
  changes: {},
  isBound: true,
  rename: null,
})

function alterFamily({ within = '' }: CatalogObject, change: string): string {
  return `ALTER ${within.replace(/^operator family/, 'OPERATOR FAMILY')} ${change}`
}
