import { type Node, type NodeOf, stringsOf } from '../../sql/index.ts'
import { nameOfNew } from '../creation.ts'
import { findOption, listOptions, textOfOption } from '../def-elem.ts'
import type { Routine, Use } from '../model.ts'
import { identityOf } from '../names.ts'
import { lookUpFor } from '../query-lookup.ts'
import { readExpressionUses } from '../query-uses.ts'
import type { Recorder } from '../recorder.ts'
import { describeRoutine, inputTypes, writeParameters } from '../routines.ts'
import { defineStatement } from '../statement-play.ts'
import { formatType, readTypeName } from '../type-ref.ts'

type FunctionNode = NodeOf<'CreateFunctionStmt'>

export const createFunction = defineStatement({
  nodes: ['CreateFunctionStmt'],
  sources: ['CreateFunction() in commands/functioncmds.c', 'ProcedureCreate() in catalog/pg_proc.c'],
  play(node, recorder) {
    const made = readRoutine(node, recorder)
    const key = identityOf(made)
    const others = recorder.model.routines.get(key) ?? []
    const former = others.find(it => it.arguments.join() === made.arguments.join())
    if (former !== undefined) refuseReplacement(former, made, node, recorder)
    const isExisting = former?.isExisting ?? false
    recorder.model.routines.set(key, [...others.filter(it => it !== former), { ...made, isExisting }])
    const change = former === undefined ? 'created' : 'changed'
    recorder.change({ change, ...describeRoutine(made), isExisting })
  },
})

function readRoutine(node: FunctionNode, recorder: Recorder): Routine {
  const { funcname, parameters = [], returnType, is_procedure, options = [], sql_body } = node
  const language = textOfOption(findOption(options, 'language')) ?? (sql_body === undefined ? '' : 'sql')
  const volatility = textOfOption(findOption(options, 'volatility')) ?? 'volatile'
  const isSet = returnType?.setof ? 'setof ' : ''
  const { schema, name } = nameOfNew(recorder, stringsOf(funcname))
  return {
    schema,
    name,
    kind: is_procedure ? 'procedure' : 'function',
    arguments: inputTypes(parameters, recorder.model),
    parameters: writeParameters(parameters, recorder.model),
    returns: returnType && isSet + formatType(readTypeName(returnType, recorder.model)),
    language: language.toLowerCase(),
    volatility: volatility as Routine['volatility'],
    isSecurityDefiner: textOfOption(findOption(options, 'security')) === 'true',
    settings: listOptions(options).flatMap(({ defname, arg }) => (defname === 'set' ? readSetting(arg) : [])),
    body: sql_body === undefined ? textOfOption(findOption(options, 'as')) : undefined,
    isExisting: false,
    uses: readUses(sql_body, recorder),
  }
}

/** BEGIN ATOMIC is parsed now, and keeps what it uses; a string is parsed when it runs. */
function readUses(body: Node | undefined, recorder: Recorder): Use[] {
  return body === undefined ? [] : readExpressionUses(body, [], lookUpFor(recorder))
}

function readSetting(arg: Node | undefined): string[] {
  if (arg === undefined || !('VariableSetStmt' in arg)) return []
  const { name = '', args = [] } = arg.VariableSetStmt
  const values = args.flatMap(it =>
    'A_Const' in it ? [it.A_Const.sval?.sval ?? String(it.A_Const.ival?.ival ?? 0)] : [],
  )
  return [`${name}=${values.map(value => (name === 'search_path' ? `"${value}"` : value)).join(', ')}`]
}

/** What OR REPLACE may not change (`ProcedureCreate()`). */
function refuseReplacement(
  former: Routine,
  made: Routine,
  { replace }: FunctionNode,
  recorder: Recorder,
): void {
  if (!replace) recorder.fail('42723', `function "${made.name}" already exists with same argument types`)
  if (former.kind !== made.kind) recorder.fail('42809', 'cannot change routine kind')
  if (made.returns !== undefined && former.returns !== made.returns)
    recorder.fail('42P13', 'cannot change return type of existing function')
  const names = (routine: Routine) => routine.parameters.map(it => it.replace(/ default .*$/s, ''))
  const isRenamed = names(former).some(
    (parameter, i) => /^\w+ \w/.test(parameter) && parameter !== names(made)[i],
  )
  if (isRenamed) recorder.fail('42P13', 'cannot change name of input parameter')
}
