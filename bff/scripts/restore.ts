import { access } from 'node:fs/promises'
import path from 'node:path'
import { rawIndexesIn } from '../src/database'
import type { Settings } from '../src/env'
import { restoreBackup } from '../src/platform/backup/restore-backup'
import { ensureIndexes } from '../src/platform/mongo-indexes'
import { StartupError } from '../src/platform/startup-error'
import { runProgram } from '../src/process-end'
import { argumentsOf } from './arguments'
import { withDeps } from './with-deps'

const USAGE = '用法：npm run restore -- 备份文件夹'

/** `npm run restore -- DIR`: a backup into an empty database, compared document by document afterwards. */
async function main(): Promise<void> {
  const { positionals } = argumentsOf({ allowPositionals: true }, USAGE)
  const [folder] = positionals
  if (folder === undefined || positionals.length > 1) throw new StartupError(USAGE)
  await withDeps(async ({ deps: { blobs, keys }, connection }) => {
    const manifest = await restoreBackup({ connection, blobs, keyIds: keys.ids, folder })
    await ensureIndexes(connection, await rawIndexesIn(connection))
    const documents = manifest.collections.reduce((sum, { count }) => sum + count, 0)
    console.log(
      `恢复完成并已核对：${manifest.collections.length} 个集合、${documents} 条记录、${manifest.files.length} 个文件（备份于 ${manifest.madeAt}）`,
    )
  }, refuseWithoutSecret)
}

/** A secret made here and now could not open anything in the backup, and would be in the way of the right one. */
async function refuseWithoutSecret(settings: Settings): Promise<void> {
  const isKept = () =>
    access(path.join(settings.dataDir, 'secret')).then(
      () => true,
      () => false,
    )
  if (settings.secrets.length > 0 || (await isKept())) return
  throw new StartupError(
    '还没有密钥：请先设置原来的 LINLI_SECRET，或把原来的 secret 文件放回数据文件夹，再恢复。',
  )
}

runProgram(main)
