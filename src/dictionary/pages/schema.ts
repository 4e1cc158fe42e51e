import type { Schema } from '../../catalog/index.ts'
import type { About } from '../about.ts'
import type { Described, Dictionary } from '../dictionary.ts'
import { type Columns, code, makeFacts, makeTable, type Page, sayAbout, sayTags } from '../page.ts'
import { signatureOf } from '../signature.ts'

interface Entry extends About {
  key: string
  identity: string
  schema: string
  kind?: string
}

/** What is in a schema, at a glance. */
export function describeSchema(schema: Described<Schema>, dictionary: Dictionary): Page {
  const { key, name } = schema
  const own = <Item extends Entry>(entries: readonly Item[]) => entries.filter(it => it.schema === name)
  const columns: Columns<Entry> = {
    Name: it => ({ to: it.key, text: it.identity }),
    Kind: it => it.kind ?? '',
    Responsible: it => (it.responsible === schema.responsible ? '' : (it.responsible ?? '')),
    Description: sayAbout,
  }
  return {
    key,
    kind: 'schema',
    title: key.replace(/^schema /, ''),
    name,
    schema: name,
    about: schema,
    facts: makeFacts({
      Responsible: schema.responsible,
      Tags: sayTags(schema.tags),
      'Owner role': code(schema.owner),
      Privileges: schema.privileges.join('\n'),
    }),
    blocks: [
      ...makeTable<Entry>('Tables and views', own(dictionary.tables), columns),
      ...makeTable<Entry>('Types', own(dictionary.types), columns),
      ...makeTable<Entry>(
        'Functions',
        own(dictionary.routines).map(it => ({ ...it, identity: signatureOf(it) })),
        columns,
      ),
      ...makeTable<Entry>('Sequences', own(dictionary.sequences), columns),
    ],
  }
}
