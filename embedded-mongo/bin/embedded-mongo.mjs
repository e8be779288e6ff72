#!/usr/bin/env node
// The command of the workspace: its TypeScript sources run through tsx.
import 'tsx'
const cli = await import('../src/cli.ts')
;(cli.run ?? cli.default.run)(process.argv.slice(2))
