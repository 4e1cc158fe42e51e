import { didYouMean } from '../base/index.ts'
import type { Secret } from '../engine/index.ts'
import { BrokenHistoryError, SelectionError } from './errors.ts'
import { type PlaceholderTypeName, placeholderTypes } from './placeholder-types.ts'

export type PlaceholderValue = string | number | boolean

/** What a project says of a placeholder once and for all. */
export interface PlaceholderDeclaration {
  /** By default what its mark says, and else what its tool does: most write the value as it is. */
  type?: PlaceholderTypeName
  /** Where none is given. */
  value?: PlaceholderValue
  /** The environment variable that has the value, where neither is there. */
  env?: string
  /** Whether the value may be shown and kept nowhere: something stands in for it until it is sent. */
  isSecret?: boolean
}

export interface PlaceholderOptions {
  /** Values by name, without the tool's marks; a name that no file has is an error. */
  placeholders?: Readonly<Record<string, PlaceholderValue>>
  declarations?: Readonly<Record<string, PlaceholderDeclaration>>
  /** Whether each placeholder has a value, and each value a placeholder; else an error says which has none. Default: yes. */
  isComplete?: boolean
}

/** A placeholder in a file. */
export interface Mark {
  name: string
  /** As it stands there. */
  text: string
  file: string
  /** From 1. */
  line: number
}

interface Filling {
  /** What the mark itself says of how the value is written. */
  form?: PlaceholderTypeName
  /** Whether somebody has to say it; otherwise the value is written as it is. */
  needsType?: boolean
  /** What the tool's own settings give. */
  own?: string
}

/** The values of a history's placeholders, as its format asks for them. */
export interface Placeholders {
  /** The value itself, for what is not in a script. */
  find(name: string): string | undefined
  /**
   * The SQL that takes the place of a mark; nothing where there is no value.
   *
   * @throws {BrokenHistoryError} for a value that is not of its type.
   */
  fill(mark: Mark, filling?: Filling): string | undefined
  /** The same, where a mark without a value is an error. */
  require(mark: Mark, filling?: Filling & { hint?: string }): string | undefined
  /** Those that were filled in. */
  secrets: readonly Secret[]
  /** @throws {SelectionError} for a value that was given and that no mark has asked for. */
  refuseUnused(): void
}

/** `normalize` is how a tool tells names apart. */
export function makePlaceholders(
  { placeholders = {}, declarations = {}, isComplete = true }: PlaceholderOptions,
  normalize: (name: string) => string = name => name,
): Placeholders {
  const byName = <T>(values: Readonly<Record<string, T>>) =>
    new Map(Object.entries(values).map(([name, value]) => [normalize(name), value]))
  const given = byName(placeholders)
  const declared = byName(declarations)
  const asked = new Set<string>()
  const secrets: Secret[] = []

  function find(name: string): string | undefined {
    const key = normalize(name)
    asked.add(key)
    const { value, env } = declared.get(key) ?? {}
    const found = given.get(key) ?? value ?? (env === undefined ? undefined : process.env[env])
    return found === undefined ? undefined : String(found)
  }

  function fill(mark: Mark, { form, needsType = false, own }: Filling = {}): string | undefined {
    const value = find(mark.name) ?? own
    if (value === undefined) return undefined
    const { type, isSecret = false } = declared.get(normalize(mark.name)) ?? {}
    for (const said of [type, form]) if (said !== undefined) requireFit(mark, said, value, isSecret)
    if (form === undefined && type === undefined && needsType) {
      throw broken(mark, `${mark.text} has no type`, {
        hint: `Write :'${mark.name}' for text or :"${mark.name}" for a name, or declare a type in the configuration: migrate.placeholders`,
      })
    }
    const written = form ?? type ?? 'sql'
    const { write } = placeholderTypes[written]
    if (!isSecret) return write(value)
    if (written !== 'text' && written !== 'sql')
      throw broken(mark, `${mark.text} is a secret, which can be text or sql, and not ${written}`)
    const standIn = write(`‹${mark.name}›`)
    const secret = { standIn, sql: write(value), value }
    // What stands in for text has what stands in for SQL within it, so it is replaced first.
    if (!secrets.some(it => it.standIn === standIn))
      secrets.splice(written === 'text' ? 0 : secrets.length, 0, secret)
    return standIn
  }

  return {
    find,
    fill,
    secrets,
    require(mark, filling) {
      const sql = fill(mark, filling)
      if (sql !== undefined || !isComplete) return sql
      const { env } = declared.get(normalize(mark.name)) ?? {}
      const variable = env === undefined ? '' : `, or set the environment variable ${env}`
      throw broken(mark, `no value for the placeholder ${mark.text}`, {
        hint: filling?.hint ?? `Give it: --placeholder ${mark.name}=<value>${variable}`,
      })
    },
    refuseUnused() {
      const unused = [...given.keys()].find(name => !asked.has(name))
      if (unused === undefined || !isComplete) return
      throw new SelectionError(
        `no file has a placeholder "${unused}", for which a value is given.${didYouMean(unused, [...asked])}`,
      )
    },
  }
}

function requireFit(mark: Mark, type: PlaceholderTypeName, value: string, isSecret: boolean): void {
  const { fits, title } = placeholderTypes[type]
  if (fits(value)) return
  throw broken(
    mark,
    `the value of ${mark.text}${isSecret ? '' : `, ${JSON.stringify(value)},`} is no ${title}`,
  )
}

function broken({ file, line }: Mark, problem: string, details?: { hint: string }): BrokenHistoryError {
  return new BrokenHistoryError([`${file}:${line}`], problem, details)
}
