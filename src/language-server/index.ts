export type { Examination, Examine } from './examination.ts'
export { type ServerOptions, serve } from './serve.ts'
