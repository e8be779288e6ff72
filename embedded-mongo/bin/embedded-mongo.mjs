#!/usr/bin/env node
// The command of the workspace: its TypeScript sources as one bundle, the way the product ships them. A loader that
// compiles file by file wraps every closure and every import, which costs a third of the speed.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compileFunction } from 'node:vm'
import { buildSync } from 'esbuild'

const entry = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['lmdb'],
  logLevel: 'error',
})
const command = { exports: {} }
const load = compileFunction(outputFiles[0].text, ['module', 'require', '__dirname'], {
  filename: `${entry}.js`,
})
load(command, createRequire(entry), fileURLToPath(new URL('../src', import.meta.url)))
command.exports.run(process.argv.slice(2))
