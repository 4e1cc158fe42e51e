import type { CatalogObject } from '../../catalog/index.ts'
import { describeAggregateArguments, describeState } from '../aggregate-definition.ts'
import { defineKind, replace } from '../kind.ts'
import { withoutArguments } from '../routine-name.ts'
import { text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createaggregate.html */
export const aggregate = defineKind({
  kinds: ['aggregate'],
  grantKeyword: 'FUNCTION',
  // One that takes no arguments takes rows.
  name: ({ identity }) => identity.replace(/\(\)$/, '(*)'),
  rank: 56,
  create: object => createAggregate(object),
  changes: {
    'prorettype prokind aggkind aggnumdirectargs proallargtypes proargmodes proargnames provariadic': () =>
      replace,
    'aggtransfn aggfinalfn aggcombinefn aggserialfn aggdeserialfn aggmtransfn aggminvtransfn aggmfinalfn aggfinalextra aggmfinalextra aggfinalmodify aggmfinalmodify aggsortop aggtranstype aggtransspace aggmtranstype aggmtransspace agginitval aggminitval proparallel':
      to => createAggregate(to, 'OR REPLACE '),
  },
})

function createAggregate(object: CatalogObject, or = ''): string {
  const name = withoutArguments(object.identity)
  const isHypothetical = text(object, 'aggkind') === 'h'
  const entries = [...describeState(object), ...(isHypothetical ? ['HYPOTHETICAL'] : [])]
  return `CREATE ${or}AGGREGATE ${name}(${describeAggregateArguments(object)}) (${entries.join(', ')})`
}
