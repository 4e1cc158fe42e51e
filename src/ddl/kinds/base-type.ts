import type { CatalogObject } from '../../catalog/index.ts'
import { describeDefinition, literal } from '../definition.ts'
import { defineKind, type Outcome, replace } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { flag, text } from '../values.ts'

/**
 * Types that functions read and write, and those of which only the name is known.
 * @see https://www.postgresql.org/docs/18/sql-createtype.html#SQL-CREATETYPE-BASE
 */
export const baseType = defineKind({
  kinds: ['type'],
  isOne: object => ['b', 'p'].includes(text(object, 'typtype') ?? ''),
  rank: 41,
  shell: createShell,
  create: object => (flag(object, 'typisdefined') ? createType(object) : createShell(object)),
  // The functions that read it also give it, and go with it.
  drop: ({ identity }) => `DROP TYPE ${identity} CASCADE`,
  changes: {
    'typisdefined typtype': (to, from) => (flag(from, 'typisdefined') ? replace : createType(to)),
    'typreceive typsend typmodin typmodout typanalyze typsubscript typstorage': alterType,
  },
})

function createShell({ identity }: CatalogObject): string {
  return `CREATE TYPE ${identity}`
}

const alignments: Record<string, string> = { c: 'char', s: 'int2', i: 'int4', d: 'double' }
const storages: Record<string, string> = { p: 'plain', e: 'external', m: 'main', x: 'extended' }

function createType(object: CatalogObject): string {
  const length = Number(text(object, 'typlen'))
  const category = text(object, 'typcategory')
  const delimiter = text(object, 'typdelim')
  return `CREATE TYPE ${object.identity} ${describeDefinition({
    INPUT: withoutArguments(text(object, 'typinput')),
    OUTPUT: withoutArguments(text(object, 'typoutput')),
    RECEIVE: withoutArguments(text(object, 'typreceive')),
    SEND: withoutArguments(text(object, 'typsend')),
    TYPMOD_IN: withoutArguments(text(object, 'typmodin')),
    TYPMOD_OUT: withoutArguments(text(object, 'typmodout')),
    ANALYZE: withoutArguments(text(object, 'typanalyze')),
    SUBSCRIPT: withoutArguments(text(object, 'typsubscript')),
    INTERNALLENGTH: length < 0 ? 'variable' : String(length),
    PASSEDBYVALUE: flag(object, 'typbyval') && 'true',
    ALIGNMENT: alignments[text(object, 'typalign') ?? ''],
    STORAGE: storages[text(object, 'typstorage') ?? ''],
    CATEGORY: category !== 'U' && literal(category),
    PREFERRED: flag(object, 'typispreferred') && 'true',
    DEFAULT: literal(text(object, 'typdefault')),
    ELEMENT: text(object, 'typelem'),
    DELIMITER: delimiter !== ',' && literal(delimiter),
    COLLATABLE: text(object, 'typcollation') !== undefined && 'true',
  })}`
}

function alterType(to: CatalogObject, from: CatalogObject): Outcome {
  const routine = (attribute: string) =>
    text(to, attribute) !== text(from, attribute) && (withoutArguments(text(to, attribute)) ?? 'NONE')
  const [now, before] = [text(to, 'typstorage'), text(from, 'typstorage')]
  // Values that were never stored elsewhere may not begin to be, and the other way round.
  if (now !== before && [now, before].includes('p')) return replace
  return `ALTER TYPE ${to.identity} SET ${describeDefinition({
    RECEIVE: routine('typreceive'),
    SEND: routine('typsend'),
    TYPMOD_IN: routine('typmodin'),
    TYPMOD_OUT: routine('typmodout'),
    ANALYZE: routine('typanalyze'),
    SUBSCRIPT: routine('typsubscript'),
    STORAGE: now !== before && storages[now ?? ''],
  })}`
}
