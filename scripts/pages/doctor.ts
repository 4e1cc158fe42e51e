import type { Probe } from '../../src/engine/doctor-probe.ts'
import { mark, type Page, renderTable } from './markdown.ts'

/** What `pgwright doctor` looks at. */
export function renderDoctorPage(probes: readonly Probe[]): Page {
  const rows = probes.map(({ name, title, theme, why, fix }) => [
    `\`${name}\``,
    title,
    theme,
    why,
    fix === undefined ? '' : 'yes',
  ])
  return {
    file: 'docs/reference/doctor.md',
    text: `${mark('src/engine/probes')}
# Doctor

What \`pgwright doctor\` looks at. \`pgwright doctor --fix\` repairs what it safely can, on this machine only. A probe that could
not be made is reported as not assessed, never as clean.

${renderTable(['probe', 'what should hold', 'theme', 'why', '--fix'], rows)}
`,
  }
}
