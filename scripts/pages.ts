import type { CommandDefinition } from '../src/cli/command.ts'
import type { Probe } from '../src/engine/doctor-probe.ts'
import type { Reporter } from '../src/findings/index.ts'
import type { Format } from '../src/history/index.ts'
import { loadObservations, type Rule } from '../src/lint/index.ts'
import { loadMembers } from './open-sets.ts'
import { renderArchitecture } from './pages/architecture.ts'
import { renderCommandPage } from './pages/commands.ts'
import { renderConfigurationPage } from './pages/configuration.ts'
import { renderCoveragePage } from './pages/coverage.ts'
import { renderDoctorPage } from './pages/doctor.ts'
import { renderHistoryFormatPage, renderReportFormatPage } from './pages/formats.ts'
import type { Page } from './pages/markdown.ts'
import { renderRulePages } from './pages/rules.ts'

/** Every page of docs that follows from the code. */
export async function renderPages(): Promise<Page[]> {
  return [
    ...renderRulePages(await loadMembers<Rule>('src/lint/rules'), await loadObservations()),
    renderCoveragePage(),
    renderCommandPage(await loadMembers<CommandDefinition>('src/cli/commands')),
    renderHistoryFormatPage(await loadMembers<Format>('src/history/formats')),
    renderReportFormatPage(await loadMembers<Reporter>('src/findings/reporters')),
    renderDoctorPage(await loadMembers<Probe>('src/engine/probes')),
    renderConfigurationPage(),
    await renderArchitecture(),
  ]
}
