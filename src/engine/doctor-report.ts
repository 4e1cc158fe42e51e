import { count } from '../base/index.ts'
import type { Cell, Finding, Report, Section, Tone } from '../findings/index.ts'
import { type Outcome, type Probe, type Problem, themes } from './doctor-probe.ts'

/** What came of one probe. */
export interface Examination {
  probe: Probe
  outcome: Outcome
  /** What its fix did. */
  done: string[]
  /** Why it could not be assessed. */
  failure?: string
}

/** Arranges what the probes saw: a table of settings per theme, one of the checks, and what was repaired. */
export function writeReport(examinations: readonly Examination[]): Report {
  const findings = examinations.flatMap(({ probe, outcome }) =>
    (outcome.problems ?? []).map(problem => makeFinding(probe, problem)),
  )
  const notAssessed = examinations.flatMap(({ probe, failure }) =>
    failure === undefined ? [] : [{ what: probe.title, because: failure }],
  )
  const repaired = examinations.flatMap(({ done }) => done)
  return {
    command: 'doctor',
    findings,
    facts: {
      settings: examinations.flatMap(({ probe, outcome }) =>
        (outcome.facts ?? []).map(fact => ({ probe: probe.name, ...fact })),
      ),
      repaired,
    },
    examined: { probes: examinations.length - notAssessed.length },
    notAssessed,
    sections: [
      ...themes.flatMap(theme => listSettings(theme, examinations)),
      listChecks(examinations),
      ...(repaired.length === 0
        ? []
        : [
            {
              kind: 'text' as const,
              title: `Repaired: ${count(repaired.length, 'thing')}`,
              paragraphs: repaired,
            },
          ]),
    ],
  }
}

function makeFinding(probe: Probe, problem: Problem): Finding {
  const { severity, message, remedy, sql, evidence = {} } = problem
  return {
    check: probe.name,
    group: probe.group,
    severity,
    knowledge: 'observed',
    message,
    why: probe.why,
    evidence,
    ...(remedy !== undefined && { remedy: { title: remedy, sql } }),
    docs: 'docs/reference/doctor.md',
  }
}

function listSettings(theme: string, examinations: readonly Examination[]): Section[] {
  const facts = examinations
    .filter(({ probe }) => probe.theme === theme)
    .flatMap(({ outcome }) => outcome.facts ?? [])
  if (facts.length === 0) return []
  const rows = facts.map(({ setting, value, source = '' }): Cell[] => [
    { text: setting },
    { text: value },
    { text: source, tone: 'muted' },
  ])
  return [
    {
      kind: 'table',
      title: theme,
      columns: [{ title: 'Setting' }, { title: 'Value' }, { title: 'Source' }],
      rows,
    },
  ]
}

function listChecks(examinations: readonly Examination[]): Section {
  const rows = examinations.map(examination => {
    const { probe, outcome, failure } = examination
    const messages =
      failure === undefined ? (outcome.problems ?? []).map(({ message }) => message) : [failure]
    const { text, tone } = judgeExamination(examination)
    return [{ text: probe.title }, { text, tone }, { text: messages.join('; ').replace(/\s*\n\s*/g, '; ') }]
  })
  return {
    kind: 'table',
    title: 'Checks',
    columns: [{ title: 'Check' }, { title: 'Result' }, { title: '' }],
    rows,
  }
}

function judgeExamination({ outcome, failure }: Examination): { text: string; tone: Tone } {
  if (failure !== undefined) return { text: 'not assessed', tone: 'caution' }
  const severities = (outcome.problems ?? []).map(({ severity }) => severity)
  if (severities.includes('error')) return { text: 'error', tone: 'bad' }
  if (severities.includes('warning')) return { text: 'warning', tone: 'caution' }
  return severities.length > 0 ? { text: 'note', tone: 'muted' } : { text: 'ok', tone: 'good' }
}
