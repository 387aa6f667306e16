import type { Config } from './config.ts'
import type { Say } from './contract/error.ts'
import type { Terminal } from './terminal.ts'

/** What a command gets: its words, its options, the configuration, and a voice. */
export interface Call {
  words: string[]
  options: Record<string, string | boolean | undefined>
  config: Config
  out: Terminal
}

export interface Command {
  usage: string
  say: Say
  /** options that take a value, and switches, beside --json, --lang and --help */
  values: string[]
  switches: string[]
  /** the exit code */
  run(call: Call): Promise<number>
}
