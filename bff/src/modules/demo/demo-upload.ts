import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { UploadPurpose } from '@linli/shared/files/files.rules'
import type { Deps } from '../../deps'
import type { Actor } from '../../platform/actor'

/** Stores bytes on the way of any upload: checked, encoded anew, and the actor's until something claims them. */
export async function demoUpload(
  { services }: Pick<Deps, 'services'>,
  actor: Actor,
  { purpose, name, bytes }: { purpose: UploadPurpose; name: string; bytes: Buffer },
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'linli-demo-'))
  try {
    const file = path.join(folder, 'upload')
    await writeFile(file, bytes)
    const upload = { path: file, name, bytes: bytes.length }
    return (await services.files.store(actor, { purpose, upload, idempotencyKey: null })).id
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
