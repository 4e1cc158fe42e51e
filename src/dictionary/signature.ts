import type { Routine } from '../catalog/index.ts'
import { quoteQualified } from '../sql/index.ts'

type Signature = Pick<Routine, 'schema' | 'name' | 'arguments'>

/** As one would call it: the names of its arguments tell more than types alone. */
export function signatureOf(routine: Signature): string {
  return writeCall(quoteQualified(routine.schema, routine.name), routine)
}

/** With a name of one's own choice, such as one without its schema. */
export function writeCall(name: string, routine: Signature): string {
  return `${name}(${routine.arguments.join(', ')})`
}
