/**
 * When a hook is run:
 * - `before`, `after`: a run that has something to do, in a session and a transaction of its own;
 * - `beforeEach`, `afterEach`: each migration, as a part of its script, in its transaction where it has one;
 * - `failed`: a run that ended in an error, once what it left open is taken back.
 */
export const moments = ['before', 'beforeEach', 'afterEach', 'after', 'failed'] as const
export type Moment = (typeof moments)[number]
export type Direction = 'up' | 'down'

export interface HookPlace {
  moment: Moment
  /** Missing where it is run in both. */
  direction?: Direction
}

/** A program with its arguments; no shell reads them. */
export interface HookCommand {
  command: readonly string[]
  /** The folder in which it is run. Default: the working directory. */
  cwd?: string
}

/** As a project says it: the path of an SQL file, or a command. */
export type HookDefinition = string | HookCommand
export type HookDefinitions = Partial<Record<Moment, readonly HookDefinition[]>>
