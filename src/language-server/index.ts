export type { Examination, Examine } from './examination.ts'
export { type ExamineOptions, examineFiles } from './examine-files.ts'
export { type ServerOptions, serve } from './serve.ts'
