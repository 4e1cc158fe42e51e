import {
  type Node,
  parseExpression,
  parseNodes,
  quoteLiteral,
  readPlpgsql,
  stringsOf,
  walkNodes,
} from '../sql/index.ts'
import { builtins } from './builtins.gen.ts'
import { type Frame, openFrame, scopeOf } from './frame.ts'
import type { Model, Routine } from './model.ts'
import { findRoutines, identityOf } from './names.ts'
import { playPlpgsql } from './plpgsql-play.ts'
import { bindVariables } from './plpgsql-variables.ts'
import type { Recorder } from './recorder.ts'
import { evaluate } from './value.ts'

type FuncCall = Extract<Node, { FuncCall: unknown }>['FuncCall']

/** Plays every function that a query or an expression calls, as far as its body is known. */
export function playCalls(tree: unknown, recorder: Recorder): void {
  walkNodes(tree, node => {
    if ('FuncCall' in node) playCall(node.FuncCall, recorder)
  })
}

/** Plays a call of a function or procedure. */
export function playCall({ funcname, args = [] }: FuncCall, recorder: Recorder): void {
  const names = stringsOf(funcname)
  const routine = chooseRoutine(findRoutines(recorder.model, names), args.length)
  if (routine === undefined) {
    playUnknown(names, args, recorder)
    return
  }
  // What a call of itself does is what it does already.
  if (recorder.calls.includes(routine) || routine.kind === 'aggregate') return
  recorder.calls.push(routine)
  withSettings(routine, recorder.model, () => playRoutine(routine, args, recorder))
  recorder.calls.pop()
}

function playRoutine(routine: Routine, args: readonly Node[], recorder: Recorder): void {
  const scope = scopeOf(recorder.model)
  const inputs = readInputs(routine)
  const frame = openFrame(
    recorder,
    new Map(inputs.map(({ name, initial }, i) => [name, evaluate(args[i] ?? initial, scope)])),
  )
  if (routine.language === 'plpgsql') playSource(routine, frame)
  else if (routine.language === 'sql') playSql(routine, frame)
  else if (routine.volatility === 'volatile') {
    recorder.leaveUnfollowed(`${identityOf(routine)}() in ${routine.language} is not followed`)
  }
}

function playSource(routine: Routine, frame: Frame): void {
  const body = readPlpgsql(writeRoutine(routine))
  if (body === undefined) frame.recorder.leaveUnfollowed(`the body of ${identityOf(routine)}() is not read`)
  else playPlpgsql(body, frame)
}

/** The statements of a string, or those between BEGIN ATOMIC and END as the server prints them. */
function playSql({ body = '' }: Routine, { recorder, variables }: Frame): void {
  const statements = /^begin atomic\b(.*)\bend$/is.exec(body.trim())?.[1] ?? body
  for (const node of parseNodes(statements) ?? []) recorder.playNested(bindVariables(node, variables))
}

/** The routine as a statement would make it, for PL/pgSQL's parser. */
function writeRoutine({ kind, parameters, returns, body = '' }: Routine): string {
  const returned = kind === 'procedure' || returns === undefined ? '' : ` returns ${returns}`
  const word = kind === 'procedure' ? 'procedure' : 'function'
  return `create ${word} f(${parameters.join(', ')})${returned} language plpgsql as ${quoteLiteral(body)}`
}

/** The names of what is passed to it, of which one without a name is `$1`, and what is taken where nothing is passed. */
function readInputs({ parameters }: Routine): { name: string; initial?: Node }[] {
  return parameters
    .filter(parameter => !/^out\b/i.test(parameter))
    .map((parameter, i) => {
      const [, initial] = / default (.*)$/is.exec(parameter) ?? []
      const [, quoted, plain] =
        /^(?:(?:inout|variadic|in)\s+)?(?:"([^"]+)"|([\w$]+))\s+\S/i.exec(parameter) ?? []
      const name = quoted ?? plain?.toLowerCase() ?? `$${i + 1}`
      return { name, initial: initial === undefined ? undefined : parseExpression(initial) }
    })
}

/** The one that takes so many arguments; others of the same name may have defaults. */
function chooseRoutine(routines: readonly Routine[], count: number): Routine | undefined {
  return (
    routines.find(routine => routine.arguments.length === count) ??
    routines.find(routine => routine.arguments.length > count) ??
    routines[0]
  )
}

const builtinNames = new Set([...builtins.volatile, ...builtins.stable])

/** PostgreSQL's own functions do nothing to tables; of another one nobody knows. */
function playUnknown(names: readonly string[], args: readonly Node[], recorder: Recorder): void {
  const [name = '', schema] = names.toReversed()
  if (schema !== undefined && schema !== 'pg_catalog' && recorder.model.gaps.length > 0) {
    recorder.assume(`what ${names.join('.')}() does is not known`)
  }
  if (name === 'set_config' && builtinNames.has(name)) setSetting(args, recorder.model)
}

function setSetting(args: readonly Node[], model: Model): void {
  const [name, value] = args.map(arg => evaluate(arg, scopeOf(model)))
  if (typeof name === 'string' && typeof value === 'string') model.settings.set(name.toLowerCase(), value)
}

/** Runs with what the routine sets for itself, such as `search_path=app`. */
function withSettings({ settings }: Routine, model: Model, play: () => void): void {
  const before = new Map(model.settings)
  for (const setting of settings) {
    const [name = '', ...value] = setting.split('=')
    model.settings.set(name.trim().toLowerCase(), value.join('=').trim())
  }
  play()
  if (settings.length > 0) model.settings = before
}
