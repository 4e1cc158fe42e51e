import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind, replace } from '../kind.ts'
import { countDefaults, describeArguments, describeResult } from '../routine-arguments.ts'
import { withoutArguments } from '../routine-name.ts'
import { describeSettings } from '../settings.ts'
import { dollarQuote, expression, flag, list, literal, text, words } from '../values.ts'

const attributes =
  'prosrc prosqlbody probin prolang provolatile proisstrict proleakproof prosecdef proconfig proparallel procost prorows prosupport protrftypes'

/**
 * Functions and procedures; aggregates are made otherwise.
 * @see https://www.postgresql.org/docs/18/sql-createfunction.html
 */
export const routine = defineKind({
  kinds: ['function', 'procedure'],
  rank: 55,
  name: nameRoutine,
  create: object => createRoutine(object),
  changes: {
    'prorettype proretset proallargtypes proargmodes provariadic prokind': () => replace,
    // OR REPLACE takes more names and defaults of arguments, not fewer or others.
    [`proargnames proargdefaults ${attributes}`]: (to, from) =>
      onlyAdds(to, from) ? createRoutine(to, 'OR REPLACE ') : replace,
  },
})

/** Two procedures may differ only in what they give back, and a list of types alone stands for either. */
function nameRoutine(object: CatalogObject): string {
  if (object.kind !== 'procedure') return object.identity
  return `${withoutArguments(object.identity)}(${describeArguments(object, true)})`
}

function onlyAdds(to: CatalogObject, from: CatalogObject): boolean {
  const names = list(to, 'proargnames')
  const keepsNames = list(from, 'proargnames').every((name, i) => name === '' || names[i] === name)
  return keepsNames && countDefaults(to) >= countDefaults(from)
}

function createRoutine(object: CatalogObject, or = ''): string {
  const isProcedure = object.kind === 'procedure'
  return [
    `CREATE ${or}${object.kind.toUpperCase()} ${withoutArguments(object.identity)}(${describeArguments(object)})`,
    !isProcedure && ` RETURNS ${describeResult(object)}`,
    ` ${words(`LANGUAGE ${text(object, 'prolang')}`, ...describeTraits(object))}`,
    ...describeSettings(list(object, 'proconfig')).map(it => ` SET ${it}`),
    describeBody(object),
  ]
    .filter(it => typeof it === 'string')
    .join('\n')
}

const volatilities: Record<string, string> = { i: 'IMMUTABLE', s: 'STABLE' }
const parallels: Record<string, string> = { s: 'PARALLEL SAFE', r: 'PARALLEL RESTRICTED' }

function describeTraits(object: CatalogObject): (string | false | undefined)[] {
  const transforms = list(object, 'protrftypes')
  const isBuilt = ['c', 'internal'].includes(text(object, 'prolang') ?? '')
  const [cost, rows] = [text(object, 'procost'), text(object, 'prorows') ?? '0']
  return [
    transforms.length > 0 && `TRANSFORM ${transforms.map(it => `FOR TYPE ${it}`).join(', ')}`,
    text(object, 'prokind') === 'w' && 'WINDOW',
    volatilities[text(object, 'provolatile') ?? ''],
    flag(object, 'proisstrict') && 'STRICT',
    flag(object, 'prosecdef') && 'SECURITY DEFINER',
    flag(object, 'proleakproof') && 'LEAKPROOF',
    parallels[text(object, 'proparallel') ?? ''],
    object.kind !== 'procedure' && cost !== (isBuilt ? '1' : '100') && `COST ${cost}`,
    flag(object, 'proretset') && rows !== '1000' && `ROWS ${rows}`,
    text(object, 'prosupport') !== undefined && `SUPPORT ${withoutArguments(text(object, 'prosupport')!)}`,
  ]
}

function describeBody(object: CatalogObject): string {
  const body = expression(object, 'prosqlbody')
  if (body !== undefined) return body
  const [source, library] = [text(object, 'prosrc') ?? '', text(object, 'probin')]
  if (library !== undefined) return `AS ${literal(library)}, ${literal(source)}`
  return `AS ${dollarQuote(source)}`
}
