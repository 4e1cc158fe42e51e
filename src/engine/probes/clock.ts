import { formatDuration } from '../../base/index.ts'
import { defineProbe, type Problem } from '../doctor-probe.ts'

const toleratedMs = 2_000

export const clock = defineProbe({
  name: 'clock',
  title: 'Clock',
  theme: 'Database',
  group: 'correctness',
  why: 'What happened here and what happened there are told apart by their times.',
  needs: 'session',
  async check({ session }) {
    const beforeMs = Date.now()
    const [row] = await session!.query<{ nowMs: number; zone: string }>(
      `select (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs", current_setting('TimeZone') as zone`,
    )
    const afterMs = Date.now()
    const differenceMs = Math.max(beforeMs - row!.nowMs, row!.nowMs - afterMs, 0)
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    const facts = [
      { setting: 'Clocks differ by', value: formatDuration(differenceMs), source: 'at least' },
      { setting: 'Time zone of the server', value: row!.zone, source: 'TimeZone' },
      { setting: 'Time zone here', value: here, source: 'operating system' },
    ]
    return { facts, problems: judgeDifference(differenceMs) }
  },
})

function judgeDifference(differenceMs: number): Problem[] {
  if (differenceMs <= toleratedMs) return []
  const message = `The clocks of this machine and of the server differ by ${formatDuration(differenceMs)}`
  return [
    { severity: 'warning', message, remedy: 'Let both follow a time server.', evidence: { differenceMs } },
  ]
}
