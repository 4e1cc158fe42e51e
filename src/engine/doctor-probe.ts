import type { Group, Severity } from '../findings/index.ts'
import type { Conninfo } from './conninfo.ts'
import type { Session } from './session.ts'

/** What probes may look at. What a probe `needs` is there when it is asked. */
export interface ProbeContext {
  env: NodeJS.ProcessEnv
  home: string
  conninfo?: Conninfo
  session?: Session
  /** Why there is no `conninfo`, or no `session`. */
  failure?: Error & { hint?: string; code?: string }
}

/** A value that was seen, and where it comes from. */
export interface Fact {
  setting: string
  value: string
  source?: string
}

/** What stands in the way, and what to do. */
export interface Problem {
  severity: Severity
  message: string
  /** What to do, in one sentence; `sql` does it. */
  remedy?: string
  sql?: string
  evidence?: Record<string, unknown>
}

export interface Outcome {
  facts?: Fact[]
  problems?: Problem[]
}

/** The tables of the report, in order. */
export const themes = ['This machine', 'Servers', 'Connection', 'Database'] as const

/** One thing that `doctor` looks at. Both functions may be called any number of times. */
export interface Probe {
  /** Kebab-case, as the file's name. */
  name: string
  /** What is looked at, in two to four words. */
  title: string
  theme: (typeof themes)[number]
  group: Group
  /** What goes wrong when this is not in order. */
  why: string
  /** `target` is a database that somebody named, `session` an open session on it; default: neither. */
  needs?: 'target' | 'session'
  /** Looks and changes nothing; an error means that it could not be assessed. */
  check(context: ProbeContext): Promise<Outcome>
  /** Repairs what is safe to repair; says what it did, one sentence each. */
  fix?(context: ProbeContext): Promise<string[]>
}

/** Declares something that `doctor` looks at; see `probes/`, one file each. */
export function defineProbe(probe: Probe): Probe {
  return probe
}
