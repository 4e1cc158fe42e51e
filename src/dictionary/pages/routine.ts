import type { Routine } from '../../catalog/index.ts'
import type { Described } from '../dictionary.ts'
import { code, makeFacts, type Page, sayTags } from '../page.ts'
import type { References } from '../references.ts'
import { signatureOf, writeCall } from '../signature.ts'

/** A function, procedure or aggregate. */
export function describeRoutine(routine: Described<Routine>, { toType }: References): Page {
  const { key, schema, kind, returns, settings } = routine
  return {
    key,
    kind,
    title: signatureOf(routine),
    name: writeCall(routine.name, routine),
    schema,
    group: 'Functions',
    about: routine,
    facts: makeFacts({
      Responsible: routine.responsible,
      Tags: sayTags(routine.tags),
      'Owner role': code(routine.owner),
      Returns: returns && toType(returns),
      Language: routine.language,
      Volatility: kind === 'procedure' || kind === 'aggregate' ? '' : routine.volatility,
      'Security definer': routine.isSecurityDefiner ? 'yes: it runs with the privileges of its owner' : '',
      Strict: routine.isStrict ? 'yes: null for any argument gives null' : '',
      Parallel: routine.parallel === 'unsafe' ? '' : routine.parallel,
      Settings: code(settings.join('\n')),
      Privileges: routine.privileges.join('\n'),
    }),
    blocks: [],
  }
}
