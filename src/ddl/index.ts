export { type Plan, planChanges, type Step } from './plan.ts'
