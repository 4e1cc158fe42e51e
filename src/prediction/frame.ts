import { splitIdentity } from '../catalog/index.ts'
import { parseExpression } from '../sql/index.ts'
import type { Model } from './model.ts'
import { findRelation, findType, identityOf, searchPath } from './names.ts'
import { answerQuery } from './query.ts'
import type { Recorder } from './recorder.ts'
import { evaluate, type Row, type Scope, type Value } from './value.ts'

/** A call of a routine, or a DO block, while its body is played: what is known of its variables. */
export interface Frame {
  recorder: Recorder
  /** By name in small letters; nothing where the value is not known. */
  variables: Map<string, Value | Row | undefined>
  scope: Scope
}

export function openFrame(recorder: Recorder, variables: Frame['variables'] = new Map()): Frame {
  return { recorder, variables, scope: scopeOf(recorder.model, variables) }
}

/** Where names are the given variables, and catalogs those of the model. */
export function scopeOf(model: Model, variables: Frame['variables'] = new Map()): Scope {
  return {
    lookUp: names => lookUp(variables, names),
    query: (select, outer) => answerQuery(model, select, outer),
    call: (name, args) => callOnModel(model, name, args),
  }
}

function lookUp(variables: Frame['variables'], names: readonly string[]): Value | undefined {
  const [last = '', owner] = names.toReversed()
  const record = owner === undefined ? undefined : variables.get(owner)
  if (record instanceof Map) return record.get(last)
  const value = variables.get(last)
  return value instanceof Map ? undefined : value
}

/** The value of an expression in the text of a body. */
export function evaluateText(text: string, { scope }: Frame): Value | undefined {
  return evaluate(parseExpression(text), scope)
}

/** Functions and casts that look a name up. */
function callOnModel(model: Model, name: string, [arg]: Value[]): Value | undefined {
  if (name === 'current_schema') return searchPath(model).find(schema => model.schemas.has(schema))
  const find = typeof arg === 'string' ? finders[name.replace(/^to_/, '')] : undefined
  const isKnownToFail = name.startsWith('to_') && model.gaps.length === 0
  return (
    find?.(model, splitIdentity(toLowerCase(arg as string))) ?? (find && isKnownToFail ? null : undefined)
  )
}

const finders: Record<string, (model: Model, names: string[]) => string | undefined> = {
  regclass: (model, names) => {
    const [relname = '', schemaname] = names.toReversed()
    const relation = findRelation(model, schemaname === undefined ? { relname } : { relname, schemaname })
    return relation && identityOf(relation)
  },
  regtype: findType,
  regnamespace: (model, [name = '']) => (model.schemas.has(name) ? name : undefined),
}

/** As the server reads a name: small letters, but for what is quoted. */
function toLowerCase(name: string): string {
  return name.replace(/"[^"]*"|[^"]+/g, part => (part.startsWith('"') ? part : part.toLowerCase()))
}
