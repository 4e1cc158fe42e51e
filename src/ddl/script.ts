import type { Step } from './step.ts'

/** What every script begins with: names mean the same wherever it runs, and functions may come before what they call. */
export const preamble = [
  "SET client_encoding = 'UTF8'",
  'SET standard_conforming_strings = on',
  "SET search_path = ''",
  'SET check_function_bodies = off',
]

/** A part of a script that is run at once: a transaction, or a statement that must be outside of any. */
export interface Batch {
  steps: Step[]
  isTransaction: boolean
}

/**
 * Puts steps into transactions. What may not be in one stands alone, and so does VALIDATE: within the transaction that adds
 * a constraint it would read the rows under that one's lock.
 */
export function batchSteps(steps: readonly Step[]): Batch[] {
  const batches: Batch[] = []
  for (const step of steps) {
    const isTransaction =
      !step.isOutsideTransaction && !/^ALTER TABLE .* VALIDATE CONSTRAINT /s.test(step.sql)
    const last = batches.at(-1)
    if (isTransaction && last?.isTransaction) last.steps.push(step)
    else batches.push({ steps: [step], isTransaction })
  }
  return batches
}

/** The script for people and for psql: what loses something says so above it. */
export function renderChanges(steps: readonly Step[]): string {
  const batches = batchSteps(steps).map(({ steps, isTransaction }) => {
    const statements = steps.map(step => `${describeStep(step)}${step.sql};\n`)
    return isTransaction && steps.length > 1
      ? ['BEGIN;\n', ...statements, 'COMMIT;\n'].join('')
      : statements.join('')
  })
  return [`${preamble.join(';\n')};\n`, ...batches].join('\n')
}

function describeStep({ loses, assumes, isOutsideTransaction }: Step): string {
  return [
    assumes === undefined
      ? ''
      : `-- ASSUMED: ${assumes.kind} ${assumes.to} is what was ${assumes.from}
`,
    loses === undefined ? '' : `-- DESTRUCTIVE: loses ${loses}\n`,
    isOutsideTransaction ? '-- outside a transaction\n' : '',
  ].join('')
}

/** A dump: the statements under the name of the object that they are about. */
export function renderDump(steps: readonly Step[]): string {
  const parts = [`${preamble.join(';\n')};\n`]
  let object = ''
  for (const step of steps) {
    parts.push(step.object === object ? `${step.sql};\n` : `\n${step.sql};\n`)
    object = step.object
  }
  return parts.join('')
}
