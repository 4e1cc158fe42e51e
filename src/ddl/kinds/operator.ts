import type { CatalogObject } from '../../catalog/index.ts'
import { describeOperator } from '../constraints.ts'
import { describeDefinition } from '../definition.ts'
import { defineKind, type Outcome, replace } from '../kind.ts'
import { inputTypes } from '../routine-arguments.ts'
import { withoutArguments } from '../routine-name.ts'
import type { Scene } from '../scene.ts'
import { flag, text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createoperator.html */
export const operator = defineKind({
  kinds: ['operator'],
  rank: 57,
  create: object => {
    const [left, right] = inputTypes(object.identity)
    return `CREATE OPERATOR ${withoutArguments(object.identity)} ${describeDefinition({
      FUNCTION: withoutArguments(text(object, 'oprcode')),
      LEFTARG: left !== 'NONE' && left,
      RIGHTARG: right !== 'NONE' && right,
      COMMUTATOR: name(object, 'oprcom'),
      NEGATOR: name(object, 'oprnegate'),
      RESTRICT: withoutArguments(text(object, 'oprrest')),
      JOIN: withoutArguments(text(object, 'oprjoin')),
      MERGES: flag(object, 'oprcanmerge') && 'true',
      HASHES: flag(object, 'oprcanhash') && 'true',
    })}`
  },
  changes: {
    'oprrest oprjoin': (to, from) => alterOperator(to, from, ['oprrest', 'oprjoin']),
    'oprcom oprnegate': changePartners,
    'oprcanmerge oprcanhash': (to, from, scene) => {
      const isLost = ['oprcanmerge', 'oprcanhash'].some(it => flag(from, it) && !flag(to, it))
      if (isLost || scene.major < 17) return replace
      return alterOperator(to, from, ['oprcanmerge', 'oprcanhash'])
    },
  },
  rename: null,
})

/** Since 17 an operator that has none can be given a commutator and a negator; it does not lose them again. */
function changePartners(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  const changed = ['oprcom', 'oprnegate'].filter(
    it => text(to, it) !== text(from, it) && !followsPartner(to, from, it, scene),
  )
  if (changed.length === 0) return undefined
  if (scene.major < 17 || changed.some(it => text(from, it) !== undefined)) return replace
  return alterOperator(to, from, changed)
}

/** An operator that is dropped or made is taken from or given to its partner, too. */
function followsPartner(to: CatalogObject, from: CatalogObject, attribute: string, scene: Scene): boolean {
  const [now, before] = [to, from].map(it => text(it, attribute))
  if (before !== undefined && scene.to.has(`operator ${before}`)) return false
  return now === undefined || scene.isNew(`operator ${now}`)
}

const options: Record<string, [name: string, write: (object: CatalogObject, attribute: string) => string]> = {
  oprrest: ['RESTRICT', estimator],
  oprjoin: ['JOIN', estimator],
  oprcom: ['COMMUTATOR', (object, it) => name(object, it) ?? 'NONE'],
  oprnegate: ['NEGATOR', (object, it) => name(object, it) ?? 'NONE'],
  oprcanmerge: ['MERGES', () => 'true'],
  oprcanhash: ['HASHES', () => 'true'],
}

function alterOperator(to: CatalogObject, from: CatalogObject, attributes: readonly string[]): string {
  const changed = attributes.filter(it => to.attributes[it] !== from.attributes[it])
  const settings = changed.map(it => [options[it]![0], options[it]![1](to, it)])
  return `ALTER OPERATOR ${to.identity} SET ${describeDefinition(Object.fromEntries(settings))}`
}

function estimator(object: CatalogObject, attribute: string): string {
  return withoutArguments(text(object, attribute)) ?? 'NONE'
}

function name(object: CatalogObject, attribute: string): string | undefined {
  const operator = text(object, attribute)
  return operator === undefined ? undefined : describeOperator(operator)
}
