import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'

/** Ends the embedded server that global-setup started, and removes its folder. */
export default async function stopDatabase(): Promise<void> {
  const started = Reflect.get(globalThis, 'linliTestDatabase') as
    { child: ChildProcess; dataDir: string } | undefined
  if (!started) return
  started.child.kill('SIGTERM')
  await once(started.child, 'exit')
  rmSync(started.dataDir, { recursive: true, force: true })
}
