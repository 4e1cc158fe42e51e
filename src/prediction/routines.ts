import { type Node, type NodeOf, quoteIdentifier, sketchExpression } from '../sql/index.ts'
import { namesIn } from './creation.ts'
import type { Model, Routine } from './model.ts'
import { findRoutines, identityOf } from './names.ts'
import type { Recorder } from './recorder.ts'
import { formatType, readTypeName } from './type-ref.ts'

type Parameter = NodeOf<'FunctionParameter'>

/** The types by which a routine is told from others of its name. */
export function inputTypes(parameters: readonly Node[], model: Model): string[] {
  return listParameters(parameters)
    .filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE')
    .map(({ argType }) => (argType === undefined ? '' : formatArgument(argType, model)))
}

/** As a catalog has them: `a integer default 1`, `out b text`; the columns of `returns table` are not among them. */
export function writeParameters(parameters: readonly Node[], model: Model): string[] {
  return listParameters(parameters)
    .filter(({ mode }) => mode !== 'FUNC_PARAM_TABLE')
    .map(({ name, argType, mode, defexpr }) => {
      const type = argType === undefined ? '' : formatArgument(argType, model)
      const words = [modes[mode ?? ''], name && quoteIdentifier(name), type]
      const initial = defexpr === undefined ? undefined : `default ${sketchExpression(defexpr)}`
      return [...words, initial].filter(word => word !== undefined).join(' ')
    })
}

const modes: Record<string, string> = {
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
}

function listParameters(parameters: readonly Node[]): Parameter[] {
  return parameters.flatMap(node => ('FunctionParameter' in node ? [node.FunctionParameter] : []))
}

/** Arguments have no length. */
function formatArgument(type: NonNullable<Parameter['argType']>, model: Model): string {
  return formatType({ ...readTypeName(type, model), modifiers: [] })
}

/** As PostgreSQL names it: `function`, `app.total(integer)`. */
export function describeRoutine(routine: Routine): { kind: string; identity: string } {
  return { kind: routine.kind, identity: `${identityOf(routine)}(${routine.arguments.join(',')})` }
}

/** The routines that a name with types, or a name alone, means. */
export function findNamedRoutines(
  model: Model,
  { objname, objargs = [], args_unspecified: isNameAlone = false }: NodeOf<'ObjectWithArgs'>,
): Routine[] {
  const routines = findRoutines(model, (objname ?? []).flatMap(namesIn))
  const types = objargs.flatMap(node => ('TypeName' in node ? [formatArgument(node.TypeName, model)] : ['']))
  return isNameAlone ? routines : routines.filter(it => it.arguments.join() === types.join())
}

/**
 * The one routine that a name means in a statement about `OBJECT_FUNCTION` or the like; fails where there is none or several:
 * `LookupFuncWithArgs()` in parser/parse_func.c.
 */
export function needRoutine(
  recorder: Recorder,
  objectType: string,
  node: NodeOf<'ObjectWithArgs'>,
  isMissingFine = false,
): Routine | undefined {
  const { model } = recorder
  const named = findNamedRoutines(model, node)
  const wanted = node.args_unspecified ? named.filter(it => isOfType(it, objectType)) : named
  const name = (node.objname ?? []).flatMap(namesIn)
  if (wanted.length > 1) recorder.fail('42725', `function name "${name.join('.')}" is not unique`)
  const [routine] = wanted
  if (routine === undefined) {
    if (isMissingFine || model.gaps.length > 0) return undefined
    const [, schema] = name.toReversed()
    if (schema !== undefined && !model.schemas.has(schema))
      recorder.fail('3F000', `schema "${schema}" does not exist`)
    recorder.fail('42883', `function ${name.join('.')} does not exist`)
  }
  if (!isOfType(routine, objectType)) recorder.fail('42809', `${routine.name} is a ${routine.kind}`)
  return routine
}

/** An aggregate is a function too. */
function isOfType({ kind }: Routine, objectType: string): boolean {
  if (objectType === 'OBJECT_ROUTINE') return true
  return objectType === 'OBJECT_FUNCTION'
    ? kind !== 'procedure'
    : objectType === `OBJECT_${kind.toUpperCase()}`
}
