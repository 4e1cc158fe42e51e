export type { Change, Example, Problem, Rule } from './rule.ts'
export { rules } from './rules.gen.ts'
export { runRules } from './run-rules.ts'
