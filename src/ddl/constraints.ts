import type { Catalog, CatalogObject } from '../catalog/index.ts'
import { parenthesize } from './columns.ts'
import { describeIndexOptions, describeKeys } from './index-definition.ts'
import { partName } from './names.ts'
import type { Scene } from './scene.ts'
import { expression, flag, list, text, words } from './values.ts'

/** A constraint without its name, as ADD CONSTRAINT and CREATE TABLE write it. */
export function describeConstraint(constraint: CatalogObject, scene: Scene): string {
  const describe = definitions[text(constraint, 'contype') ?? '']
  return words(
    describe?.(constraint, scene),
    flag(constraint, 'condeferrable') && 'DEFERRABLE',
    flag(constraint, 'condeferred') && 'INITIALLY DEFERRED',
    text(constraint, 'contype') === 'c' && flag(constraint, 'connoinherit') && 'NO INHERIT',
    isUnenforced(constraint, scene) ? 'NOT ENFORCED' : !flag(constraint, 'convalidated') && 'NOT VALID',
  )
}

/** Before 18 every constraint was enforced, and no column said so. */
function isUnenforced(constraint: CatalogObject, scene: Scene): boolean {
  return (
    scene.major >= 18 &&
    constraint.attributes.conenforced === undefined &&
    'c f'.includes(text(constraint, 'contype')!)
  )
}

const definitions: Record<string, (constraint: CatalogObject, scene: Scene) => string> = {
  c: constraint => `CHECK ${parenthesize(expression(constraint, 'conbin') ?? '')}`,
  n: constraint =>
    words(
      `NOT NULL ${list(constraint, 'conkey')[0] ?? ''}`,
      flag(constraint, 'connoinherit') && 'NO INHERIT',
    ),
  p: (constraint, scene) => describeKey('PRIMARY KEY', constraint, scene),
  u: (constraint, scene) => describeKey('UNIQUE', constraint, scene),
  x: (constraint, scene) => {
    const index = indexOf(constraint, scene)
    if (index === undefined) return 'EXCLUDE'
    const operators = list(constraint, 'conexclop').map(describeOperator)
    return words(
      `EXCLUDE USING ${text(index, 'relam')} (${describeKeys(index, scene, operators)})`,
      ...describeIndexOptions(index, true),
      index.attributes.indpred !== undefined && `WHERE ${parenthesize(expression(index, 'indpred') ?? '')}`,
    )
  },
  f: constraint => {
    const period = flag(constraint, 'conperiod')
    const match = text(constraint, 'confmatchtype')
    return words(
      `FOREIGN KEY (${columns(constraint, 'conkey', period)})`,
      `REFERENCES ${text(constraint, 'confrelid')} (${columns(constraint, 'confkey', period)})`,
      match === 'f' && 'MATCH FULL',
      ...actions('UPDATE', text(constraint, 'confupdtype'), []),
      ...actions('DELETE', text(constraint, 'confdeltype'), list(constraint, 'confdelsetcols')),
    )
  },
}

function describeKey(what: string, constraint: CatalogObject, scene: Scene): string {
  const index = indexOf(constraint, scene)
  const keys = list(constraint, 'conkey').slice(0, Number(index?.attributes.indnkeyatts ?? undefined))
  const period = flag(constraint, 'conperiod')
  return words(
    what,
    index !== undefined && flag(index, 'indnullsnotdistinct') && 'NULLS NOT DISTINCT',
    `(${keys.map((key, i) => (period && i === keys.length - 1 ? `${key} WITHOUT OVERLAPS` : key)).join(', ')})`,
    ...(index === undefined ? [] : describeIndexOptions(index, true)),
  )
}

/** The index that a constraint brings, or had it been brought: the constraint has its name. */
export function indexOf(constraint: CatalogObject, scene: Scene): CatalogObject | undefined {
  return scene.companionOf(constraint, 'index')
}

function columns(constraint: CatalogObject, attribute: string, hasPeriod: boolean): string {
  const names = list(constraint, attribute)
  return names.map((name, i) => (hasPeriod && i === names.length - 1 ? `PERIOD ${name}` : name)).join(', ')
}

const reactions: Record<string, string> = { r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' }

function actions(event: string, code: string | undefined, set: readonly string[]): string[] {
  const reaction = reactions[code ?? '']
  return reaction === undefined
    ? []
    : [words(`ON ${event} ${reaction}`, set.length > 0 && `(${set.join(', ')})`)]
}

/** `pg_catalog.&&(anyrange,anyrange)` as `OPERATOR(pg_catalog.&&)`. */
export function describeOperator(operator: string): string {
  const name = operator.replace(/\((?:[^()]|\([^()]*\))*\)$/, '')
  return name.startsWith('pg_catalog.') ? name.slice('pg_catalog.'.length) : `OPERATOR(${name})`
}

/** A check or NOT NULL that a parent's brings. A partition has its own, too, and no column tells them apart. */
export function isInherited(constraint: CatalogObject, catalog: Catalog): boolean {
  if (flag(constraint, 'conislocal') || !'cn'.includes(text(constraint, 'contype')!)) return false
  const table = catalog.get(constraint.within ?? '')
  const name = partName(constraint)
  return (table === undefined ? [] : list(table, 'inhparent')).some(parent => {
    const above = catalog.get(`table constraint ${name} on ${parent}`)
    return above !== undefined && !flag(above, 'connoinherit')
  })
}

export function isPartitioned(part: CatalogObject, catalog: Catalog): boolean {
  return catalog.get(part.within ?? '')?.attributes.partstrat !== undefined
}

/** Whether CREATE TABLE writes a constraint: keys are made with those of partitions, foreign keys when both tables are there. */
export function isWrittenInTable(part: CatalogObject): boolean {
  return (
    part.kind === 'table constraint' && 'cn'.includes(text(part, 'contype')!) && flag(part, 'convalidated')
  )
}
