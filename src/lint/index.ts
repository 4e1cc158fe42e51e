export { type Change, defineRule, type Example, type Problem, type Rule } from './rule.ts'
export { rules } from './rules.gen.ts'
export { runRules } from './run-rules.ts'
