import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('peers', import.meta.url))

/** Installs the peers into `bench/peers/node_modules`; their own wishes for a newer Node are only warnings. */
export function installPeers(): void {
  if (existsSync(`${folder}/node_modules`)) return
  execFileSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
}

export interface Question {
  from: string
  to: string
  /** Only time and memory are asked for. */
  isQuiet?: boolean
}

export interface Answer {
  text?: string
  peakBytes?: number
  /** The first line of what went wrong. */
  error?: string
}

/** One tool in a process of its own, which is started when first needed and anew when it died. */
export class PeerWorker {
  #tool: string
  #child: ChildProcess | undefined

  constructor(tool: string) {
    this.#tool = tool
  }

  /** Waits for the process to be ready, so that its start is in nobody's time. */
  async start(): Promise<Answer> {
    if (this.#child?.connected) return {}
    const child = fork(`${folder}/worker.mjs`, [this.#tool], {
      cwd: folder,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child = child
    return this.#receive(child, 60_000)
  }

  async ask(question: Question, timeoutMs = 300_000): Promise<Answer> {
    const started = await this.start()
    if (started.error !== undefined) return started
    this.#child!.send(question)
    return this.#receive(this.#child!, timeoutMs)
  }

  stop(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  #receive(child: ChildProcess, timeoutMs: number): Promise<Answer> {
    return new Promise(resolve => {
      let noise = ''
      const settle = (answer: Answer) => {
        clearTimeout(timer)
        child.removeAllListeners('message').removeAllListeners('exit')
        child.stderr?.removeAllListeners('data')
        resolve(answer)
      }
      const timer = setTimeout(() => {
        this.stop()
        settle({ error: `not done after ${timeoutMs / 1000} s` })
      }, timeoutMs)
      child.stderr?.on('data', text => {
        noise = `${noise}${text}`.slice(-4000)
      })
      child.once('message', settle)
      child.once('exit', (code, signal) => {
        this.#child = undefined
        const reason = /FATAL ERROR: .*|^\w*Error: .*/m.exec(noise)?.[0]
        settle({ error: reason ?? `ended with ${signal ?? code}` })
      })
    })
  }
}
