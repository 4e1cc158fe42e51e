import { defineProbe, type Problem } from '../doctor-probe.ts'

/** The oldest that pgwright runs on, as in `engines` of package.json. */
const oldest = [20, 19] as const

/** Last day of support of each major: https://github.com/nodejs/Release */
const supportedUntil: Record<number, string> = { 20: '2026-04-30', 22: '2027-04-30', 24: '2028-04-30' }

export const nodeVersion = defineProbe({
  name: 'node-version',
  title: 'Node.js',
  theme: 'This machine',
  group: 'compatibility',
  why: 'An older Node.js lacks what pgwright is built on; one past its end of life gets no security fixes.',
  async check() {
    const facts = [{ setting: 'Node.js', value: process.versions.node, source: process.execPath }]
    return { facts, problems: judgeVersion(process.versions.node, new Date()) }
  },
})

/** Whether this version is too old, or past its end of life on that day. */
export function judgeVersion(version: string, today: Date): Problem[] {
  const [major, minor] = version.split('.').map(Number) as [number, number]
  const remedy = 'Install the newest long-term release: https://nodejs.org'
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return [{ severity: 'error', message: `Node.js ${version} is older than ${oldest.join('.')}`, remedy }]
  }
  const end = supportedUntil[major]
  if (end === undefined || today <= new Date(`${end}T23:59:59Z`)) return []
  return [{ severity: 'info', message: `Node.js ${major} is past its end of life, which was ${end}`, remedy }]
}
