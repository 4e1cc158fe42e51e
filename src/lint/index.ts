export { foresee } from './foresee.ts'
export type { Change, ChangedMigration, Example, Problem, Rule, Scene } from './rule.ts'
export { rules } from './rules.gen.ts'
export { type JudgeOptions, judgeObserved, judgePredicted, type RuleChoices } from './run-rules.ts'
