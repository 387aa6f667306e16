// Runs the checks of package.json that it is given, two at a time, and says what each said when it has ended.
// Plain JavaScript, because it runs before anything is checked.
import { spawn } from 'node:child_process'

const waiting = process.argv.slice(2)
const failed = []

function run(check) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', `check:${check}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
    child.once('close', (code) => {
      if (code !== 0) failed.push(check)
      process.stdout.write(`check ${check}: ${code === 0 ? 'passed' : 'failed'}\n${Buffer.concat(said)}`)
      resolve()
    })
  })
}

async function lane() {
  for (let check = waiting.shift(); check; check = waiting.shift()) await run(check)
}

await Promise.all([lane(), lane()])
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`)
  process.exit(1)
}
