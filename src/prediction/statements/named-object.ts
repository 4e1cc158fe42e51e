import { type Node, quoteIdentifier, quoteQualified, stringsOf, type TypeName } from '../../sql/index.ts'
import { createObject, nameOfNew } from '../creation.ts'
import { findRoutines } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { describeRoutine, findNamedRoutines } from '../routines.ts'
import { defineStatement } from '../statement-play.ts'
import { formatType, readTypeName } from '../type-ref.ts'

/** What the model only knows by its name, in PostgreSQL's words. */
export const namedObject = defineStatement({
  nodes: [
    'CreateAmStmt',
    'CreateCastStmt',
    'CreateConversionStmt',
    'CreateEventTrigStmt',
    'CreateFdwStmt',
    'CreateForeignServerStmt',
    'CreateOpClassStmt',
    'CreateOpFamilyStmt',
    'CreatePLangStmt',
    'CreateSubscriptionStmt',
    'CreateTransformStmt',
    'CreateUserMappingStmt',
  ],
  sources: ['pg_identify_object() in catalog/objectaddress.c'],
  play(node, recorder) {
    const isExistingFine = 'if_not_exists' in node && node.if_not_exists
    const isReplacing = 'replace' in node && node.replace
    const create = (kind: string, identity: string) =>
      createObject(recorder, kind, identity, { isExistingFine, isReplacing })
    if ('amtype' in node) create('access method', quoteIdentifier(node.amname ?? ''))
    else if ('sourcetype' in node) createCast(node, recorder)
    else if ('conversion_name' in node) create('conversion', qualify(recorder, node.conversion_name))
    else if ('eventname' in node) {
      create('event trigger', quoteIdentifier(node.trigname ?? ''))
      needEventFunction(recorder, stringsOf(node.funcname))
    } else if ('user' in node) create('user mapping', `${node.user?.rolename} on server ${node.servername}`)
    else if ('servername' in node) create('server', quoteIdentifier(node.servername ?? ''))
    else if ('fdwname' in node) create('foreign-data wrapper', quoteIdentifier(node.fdwname ?? ''))
    else if ('opclassname' in node) {
      create('operator class', `${qualify(recorder, node.opclassname)} USING ${node.amname}`)
    } else if ('opfamilyname' in node) {
      create('operator family', `${qualify(recorder, node.opfamilyname)} USING ${node.amname}`)
    } else if ('plname' in node) create('language', quoteIdentifier(node.plname ?? ''))
    else if ('subname' in node) create('subscription', quoteIdentifier(node.subname ?? ''))
    else if ('lang' in node) {
      create('transform', `for ${formatName(node.type_name, recorder)} language ${node.lang}`)
    }
  },
})

function needEventFunction(recorder: Recorder, names: string[]): void {
  const [routine] = findRoutines(recorder.model, names)
  if (routine === undefined && recorder.model.gaps.length === 0) {
    recorder.fail('42883', `function ${names.join('.')}() does not exist`)
  }
  if (routine?.returns !== undefined && routine.returns !== 'event_trigger') {
    recorder.fail('42P17', `function ${names.join('.')} must return type event_trigger`)
  }
}

type CreateCast = Extract<Node, { CreateCastStmt: unknown }>['CreateCastStmt']

function createCast(node: CreateCast, recorder: Recorder): void {
  const { sourcetype, targettype, context, func, inout } = node
  const [from, to] = [formatName(sourcetype, recorder), formatName(targettype, recorder)]
  const { casts } = recorder.model
  if (casts.has(`${from}>${to}`)) {
    recorder.fail('42710', `cast from type ${from} to type ${to} already exists`)
  }
  const [routine] = func === undefined ? [] : findNamedRoutines(recorder.model, func)
  casts.set(`${from}>${to}`, {
    context: contexts[context ?? ''] ?? 'explicit',
    method: func !== undefined ? 'function' : inout ? 'inout' : 'binary',
    function: routine && describeRoutine(routine).identity,
  })
  const identity = `(${from} AS ${to})`
  recorder.change({ change: 'created', kind: 'cast', identity, isExisting: false })
}

const contexts: Record<string, 'implicit' | 'assignment' | 'explicit'> = {
  COERCION_IMPLICIT: 'implicit',
  COERCION_ASSIGNMENT: 'assignment',
}

function formatName(type: TypeName | undefined, { model }: Recorder): string {
  return type === undefined ? '' : formatType(readTypeName(type, model))
}

function qualify(recorder: Recorder, names: readonly Node[] = []): string {
  const { schema, name } = nameOfNew(recorder, stringsOf(names))
  return quoteQualified(schema, name)
}
