import { type CatalogObject, keyOf } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { splitOperatorClass } from '../operator-classes.ts'
import { describeMember } from '../operator-families.ts'
import type { Scene } from '../scene.ts'
import { flag, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createopclass.html */
export const operatorClass = defineKind({
  kinds: ['operator class'],
  rank: 59,
  create: (object, scene) => {
    const { name, method } = splitOperatorClass(object.identity)
    const type = text(object, 'opcintype')
    return `${words(
      `CREATE OPERATOR CLASS ${name}`,
      flag(object, 'opcdefault') && 'DEFAULT',
      `FOR TYPE ${type} USING ${method}`,
      `FAMILY ${splitOperatorClass(text(object, 'opcfamily') ?? '').name}`,
    )} AS\n  ${[
      // Something must be there; this is what there is by default.
      `STORAGE ${text(object, 'opckeytype') ?? type}`,
      ...membersOf(object, scene).map(describeMember),
    ].join(',\n  ')}`
  },
  changes: {},
})

/** What the class itself needs and takes along; other members of the family are of the family only. */
function membersOf(object: CatalogObject, scene: Scene): CatalogObject[] {
  const key = keyOf(object)
  return scene
    .partsOf({ kind: 'operator family', identity: text(object, 'opcfamily') ?? '', attributes: {} })
    .filter(it => it.comesWith === key)
}
