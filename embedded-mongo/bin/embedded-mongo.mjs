#!/usr/bin/env node
// The command of the workspace: TypeScript sources run through tsx, which the repository installs.
import 'tsx'
const { run } = await import('../src/cli.ts')
run(process.argv.slice(2))
