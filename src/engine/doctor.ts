import { homedir } from 'node:os'
import { PgwrightError } from '../base/index.ts'
import type { Report } from '../findings/index.ts'
import { type ConninfoOptions, resolveConninfo } from './conninfo.ts'
import { isDatabaseGiven } from './conninfo-choice.ts'
import { type Outcome, type Probe, type ProbeContext, type Problem, themes } from './doctor-probe.ts'
import { type Examination, writeReport } from './doctor-report.ts'
import { probes } from './probes.gen.ts'
import { connectTarget } from './target.ts'

export interface DoctorOptions extends ConninfoOptions {
  /** Repair what is safe to repair. */
  fix?: boolean
}

/**
 * Examines this machine, and the database if one is given: with `fix` repairs first. It throws nothing for what is
 * out of order, that is a finding; what could not be examined is in `notAssessed`.
 */
export async function runDoctor(options: DoctorOptions = {}): Promise<Report> {
  const context = await openContext(options)
  try {
    const examinations: Examination[] = []
    for (const probe of themes.flatMap(theme => probes.filter(each => each.theme === theme))) {
      if (probe.needs !== undefined && !isTargetGiven(context)) continue
      examinations.push(await examine(probe, context, options.fix === true))
    }
    return writeReport(examinations)
  } finally {
    await context.session?.close()
  }
}

async function openContext(options: DoctorOptions): Promise<ProbeContext> {
  const { env = process.env, home = homedir() } = options
  const context: ProbeContext = { env, home }
  if (!isDatabaseGiven(options)) return context
  try {
    context.conninfo = await resolveConninfo(options)
    context.session = await connectTarget(context.conninfo)
  } catch (error) {
    context.failure = expectFailure(error)
  }
  return context
}

function isTargetGiven(context: ProbeContext): boolean {
  return context.conninfo !== undefined || context.failure !== undefined
}

async function examine(probe: Probe, context: ProbeContext, isFix: boolean): Promise<Examination> {
  if (probe.needs === 'session' && context.session === undefined) {
    return { probe, outcome: {}, done: [], failure: 'there is no connection' }
  }
  try {
    const outcome = await probe.check(context)
    return isFix && outcome.problems?.length
      ? await repair(probe, context, outcome)
      : { probe, outcome, done: [] }
  } catch (error) {
    return { probe, outcome: {}, done: [], failure: expectFailure(error).message }
  }
}

/** What is left after the repair; one that fails leaves the problems, and is one more. */
async function repair(probe: Probe, context: ProbeContext, before: Outcome): Promise<Examination> {
  try {
    const done = (await probe.fix?.(context)) ?? []
    return { probe, outcome: done.length === 0 ? before : await probe.check(context), done }
  } catch (error) {
    const { message, hint } = expectFailure(error)
    const failed: Problem = { severity: 'error', message: `The repair failed: ${message}`, remedy: hint }
    return { probe, outcome: { ...before, problems: [...(before.problems ?? []), failed] }, done: [] }
  }
}

/** Errors that mean a defect of ours are not made into findings; what the operating system refuses is none. */
function expectFailure(error: unknown): Error & { hint?: string; code?: string } {
  if (error instanceof PgwrightError || (error instanceof Error && 'syscall' in error)) return error
  throw error
}
