import { toJson } from '../json-text.ts'
import { defineReporter } from '../reporter.ts'

/** The envelope of `schema/report.schema.json`; sections are left out, they repeat the facts. */
export const json = defineReporter({
  name: 'json',
  summary: 'for programs: the whole report, described by schema/report.schema.json',
  render({ command, verdict, findings, facts, examined, notAssessed }, { isOneLine }) {
    return toJson({ version: 1, command, verdict, findings, facts, examined, notAssessed }, isOneLine)
  },
})
