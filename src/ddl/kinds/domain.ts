import type { CatalogObject } from '../../catalog/index.ts'
import { describeConstraint } from '../constraints.ts'
import { defineKind, type Outcome } from '../kind.ts'
import { partName } from '../names.ts'
import { isOwnCollation } from '../partition-key.ts'
import type { Scene } from '../scene.ts'
import { rebuildType } from '../type-rebuild.ts'
import { expression, flag, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createdomain.html */
export const domain = defineKind({
  kinds: ['type'],
  isOne: object => text(object, 'typtype') === 'd',
  keyword: 'DOMAIN',
  rank: 42,
  create: createDomain,
  absorbs: isWrittenInside,
  changes: {
    typdefaultbin: to => alter(to, describeDefault(to), 'DEFAULT'),
    typnotnull: to => alter(to, flag(to, 'typnotnull') && 'NOT NULL', 'NOT NULL'),
    // What a domain is besides is what its base type is.
    'typbasetype typcollation typlen typbyval typalign typstorage typcategory typndims typdelim typoutput typsend typanalyze':
      (to, from, scene) => rebuildType(from, createDomain(to, scene), scene),
  },
})

function createDomain(object: CatalogObject, scene: Scene): string {
  const collation = text(object, 'typcollation')
  return words(
    `CREATE DOMAIN ${object.identity} AS ${text(object, 'typbasetype')}`,
    isOwnCollation(collation) && `COLLATE ${collation}`,
    describeDefault(object),
    flag(object, 'typnotnull') && 'NOT NULL',
    ...scene
      .partsOf(object)
      .filter(isWrittenInside)
      .map(part => `CONSTRAINT ${partName(part)} ${describeConstraint(part, scene)}`),
  )
}

function isWrittenInside(part: CatalogObject): boolean {
  return part.kind === 'domain constraint' && flag(part, 'convalidated')
}

function describeDefault(object: CatalogObject): string | undefined {
  const value = expression(object, 'typdefaultbin')
  return value === undefined ? undefined : `DEFAULT ${value}`
}

function alter({ identity }: CatalogObject, trait: string | false | undefined, name: string): Outcome {
  return `ALTER DOMAIN ${identity} ${trait ? `SET ${trait}` : `DROP ${name}`}`
}
