#!/usr/bin/env node
// Plain JavaScript of old, so that even a Node that is too old can read it and say so.
var wanted = [20, 19]
var have = process.versions.node.split('.').map(Number)

if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  process.stderr.write(
    '需要 Node.js ' + wanted.join('.') + ' 或更高版本，当前是 ' + process.versions.node + '，请升级后再启动。\n' +
    'Node.js ' + wanted.join('.') + ' or later is needed, this is ' + process.versions.node + ': update it, then start again.\n'
  )
  process.exit(1)
}

import('tsx/esm/api')
  .then(function (tsx) {
    tsx.register()
    return import('./cli.ts')
  })
  .then(function (cli) {
    return cli.run(process.argv.slice(2))
  })
  .catch(function (error) {
    if (error && error.code === 'ERR_MODULE_NOT_FOUND') {
      process.stderr.write('程序不完整，请先运行 npm ci。\nThe program is incomplete: run npm ci first.\n')
    } else {
      process.stderr.write(String((error && error.stack) || error) + '\n')
    }
    process.exit(1)
  })
