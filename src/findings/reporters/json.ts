import { toJson } from '../json-text.ts'
import { defineReporter } from '../reporter.ts'

/** The envelope of `schema/report.schema.json`. Sections are left out: they say the same as the facts, for people. */
export const json = defineReporter({
  name: 'json',
  summary: 'for programs: the whole report, described by schema/report.schema.json',
  render({ command, verdict, findings, facts, examined, notAssessed }) {
    return toJson({ version: 1, command, verdict, findings, facts, examined, notAssessed })
  },
})
