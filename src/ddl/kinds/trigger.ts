import { type Catalog, type CatalogObject, keyOf } from '../../catalog/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { firing } from '../firing.ts'
import { type Action, defineKind, type Outcome } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { withoutArguments } from '../routine-name.ts'
import type { Scene } from '../scene.ts'
import { describeEvents, describeLevel, describeMoment, describeStrings } from '../trigger-definition.ts'
import { expression, flag, list, text, words } from '../values.ts'

/**
 * Triggers, and the clones of a partitioned table's on its partitions where these do not fire as it does.
 * @see https://www.postgresql.org/docs/18/sql-createtrigger.html
 */
export const trigger = defineKind({
  kinds: ['trigger'],
  name: nameOnTable,
  rank: 5,
  create: (object, scene) =>
    isClone(object) ? undefined : [describeTrigger(object), ...restoreClones(object, scene)],
  leaves: 'tgenabled',
  // When a clone fires is for its parent to say, until it is said.
  initially: (object): Record<string, string> => (isClone(object) ? {} : { tgenabled: 'O' }),
  drop: (object, scene) =>
    isClone(object) ? fireAsParent(object, scene) : `DROP TRIGGER ${nameOnTable(object)}`,
  changes: {
    tgenabled: (to, _from, scene) => setFiring(to, text(to, 'tgenabled')!, scene),
  },
})

function nameOnTable(object: CatalogObject): string {
  return `${partName(object)} ON ${containerName(object)}`
}

function isClone(object: CatalogObject): boolean {
  return flag(object, 'is_clone')
}

/** Where there is a condition, the server prints all of it; to print every trigger would take long. */
function describeTrigger(object: CatalogObject): string {
  const printed = expression(object, 'tgqual')
  if (printed !== undefined) return printed
  const [old, now] = [text(object, 'tgoldtable'), text(object, 'tgnewtable')]
  const referenced = text(object, 'tgconstrrelid')
  const type = Number(object.attributes.tgtype)
  return words(
    'CREATE',
    flag(object, 'is_constraint') && 'CONSTRAINT',
    `TRIGGER ${partName(object)}`,
    describeMoment(type),
    describeEvents(type, list(object, 'tgattr')),
    `ON ${containerName(object)}`,
    referenced !== undefined && `FROM ${referenced}`,
    flag(object, 'tgdeferrable') && 'DEFERRABLE',
    flag(object, 'tginitdeferred') && 'INITIALLY DEFERRED',
    (old ?? now) !== undefined && 'REFERENCING',
    old !== undefined && `OLD TABLE AS ${quoteIdentifier(old)}`,
    now !== undefined && `NEW TABLE AS ${quoteIdentifier(now)}`,
    describeLevel(type),
    `EXECUTE FUNCTION ${withoutArguments(text(object, 'tgfoid')!)}(${describeStrings(object)})`,
  )
}

/** A clone is there when all tables and triggers are. */
function setFiring(trigger: CatalogObject, state: string, scene: Scene): Action {
  return { sql: [switchTo(trigger, state), ...restoreClones(trigger, scene)], isLast: isClone(trigger) }
}

function switchTo(trigger: CatalogObject, state: string): string {
  return `ALTER TABLE ${containerName(trigger)} ${firing[state]} TRIGGER ${partName(trigger)}`
}

/** What is done to a trigger is done to its clones too, also to those that are to stay as they are. */
function restoreClones(trigger: CatalogObject, scene: Scene): string[] {
  return [...scene.to.values()]
    .filter(it => it.kind === 'trigger' && isClone(it) && scene.from.has(keyOf(it)))
    .filter(it => ancestorsOf(it, scene.to).includes(keyOf(trigger)))
    .map(it => switchTo(it, text(it, 'tgenabled')!))
}

/** Unless it goes with the trigger that it is a clone of, or with its table being a partition. */
function fireAsParent(clone: CatalogObject, scene: Scene): Outcome {
  const origin = ancestorsOf(clone, scene.to)
    .map(key => scene.to.get(key))
    .find(it => it !== undefined)
  return origin && setFiring(clone, text(origin, 'tgenabled')!, scene)
}

/** The keys under which the triggers would stand that a clone's table has it from. */
function ancestorsOf(clone: CatalogObject, catalog: Catalog): string[] {
  const keys: string[] = []
  let table = containerName(clone)
  for (;;) {
    const parent = tableOf(table, catalog)?.attributes.inhparent
    if (!Array.isArray(parent)) return keys
    table = String(parent[0])
    keys.push(`trigger ${partName(clone)} on ${table}`)
  }
}

function tableOf(name: string, catalog: Catalog): CatalogObject | undefined {
  return catalog.get(`table ${name}`) ?? catalog.get(`foreign table ${name}`)
}
