import type { Catalog, CatalogObject } from '../../catalog/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { describeConstraint, indexOf, isInherited, isPartitioned } from '../constraints.ts'
import { firing } from '../firing.ts'
import { describeIndexOptions, describeKeys } from '../index-definition.ts'
import { defineKind, type Outcome, replace } from '../kind.ts'
import { baseName, containerName, nameNotNull, partName, unquoteIdentifier } from '../names.ts'
import type { Scene } from '../scene.ts'
import { dollarQuote, flag, list, literal, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT */
export const tableConstraint = defineKind({
  kinds: ['table constraint'],
  keyword: 'CONSTRAINT',
  rank: 2,
  isSteady: true,
  create: addConstraint,
  leaves: 'disabled_triggers',
  drop: dropConstraint,
  rename: (constraint, name, scene) =>
    `${alterTable(constraint, scene.from)} RENAME CONSTRAINT ${partName(constraint)} TO ${name}`,
  changes: {
    'condeferrable condeferred': to =>
      text(to, 'contype') === 'f'
        ? words(
            `ALTER TABLE ${containerName(to)} ALTER CONSTRAINT ${partName(to)}`,
            flag(to, 'condeferrable') ? 'DEFERRABLE' : 'NOT DEFERRABLE',
            flag(to, 'condeferred') && 'INITIALLY DEFERRED',
          )
        : replace,
    convalidated: to =>
      flag(to, 'convalidated')
        ? `ALTER TABLE ${containerName(to)} VALIDATE CONSTRAINT ${partName(to)}`
        : replace,
    disabled_triggers: switchTriggers,
    conislocal: changeLocality,
  },
})

/** A constraint that is also defined here stays when a parent's goes; adding it once more makes it so. */
function changeLocality(to: CatalogObject, _from: CatalogObject, scene: Scene): Outcome {
  const [now, before] = [scene.to, scene.from].map(catalog =>
    String(catalog.get(to.within!)?.attributes.inhparent),
  )
  if (flag(to, 'conislocal')) return now === before ? addConstraint(to, scene) : undefined
  // A partition has the keys of its parent, whoever made them.
  if ('pu'.includes(text(to, 'contype')!)) return undefined
  return {
    because: 'PostgreSQL has no statement that makes a constraint inherited only, once it was defined here',
  }
}

/** On a table with rows a constraint is added first and checked later, so that nobody waits while the rows are read. */
function addConstraint(constraint: CatalogObject, scene: Scene): Outcome {
  if (isInherited(constraint, scene.to)) return undefined
  const [name, contype] = [partName(constraint), text(constraint, 'contype')!]
  const isPatient = !scene.isNew(constraint.within!) && !isPartitioned(constraint, scene.to)
  const add = (definition: string) =>
    `${alterTable(constraint, scene.to)} ADD CONSTRAINT ${name} ${definition}`
  const definition = describeConstraint(constraint, scene)
  if (isPatient && 'cf'.includes(contype) && flag(constraint, 'convalidated')) {
    return [
      add(`${definition} NOT VALID`),
      `ALTER TABLE ${containerName(constraint)} VALIDATE CONSTRAINT ${name}`,
    ]
  }
  const index = indexOf(constraint, scene)
  if (isPatient && 'pu'.includes(contype) && index !== undefined && !flag(constraint, 'conperiod')) {
    return [
      words(
        `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${containerName(constraint)} (${describeKeys(index, scene)})`,
        ...describeIndexOptions(index),
      ),
      words(
        add(`${contype === 'p' ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${name}`),
        flag(constraint, 'condeferrable') && 'DEFERRABLE',
        flag(constraint, 'condeferred') && 'INITIALLY DEFERRED',
      ),
    ]
  }
  return add(definition)
}

function dropConstraint(constraint: CatalogObject, scene: Scene): Outcome {
  if (text(constraint, 'contype') === 'n') return dropNotNull(constraint, scene)
  const goesWithParent = isInherited(constraint, scene.from) || isAttachedToDropped(constraint, scene)
  return goesWithParent
    ? undefined
    : `${alterTable(constraint, scene.from)} DROP CONSTRAINT ${partName(constraint)}`
}

/** What stays NOT NULL keeps the constraint under the name that it has by default (since PostgreSQL 18). */
function dropNotNull(constraint: CatalogObject, scene: Scene): Outcome {
  const [table, name] = [containerName(constraint), list(constraint, 'conkey')[0]!]
  const drop = `${alterTable(constraint, scene.from)} DROP CONSTRAINT ${partName(constraint)}`
  if (isInherited(constraint, scene.from)) return undefined
  const column = scene.to.get(`table column ${table}.${name}`)
  if (column === undefined || !flag(column, 'attnotnull')) return drop
  // A parent brings its own when the table is attached to it.
  if (list(scene.to.get(constraint.within!)!, 'inhparent').length > 0) return undefined
  const usual = nameNotNull(unquoteIdentifier(baseName(table)), unquoteIdentifier(name))
  return `${alterTable(constraint, scene.from)} RENAME CONSTRAINT ${partName(constraint)} TO ${quoteIdentifier(usual)}`
}

/** The keys of partitions go with the key of their parent. */
function isAttachedToDropped(constraint: CatalogObject, scene: Scene): boolean {
  const index = scene.companionOf(constraint, 'index', scene.from)
  const parent = index && scene.from.get(`index ${list(index, 'inhparent')[0]}`)
  return parent?.comesWith !== undefined && scene.isNew(parent.comesWith)
}

/** The keys of a partitioned table are made for it only, and those of its partitions attached to them. */
function alterTable(constraint: CatalogObject, catalog: Catalog): string {
  const isOnly = 'pux'.includes(text(constraint, 'contype')!) && isPartitioned(constraint, catalog)
  const foreign = constraint.within?.startsWith('foreign ') ? 'FOREIGN ' : ''
  return `ALTER ${foreign}TABLE ${isOnly ? 'ONLY ' : ''}${containerName(constraint)}`
}

/** The triggers that enforce a foreign key have names of their own in every database, so they are looked up. */
function switchTriggers(to: CatalogObject, from: CatalogObject): Outcome {
  const [now, before] = [list(to, 'disabled_triggers'), list(from, 'disabled_triggers')]
  const isListed = (trigger: string) => now.some(it => it.startsWith(trigger))
  const enabled = before.map(it => it.replace(/\w$/, '')).filter(it => !isListed(it))
  return [...enabled.map(it => `${it}O`), ...now.filter(it => !before.includes(it))].map(it => {
    const [, routine = '', table = '', state = ''] = /^(.*?) on (.*): (\w)$/s.exec(it) ?? []
    const block = `BEGIN
  EXECUTE (SELECT string_agg(format('ALTER TABLE %s ${firing[state]} TRIGGER %I', tgrelid::regclass, tgname), ';')
    FROM pg_trigger JOIN pg_constraint c ON c.oid = tgconstraint
    WHERE conrelid = ${literal(containerName(to))}::regclass AND quote_ident(conname) = ${literal(partName(to))}
      AND tgrelid = ${literal(table)}::regclass AND tgfoid = ${literal(routine)}::regproc);
END `
    return `DO ${dollarQuote(block, 'do')}`
  })
}
