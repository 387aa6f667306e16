import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

// On Linux this is the priority of the thread alone, elsewhere that of all of the program: whoever waits for a page goes first.
if (process.platform === 'linux') {
  try {
    setPriority(0, 10)
  } catch {
    // a container that forbids it runs them as equals
  }
}

// A thread does not inherit the loader of TypeScript.
register()
const { TASKS } = await import(workerData.tasks)

/** Buffers that a result owns go over without a copy. */
function buffersOf(value, buffers = new Set()) {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) buffers.add(value.buffer)
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) buffersOf(part, buffers)
  }
  return buffers
}

parentPort.on('message', ({ task, input }) => {
  try {
    const output = TASKS[task](input)
    parentPort.postMessage({ output }, [...buffersOf(output)])
  } catch (error) {
    parentPort.postMessage({ stack: String(error?.stack ?? error) })
  }
})
