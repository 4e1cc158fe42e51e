import type { Sequence } from '../../catalog/index.ts'
import type { Described } from '../dictionary.ts'
import { code, makeFacts, type Page, sayTags } from '../page.ts'

export function describeSequence(sequence: Described<Sequence>): Page {
  const { key, identity, schema, least, most } = sequence
  return {
    key,
    kind: 'sequence',
    title: identity,
    name: sequence.name,
    schema,
    group: 'Sequences',
    about: sequence,
    facts: makeFacts({
      Responsible: sequence.responsible,
      Tags: sayTags(sequence.tags),
      'Owner role': code(sequence.owner),
      Type: code(sequence.type),
      Numbers: `from ${sequence.start} by ${sequence.increment}, between ${least} and ${most}`,
      Cycle: sequence.isCycle ? 'yes: it begins again at its end' : '',
      Privileges: sequence.privileges.join('\n'),
    }),
    blocks: [],
  }
}
