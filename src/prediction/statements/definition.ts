import { type NodeOf, quoteQualified } from '../../sql/index.ts'
import { createObject, nameOfNew, namesIn } from '../creation.ts'
import { findOption } from '../def-elem.ts'
import type { Routine } from '../model.ts'
import { findType, identityOf } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { describeRoutine, inputTypes } from '../routines.ts'
import { defineStatement } from '../statement-play.ts'
import { formatType, readTypeName } from '../type-ref.ts'

type Definition = NodeOf<'DefineStmt'>

export const definition = defineStatement({
  nodes: ['DefineStmt'],
  sources: [
    'DefineAggregate(), DefineOperator(), DefineType(), DefineCollation() and DefineTS…() in commands/',
  ],
  play(node, recorder) {
    const { kind = 'OBJECT_TYPE', defnames = [], if_not_exists: isExistingFine = false } = node
    const { schema, name } = nameOfNew(recorder, defnames.flatMap(namesIn))
    if (kind === 'OBJECT_AGGREGATE') createAggregate(node, { schema, name }, recorder)
    else if (kind === 'OBJECT_TYPE') createType(node, { schema, name }, recorder)
    else if (kind === 'OBJECT_OPERATOR') {
      createObject(recorder, 'operator', `${quoteQualified(schema)}.${name}(${operands(node, recorder)})`)
    } else createObject(recorder, kinds[kind] ?? kind, quoteQualified(schema, name), { isExistingFine })
  },
})

const kinds: Record<string, string> = {
  OBJECT_COLLATION: 'collation',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSTEMPLATE: 'text search template',
}

/** An operator with one operand has none on the left. */
function operands({ definition = [] }: Definition, { model }: Recorder): string {
  return ['leftarg', 'rightarg']
    .map(side => findOption(definition, side)?.arg)
    .map(arg =>
      arg !== undefined && 'TypeName' in arg ? formatType(readTypeName(arg.TypeName, model)) : 'NONE',
    )
    .join(',')
}

function createAggregate(
  { args = [], replace = false }: Definition,
  place: { schema: string; name: string },
  recorder: Recorder,
): void {
  const [list] = args
  const parameters = list !== undefined && 'List' in list ? (list.List.items ?? []) : []
  const made: Routine = {
    ...place,
    kind: 'aggregate',
    arguments: inputTypes(parameters, recorder.model),
    parameters: [],
    language: 'internal',
    volatility: 'immutable',
    isSecurityDefiner: false,
    settings: [],
    isExisting: false,
    uses: [],
  }
  const key = identityOf(made)
  const others = recorder.model.routines.get(key) ?? []
  const former = others.find(it => it.arguments.join() === made.arguments.join())
  if (former !== undefined && !replace) recorder.fail('42723', `function "${made.name}" already exists`)
  recorder.model.routines.set(key, [...others.filter(it => it !== former), made])
  recorder.change({
    change: former === undefined ? 'created' : 'changed',
    ...describeRoutine(made),
    isExisting: former?.isExisting ?? false,
  })
}

/** A type without a definition is a shell that waits for one. */
function createType(
  { definition }: Definition,
  place: { schema: string; name: string },
  recorder: Recorder,
): void {
  const identity = identityOf(place)
  const former = recorder.model.types.get(identity)
  const isShell = former?.kind === 'base' && former.isShell
  const isTaken = isShell ? definition === undefined : findType(recorder.model, [place.schema, place.name])
  if (isTaken) recorder.fail('42710', `type "${place.name}" already exists`)
  recorder.model.types.set(identity, {
    ...place,
    ...{ kind: 'base', isExisting: former?.isExisting ?? false, isKnown: true },
    ...{ labels: [], isNullable: true, checks: [], isShell: definition === undefined },
  })
  const change = isShell ? 'changed' : 'created'
  recorder.change({ change, kind: 'type', identity, isExisting: former?.isExisting ?? false })
}
