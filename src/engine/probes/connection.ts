import { describeConninfo } from '../conninfo-description.ts'
import { defineProbe, type Problem } from '../doctor-probe.ts'

export const connection = defineProbe({
  name: 'connection',
  title: 'Connection',
  theme: 'Connection',
  group: 'correctness',
  why: 'Every command that looks at this database connects with these settings.',
  needs: 'target',
  async check({ conninfo, failure }) {
    const settings = conninfo === undefined ? [] : describeConninfo(conninfo)
    const problems: Problem[] = (conninfo?.warnings ?? []).map(message => ({ severity: 'warning', message }))
    if (failure !== undefined) {
      const { message, hint, code } = failure
      problems.push({
        severity: 'error',
        message,
        remedy: hint,
        evidence: { code },
      })
    }
    return { facts: settings.map(({ keyword, ...rest }) => ({ setting: keyword, ...rest })), problems }
  },
})
