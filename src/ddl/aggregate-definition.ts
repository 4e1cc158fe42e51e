import type { CatalogObject } from '../catalog/index.ts'
import { describeOperator } from './constraints.ts'
import { literal } from './definition.ts'
import { readArguments } from './routine-arguments.ts'
import { withoutArguments } from './routine-name.ts'
import { flag, text, words } from './values.ts'

/** `VARIADIC "any" ORDER BY VARIADIC "any"`: direct arguments, and those that are ordered. */
export function describeAggregateArguments(object: CatalogObject): string {
  const all = readArguments(object).map(({ name, type, mode }) =>
    words(mode === 'v' && 'VARIADIC', name, type),
  )
  if (text(object, 'aggkind') === 'n') return all.length === 0 ? '*' : all.join(', ')
  const direct = Number(text(object, 'aggnumdirectargs'))
  // The direct ones end with a variadic one only where it stands for the ordered ones, too.
  const ordered = all.length === direct ? all.slice(-1) : all.slice(direct)
  return words(all.slice(0, direct).join(', '), `ORDER BY ${ordered.join(', ')}`)
}

type Entry = [name: string, attribute: string, write: (object: CatalogObject, attribute: string) => Written]
type Written = string | boolean | undefined

const routine = (object: CatalogObject, attribute: string) => withoutArguments(text(object, attribute))
const size = (object: CatalogObject, attribute: string) =>
  text(object, attribute) !== '0' && text(object, attribute)
const value = (object: CatalogObject, attribute: string) => literal(text(object, attribute))

const modifications: Record<string, string> = { r: 'READ_ONLY', s: 'SHAREABLE', w: 'READ_WRITE' }
const parallels: Record<string, string> = { s: 'SAFE', r: 'RESTRICTED' }

/** What a final function does to the state, where it is not what it does by default. */
function modification(object: CatalogObject, attribute: string): Written {
  const code = text(object, attribute) ?? ''
  return code !== (text(object, 'aggkind') === 'n' ? 'r' : 'w') && modifications[code]
}

const entries: Entry[] = [
  ['SFUNC', 'aggtransfn', routine],
  ['STYPE', 'aggtranstype', text],
  ['SSPACE', 'aggtransspace', size],
  ['FINALFUNC', 'aggfinalfn', routine],
  ['FINALFUNC_EXTRA', 'aggfinalextra', flag],
  ['FINALFUNC_MODIFY', 'aggfinalmodify', modification],
  ['COMBINEFUNC', 'aggcombinefn', routine],
  ['SERIALFUNC', 'aggserialfn', routine],
  ['DESERIALFUNC', 'aggdeserialfn', routine],
  ['INITCOND', 'agginitval', value],
  ['MSFUNC', 'aggmtransfn', routine],
  ['MINVFUNC', 'aggminvtransfn', routine],
  ['MSTYPE', 'aggmtranstype', text],
  ['MSSPACE', 'aggmtransspace', size],
  ['MFINALFUNC', 'aggmfinalfn', routine],
  ['MFINALFUNC_EXTRA', 'aggmfinalextra', flag],
  ['MFINALFUNC_MODIFY', 'aggmfinalmodify', modification],
  ['MINITCOND', 'aggminitval', value],
  ['SORTOP', 'aggsortop', (object, it) => text(object, it) && describeOperator(text(object, it)!)],
  ['PARALLEL', 'proparallel', (object, it) => parallels[text(object, it) ?? '']],
]

/** How an aggregate gathers its state: the entries of CREATE AGGREGATE. */
export function describeState(object: CatalogObject): string[] {
  return entries.flatMap(([name, attribute, write]) => {
    const written = write(object, attribute)
    if (written === undefined || written === false) return []
    return [written === true ? name : `${name} = ${written}`]
  })
}
