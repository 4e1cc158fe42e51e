import type { DescribedType } from '../dictionary.ts'
import { code, makeFacts, makeTable, type Page, sayTags } from '../page.ts'
import type { References } from '../references.ts'

export function describeType(type: DescribedType, { toType, toObject }: References): Page {
  const { key, identity, kind, schema, base, default: value = '' } = type
  return {
    key,
    kind: kind === 'domain' || kind === 'enum' ? kind : `${kind} type`,
    title: identity,
    name: type.name,
    schema,
    group: 'Types',
    about: type,
    facts: makeFacts({
      Responsible: type.responsible,
      Tags: sayTags(type.tags),
      'Owner role': code(type.owner),
      [kind === 'range' ? 'Of' : 'Over']: base && toType(base),
      Null: kind === 'domain' && !type.isNullable ? 'no' : '',
      Default: code(value),
    }),
    blocks: [
      ...makeTable('Labels', type.labels, { Label: code }, { isSearched: true }),
      ...makeTable(
        'Fields',
        type.fields,
        { Field: it => code(it.name), Type: it => toType(it.type), Description: it => it.comment ?? '' },
        { isSearched: true },
      ),
      ...makeTable('Checks', type.checks, {
        Name: it => code(it.name),
        Condition: it => code(it.expression),
        Description: it => it.comment ?? '',
      }),
      ...makeTable('Used by', type.usedBy, { Object: it => toObject(it.key, it.part) }),
    ],
  }
}
