import type { AttributeValue, CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { containerName } from '../names.ts'
import { keyOf } from '../scene.ts'
import { describeSequence } from '../sequence-options.ts'
import { flag, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createsequence.html */
export const sequence = defineKind({
  kinds: ['sequence'],
  rank: 50,
  create: object =>
    words(
      'CREATE',
      text(object, 'relpersistence') === 'u' && 'UNLOGGED',
      `SEQUENCE ${object.identity}`,
      text(object, 'seqtypid') !== 'bigint' && `AS ${text(object, 'seqtypid')}`,
      ...describeSequence(object),
    ),
  leaves: 'owned_by',
  // The sequence of an identity column is logged when its table is.
  initially: (object, scene): Record<string, AttributeValue> => {
    const table = object.comesWith === undefined ? undefined : scene.to.get(object.within ?? '')
    return table === undefined ? {} : { relpersistence: table.attributes.relpersistence ?? null }
  },
  loses: ({ identity }) => `the last value of ${identity}`,
  changes: {
    'seqtypid seqstart seqincrement seqmin seqmax seqcycle seqcache': (to, from) =>
      words(
        `ALTER SEQUENCE ${to.identity}`,
        changesType(to, from) && `AS ${text(to, 'seqtypid')}`,
        ...setAll(to),
      ),
    relpersistence: object =>
      `ALTER SEQUENCE ${object.identity} SET ${text(object, 'relpersistence') === 'u' ? 'UNLOGGED' : 'LOGGED'}`,
    owned_by: (to, _from, scene) =>
      // The sequence of an identity column is not free to belong to another.
      scene.to.get(to.comesWith ?? '') === undefined
        ? {
            sql: `ALTER SEQUENCE ${to.identity} OWNED BY ${ownerOf(to)}`,
            isLast: true,
          }
        : undefined,
    // What belongs to a column has the owner of its table, and must have it before.
    relowner: (to, _from, scene) =>
      to.within === undefined || (to.comesWith === undefined && scene.isNew(keyOf(to)))
        ? `ALTER SEQUENCE ${to.identity} OWNER TO ${text(to, 'relowner')}`
        : undefined,
  },
})

function changesType(to: CatalogObject, from: CatalogObject): boolean {
  return text(to, 'seqtypid') !== text(from, 'seqtypid')
}

function setAll(object: CatalogObject): string[] {
  return [
    `INCREMENT BY ${text(object, 'seqincrement')}`,
    `MINVALUE ${text(object, 'seqmin')}`,
    `MAXVALUE ${text(object, 'seqmax')}`,
    `START WITH ${text(object, 'seqstart')}`,
    `CACHE ${text(object, 'seqcache')}`,
    flag(object, 'seqcycle') ? 'CYCLE' : 'NO CYCLE',
  ]
}

function ownerOf(object: CatalogObject): string {
  const column = text(object, 'owned_by')
  return column === undefined ? 'NONE' : `${containerName(object)}.${column}`
}
