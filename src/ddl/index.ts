export { type DumpOptions, planDump } from './dump.ts'
export { type Plan, planChanges, type Step } from './plan.ts'
export type { Circumstances } from './scene.ts'
export { type Batch, batchSteps, preamble, renderChanges, renderDump } from './script.ts'
