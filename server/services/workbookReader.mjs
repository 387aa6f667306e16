import { Worker } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// While a workbook is parsed this process hears of nothing. A thread sees that the server has died – whoever is left
// without a parent gets another one – and ends it within a quarter of a second.
const WATCH = `
  const { workerData } = require('node:worker_threads')
  setInterval(() => process.ppid === workerData || process.kill(process.pid, 'SIGKILL'), 250)`
new Worker(WATCH, { eval: true, workerData: Number(process.argv[2]), execArgv: [] }).unref()

// A process of its own does not inherit the loader of TypeScript.
register()
await import('./workbookReader.ts')
